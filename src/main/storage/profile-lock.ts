import { lstatSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { holdsLinks } from './profile-folder.ts'

/** The result of claiming the profile folder for this process. */
export type Claim =
  | { readonly kind: 'claimed' }
  /** Another process of the application has the folder. It was asked to show its window. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'impossible'; readonly words: string }

interface Surroundings {
  readonly folder: string
  /** Electron's `app.requestSingleInstanceLock`. */
  readonly request: () => boolean
  /** `process.env`: Chromium reads its `TMPDIR`. */
  readonly env: Record<string, string | undefined>
  readonly platform: NodeJS.Platform
}

/**
 * On Linux, Chromium binds a socket at `<TMPDIR>/.org.chromium.Chromium.XXXXXX/SingletonSocket`. The path of
 * a socket can have at most 107 bytes (unix(7), `sun_path`). With a longer one, Chromium crashes (SIGILL).
 */
const MAX_TMPDIR_BYTES = 107 - '/.org.chromium.Chromium.XXXXXX/SingletonSocket'.length

/**
 * Claims the profile folder: a second start on the same folder shows the window of the first one instead.
 *
 * Electron returns `false` both if another process has the folder and if the lock can't be created. Only in
 * the first case does the folder have the link `SingletonLock` (never on Windows, which uses a named object
 * instead).
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
 * Sets a short `TMPDIR` only while Chromium creates the lock's socket. Everything else uses the folder that
 * the user set.
 *
 * @returns `undefined` if Chromium can't bind its socket in any folder
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

/**
 * Creates a folder with a file in it, like Chromium does. A permission check is not enough: the disk may be
 * full.
 */
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
