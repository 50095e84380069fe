import { readdirSync, symlinkSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdsLinks, whyNotWritable } from '../../../../src/main/storage/profile-folder.ts'

let folder = ''
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'webitel-tokens-profile-'))))
afterEach(async () => await rm(folder, { recursive: true, force: true }))

describe('the profile folder', () => {
  it('is made when it is missing, and left empty', () => {
    const path = join(folder, 'a/b')
    expect(whyNotWritable(path)).toBeUndefined()
    expect(readdirSync(path)).toEqual([])
  })

  it('is refused with what to do when it can not be written to', async () => {
    await writeFile(join(folder, 'file'), '')
    const path = join(folder, 'file/profile')
    expect(whyNotWritable(path)).toBe(
      `The folder ${path} can't be written to. Make it writable for you, or name another folder with --user-data-dir=…`,
    )
  })

  it.runIf(process.platform === 'linux')('is not refused when no byte can be written to a full disk', () => {
    // Every write to this device fails with ENOSPC.
    symlinkSync('/dev/full', join(folder, '.writable'))
    expect(whyNotWritable(folder)).toBeUndefined()
  })

  it.runIf(process.platform !== 'win32')('can hold links on an ordinary drive', () => {
    expect(holdsLinks(folder)).toBe(true)
    expect(readdirSync(folder)).toEqual([])
  })

  it('can hold no links where none can be made', () => {
    expect(holdsLinks(join(folder, 'missing'))).toBe(false)
  })
})
