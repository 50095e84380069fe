import { lstatSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { holdsLinks } from './profile-folder.ts'

/** What came of claiming the profile folder for this process. */
export type Claim =
  | { readonly kind: 'claimed' }
  /** Another process of the application has it, and was told to show its window. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'impossible'; readonly words: string }

interface Surroundings {
  readonly folder: string
  /** Electron's `app.requestSingleInstanceLock`. */
  readonly request: () => boolean
  /** `process.env`: Chromium reads `TMPDIR` of it. */
  readonly env: Record<string, string | undefined>
  readonly platform: NodeJS.Platform
}

/**
 * Bytes. On Linux, Chromium binds a socket named `<TMPDIR>/.org.chromium.Chromium.XXXXXX/SingletonSocket`, and a socket's
 * path has at most 107 bytes (unix(7), `sun_path`): with a longer one Chromium crashes (SIGILL).
 */
const MAX_TMPDIR_BYTES = 107 - '/.org.chromium.Chromium.XXXXXX/SingletonSocket'.length

/**
 * Claims the profile folder: a second start on the same folder shows the window of the first one instead.
 *
 * Electron answers `false` both when another process has the folder and when its lock can't be made. Only the first
 * leaves the link `SingletonLock` in the folder (not on Windows, which locks by a named object).
 */
export function claimProfile({ folder, request, env, platform }: Surroundings): Claim {
  const locked = platform === 'linux' ? requestWithShortTmpdir(env, request) : request()
  if (locked === undefined) return impossible(NO_TEMPORARY_FOLDER)
  if (locked) return { kind: 'claimed' }
  if (platform === 'win32' || isLocked(folder)) return { kind: 'taken' }
  return impossible(holdsLinks(folder) ? notLocked(folder) : noLinks(folder))
}

const impossible = (words: string): Claim => ({ kind: 'impossible', words })

const NO_TEMPORARY_FOLDER =
  'No folder for temporary files can be used. Make /tmp writable, with free space, or set TMPDIR to a folder with a short path.'
const noLinks = (folder: string): string =>
  `The drive that holds the folder ${folder} can't store symbolic links, as is usual for FAT drives and some network ` +
  'shares. Name a folder on another drive with --user-data-dir=…'
const notLocked = (folder: string): string =>
  `The folder ${folder} can't be locked for this application. Name a folder on another drive with --user-data-dir=…`

/**
 * Only the lock's socket needs the short path: everything else keeps the folder that the user set.
 *
 * @returns `undefined` when there is no folder that Chromium can bind its socket in
 */
function requestWithShortTmpdir(env: Surroundings['env'], request: () => boolean): boolean | undefined {
  const before = env['TMPDIR']
  const folder = [before || '/tmp', '/tmp', env['XDG_RUNTIME_DIR'] || '/tmp'].find(canHoldSocket)
  if (folder === undefined) return undefined
  env['TMPDIR'] = folder
  try {
    return request()
  } finally {
    if (before === undefined) delete env['TMPDIR']
    else env['TMPDIR'] = before
  }
}

const canHoldSocket = (folder: string): boolean =>
  Buffer.byteLength(folder) <= MAX_TMPDIR_BYTES && isUsable(folder)

/** Tries what Chromium does, a folder with a file in it: a full disk takes neither, whatever the rights are. */
function isUsable(folder: string): boolean {
  let probe: string | undefined
  try {
    mkdirSync(folder, { recursive: true })
    probe = mkdtempSync(join(folder, '.webitel-tokens-'))
    writeFileSync(join(probe, 'socket'), '')
    return true
  } catch {
    return false
  } finally {
    if (probe !== undefined) rmSync(probe, { recursive: true, force: true })
  }
}

function isLocked(folder: string): boolean {
  try {
    return lstatSync(join(folder, 'SingletonLock')).isSymbolicLink()
  } catch {
    return false
  }
}
