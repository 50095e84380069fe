import { expect, it } from 'vitest'
import type { FilesState } from '../../../../src/contract/index.ts'
import { useAnnouncer } from '../../../../src/renderer/app/announcer.ts'
import { i18n } from '../../../../src/renderer/app/i18n.ts'
import { useFilesNotice } from '../../../../src/renderer/app/use-files-notice.ts'
import { createFakeBridge, ok } from '../fake-bridge.ts'
import { inApp } from '../in-app.ts'
import { withBridge } from '../with-bridge.ts'

const NOTHING: FilesState = { unreadable: [], unsaved: [], isCopy: false }
const FULL: FilesState = { ...NOTHING, unsaved: ['settings', 'profiles'], reason: 'full' }

/** A page that was just loaded. */
async function page(first: Partial<FilesState> = {}) {
  const bridge = withBridge(createFakeBridge())
  bridge.request['files:state'] = async () => ok({ ...NOTHING, ...first })
  const { t } = i18n.global
  await inApp(bridge, () => useFilesNotice({ t, locale: () => 'en' })).start()
  return { bridge, announcer: useAnnouncer() }
}

it('says nothing while all files are read and written', async () => {
  const { announcer } = await page()
  expect(announcer.current).toBeUndefined()
})

it('names each kind of data that could not be read, once', async () => {
  const { announcer } = await page({ unreadable: ['settings', 'profiles', 'pending', 'creates'] })
  expect(announcer.current?.kind).toBe('alert')
  expect(announcer.current?.text).toContain("couldn't read your settings and accounts")
  expect(announcer.current?.text.match(/unfinished tokens/g)).toHaveLength(1)
})

it('says that the folder is a copy', async () => {
  expect((await page({ isCopy: true })).announcer.current?.text).toContain('is a copy')
})

it('says once that the disk is full', async () => {
  const { bridge, announcer } = await page()
  bridge.emit('files:changed', FULL)
  expect(announcer.current).toMatchObject({
    kind: 'alert',
    text: expect.stringContaining('The disk is full, so accounts, settings and other changes'),
  })
  announcer.dismiss()
  bridge.emit('files:changed', { ...FULL, unsaved: ['settings', 'profiles', 'recent'] })
  expect(announcer.current).toBeUndefined()
})

it('says that everything is saved again', async () => {
  const { bridge, announcer } = await page(FULL)
  expect(announcer.current?.text).toContain('The disk is full')
  bridge.emit('files:changed', NOTHING)
  expect(announcer.current).toEqual({ kind: 'status', text: 'Everything is saved now.' })
})

it.each([
  ['denied', "isn't allowed to write"],
  ['failed', 'Check the drive'],
] as const)('says what helps where writing is %s', async (reason, words) => {
  expect((await page({ ...FULL, reason })).announcer.current?.text).toContain(words)
})
