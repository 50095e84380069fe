import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { executableIn, fallbackFolder, officialFolder } from './places.ts'

export interface ElectronInUse {
  readonly folder: string
  readonly executable: string
  readonly version: string
  readonly kind: 'override' | 'official' | 'fallback'
}

/**
 * The Electron to develop and test on, of those that are there: the one that `ELECTRON_OVERRIDE_DIST_PATH` names, the
 * official one, the fallback.
 *
 * @throws Error with what to do, when there is none
 */
export function resolveElectron(): ElectronInUse {
  const found = findElectron()
  if (!found) throw new Error('No Electron is installed here. Run: npm run setup')
  return found
}

export function findElectron(): ElectronInUse | undefined {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override) return inFolder(override, 'override')
  return inFolder(officialFolder(), 'official') ?? inFolder(fallbackFolder(), 'fallback')
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
