import { beforeEach, expect, it, vi } from 'vitest'
import type { ProfileId } from '../../../../src/contract/index.ts'
import { useSettings } from '../../../../src/renderer/settings/settings.ts'
import { createFakeBridge, failed, MINE, ok, type FakeBridge } from '../fake-bridge.ts'
import { held, withBridge } from '../with-bridge.ts'

let bridge: FakeBridge
beforeEach(() => {
  bridge = withBridge(createFakeBridge())
})

it('applies a change at once and keeps it', async () => {
  const settings = useSettings()
  const changed = settings.change({ theme: 'dark' })
  expect(settings.current.theme).toBe('dark')
  await changed
  expect(settings.current).toMatchObject({ theme: 'dark', language: 'en', rowsPerPage: 25 })
})

it('goes back to what is true when it could not be kept, and says why', async () => {
  bridge.request['settings:change-own'] = async () => failed('file-full')
  const settings = useSettings()
  await settings.start()
  await settings.changeOwn(MINE.profile, { rowsPerPage: 100 })
  expect([settings.current.rowsPerPage, settings.error?.code]).toEqual([25, 'file-full'])
})

it('does not bring back those of the profile before, when one of them could not be kept', async () => {
  const answer = held<Awaited<ReturnType<(typeof bridge.request)['settings:change-own']>>>()
  bridge.request['settings:change-own'] = () => answer.promise
  const settings = useSettings()
  const changed = settings.changeOwn(MINE.profile, { rowsPerPage: 100 })
  bridge.emit('settings:changed', { ...settings.current, rowsPerPage: 10 })
  answer.answer(failed('file-full'))
  await changed
  expect(settings.current.rowsPerPage).toBe(10)
})

it('follows what main says', async () => {
  const settings = useSettings()
  await settings.start()
  expect(settings.info?.platform).toBe('linux')
  bridge.emit('settings:changed', { ...settings.current, theme: 'light', rowsPerPage: 10 })
  expect(settings.current.rowsPerPage).toBe(10)
})

const A = 'aaaaaaaaaaaaaaaa' as ProfileId
const B = 'bbbbbbbbbbbbbbbb' as ProfileId

it('are asked for again where who is signed in is known before main has told whose they are', async () => {
  const settings = useSettings()
  await settings.start()
  const ofAll = settings.current
  const read = vi.fn(async () => ok({ ...ofAll, profile: A, rowsPerPage: 50 as const }))
  bridge.request['settings:read'] = read
  await settings.of(A)
  expect(settings.current).toMatchObject({ profile: A, rowsPerPage: 50 })
  await settings.of(A)
  await settings.of(undefined)
  expect(read).toHaveBeenCalledTimes(1)
  // Of whoever is asked about, or not taken.
  await settings.of(B)
  expect(settings.current.profile).toBe(A)
})

it('an answer about the profile before does not take the place of what main told of the next', async () => {
  const answer = held<Awaited<ReturnType<(typeof bridge.request)['settings:change-own']>>>()
  bridge.request['settings:change-own'] = () => answer.promise
  const settings = useSettings()
  bridge.emit('settings:changed', { ...settings.current, profile: A })
  const changed = settings.changeOwn(A, { rowsPerPage: 100 })
  bridge.emit('settings:changed', { ...settings.current, profile: B, rowsPerPage: 10 })
  answer.answer(ok({ ...settings.current, profile: A, rowsPerPage: 100 }))
  await changed
  expect(settings.current).toMatchObject({ profile: B, rowsPerPage: 10 })
})
