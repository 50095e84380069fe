import { symlinkSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claimProfile } from '../../../../src/main/storage/profile-lock.ts'

let folder = ''
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'webitel-tokens-lock-'))))
afterEach(async () => await rm(folder, { recursive: true, force: true }))

const LONG = `/tmp/${'t'.repeat(126)}`

/** @returns the claim, and the `TMPDIR` that Chromium saw */
function claim(answer: boolean, env: Record<string, string> = {}, platform: NodeJS.Platform = 'linux') {
  const given: Record<string, string | undefined> = { ...env }
  let seen: string | undefined
  const request = () => ((seen = given['TMPDIR']), answer)
  return { ...claimProfile({ folder, request, env: given, platform }), seen, left: given['TMPDIR'] }
}

describe('the claim of a profile folder', () => {
  it('succeeds when Electron gets the lock', () => {
    expect(claim(true)).toMatchObject({ kind: 'claimed' })
  })

  it('leaves the folder to the process whose lock lies there', () => {
    symlinkSync('host-1234', join(folder, 'SingletonLock'))
    expect(claim(false)).toMatchObject({ kind: 'taken' })
  })

  it('leaves the folder to the other process on Windows, where no link lies', () => {
    expect(claim(false, {}, 'win32')).toMatchObject({ kind: 'taken' })
  })

  it.runIf(process.platform !== 'win32')('says that a lock could not be made', () => {
    expect(claim(false)).toMatchObject({
      kind: 'impossible',
      words: `The folder ${folder} can't be locked for this application. Name a folder on another drive with --user-data-dir=…`,
    })
  })

  it('says that a drive stores no links', async () => {
    // No link can be made below a file, as on a FAT drive none can be made at all.
    folder = join(folder, 'file')
    await writeFile(folder, '')
    const { kind, words } = claim(false) as unknown as { kind: string; words: string }
    expect(kind).toBe('impossible')
    expect(words).toContain(`The drive that holds the folder ${folder} can't store symbolic links`)
    expect(words).toContain('--user-data-dir=')
  })
})

describe.runIf(process.platform === 'linux')('the folder for the socket of the lock', () => {
  it('is that of the user when its path is short enough', () => {
    expect(claim(true, { TMPDIR: folder })).toMatchObject({ seen: folder, left: folder })
  })

  it('is /tmp when the path is too long for a socket', () => {
    expect(claim(true, { TMPDIR: LONG })).toMatchObject({ kind: 'claimed', seen: '/tmp', left: LONG })
  })

  it('is measured in bytes, not in letters', () => {
    const cyrillic = `/tmp/${'ї'.repeat(40)}`
    expect(claim(true, { TMPDIR: cyrillic }).seen).toBe('/tmp')
  })

  it('is /tmp when the folder of the user can not be made', async () => {
    await writeFile(join(folder, 'file'), '')
    const unusable = join(folder, 'file/tmp')
    expect(claim(true, { TMPDIR: unusable })).toMatchObject({ seen: '/tmp', left: unusable })
  })

  it('stays unset afterwards when it was unset before', () => {
    expect(claim(true)).toMatchObject({ seen: '/tmp', left: undefined })
  })

  it('is not touched on other systems', () => {
    expect(claim(true, { TMPDIR: LONG }, 'darwin').seen).toBe(LONG)
  })
})
