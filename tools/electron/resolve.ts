import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { executableIn, fallbackFolder, officialPackage, override } from './places.ts'

export interface ElectronInUse {
  readonly folder: string
  readonly executable: string
  readonly version: string
  readonly kind: 'override' | 'official' | 'fallback'
}

/**
 * Finds the Electron for development and tests. The order is: `ELECTRON_OVERRIDE_DIST_PATH`, the official
 * Electron, the fallback.
 *
 * @throws Refusal with what to do if there is none
 */
export function resolveElectron(): ElectronInUse {
  const found = findElectron()
  if (!found) throw new Refusal(absence())
  return found
}

export function findElectron(): ElectronInUse | undefined {
  const chosen = override()
  if (chosen) return inFolder(chosen, 'override')
  return officialIn(officialPackage()) ?? inFolder(fallbackFolder(), 'fallback')
}

/** Why there is none, and what to do. */
export function absence(): string {
  const chosen = override()
  if (chosen) return `ELECTRON_OVERRIDE_DIST_PATH names a folder without an Electron: ${chosen}`
  return 'No Electron is installed here. Run: npm run setup'
}

/**
 * Its installer unpacks in place and writes `path.txt` last: without it, what is there may be half of an Electron.
 *
 * @param folder of the npm package `electron`
 */
export function officialIn(folder: string): ElectronInUse | undefined {
  return existsSync(join(folder, 'path.txt')) ? inFolder(join(folder, 'dist'), 'official') : undefined
}

function inFolder(folder: string, kind: ElectronInUse['kind']): ElectronInUse | undefined {
  const executable = executableIn(folder)
  return executable === undefined ? undefined : { folder, executable, version: versionIn(folder), kind }
}

function versionIn(folder: string): string {
  try {
    return readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
  } catch {
    return 'of unknown version'
  }
}

/** One line for people. */
export const describe = ({ version, kind, folder }: ElectronInUse): string =>
  ({
    override: `Electron ${version} (ELECTRON_OVERRIDE_DIST_PATH: ${folder})`,
    official: `Electron ${version} (official)`,
    fallback: `Electron ${version} (fallback for development and tests; the official one can't be fetched here)`,
  })[kind]
