import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findElectron, officialIn, resolveElectron } from '../../../../tools/electron/resolve.ts'
import { cleaning } from '../cleaning.ts'

const { folder } = cleaning()
afterEach(() => vi.unstubAllEnvs())

/** As Electron's archive looks, of which only two files are asked for. */
async function electronIn(path: string, version: string): Promise<string> {
  await mkdir(path, { recursive: true })
  await writeFile(join(path, 'electron'), '')
  await writeFile(join(path, 'version'), version)
  return path
}

describe('the Electron in use', () => {
  it('is the one that the variable names, before all others', async () => {
    const path = await electronIn(join(await folder(), 'own'), 'v46.0.0')
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', path)
    expect(resolveElectron()).toEqual({
      folder: path,
      executable: join(path, 'electron'),
      version: '46.0.0',
      kind: 'override',
    })
  })

  it('is none when the variable names a folder without one: a typing error is not passed over', async () => {
    const path = await folder()
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', path)
    expect(findElectron()).toBeUndefined()
    expect(() => resolveElectron()).toThrow(
      `ELECTRON_OVERRIDE_DIST_PATH names a folder without an Electron: ${path}`,
    )
  })
})

describe('the official Electron', () => {
  it('counts from the last file that its installer writes: what was cut off is none', async () => {
    const path = await folder()
    await electronIn(join(path, 'dist'), '45.4.1')
    expect(officialIn(path)).toBeUndefined()
    await writeFile(join(path, 'path.txt'), 'electron')
    expect(officialIn(path)).toMatchObject({ version: '45.4.1', kind: 'official' })
  })
})
