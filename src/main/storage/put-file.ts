import { lstatSync, realpathSync, statSync } from 'node:fs'
import { overwriteFile } from './overwrite-file.ts'
import { RefusedFile } from './refused-file.ts'
import { replaceFile } from './replace-file.ts'

/**
 * - `written`: to a new file that only its owner can read
 * - `written-in-place`: to the existing file, because it couldn't be replaced (docs/adr/0044)
 * - `written-not-private`: other users may be able to read the file, because the drive doesn't support owners
 *   and modes, or because another user owns it
 */
export type Written = (typeof WRITTEN)[number]

const WRITTEN = ['written', 'written-in-place', 'written-not-private'] as const

export const isWritten = (said: string): said is Written => WRITTEN.some((written) => written === said)

export type PutFile = (path: string, text: string) => unknown

/**
 * Writes text to a file and syncs it to disk. Replaces the file, or overwrites it in place if it can't be
 * replaced. Follows a link to a regular file.
 *
 * @throws RefusedFile; Error with the system's code
 */
export function putFile(path: string, text: string): Written {
  const { target, exists } = targetOf(path)
  const written = replaceOrOverwrite(target, exists, text)
  return isPrivate(target) ? written : 'written-not-private'
}

function replaceOrOverwrite(target: string, exists: boolean, text: string): Written {
  try {
    replaceFile(target, text)
    return 'written'
  } catch (thrown) {
    if (!exists || !IRREPLACEABLE.has(codeOf(thrown))) throw thrown
    overwriteFile(target, text)
    return 'written-in-place'
  }
}

/**
 * Errors if the folder isn't writable, the file is a mount point, or a sticky folder protects another user's
 * file.
 */
const IRREPLACEABLE: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV'])

const codeOf = (thrown: unknown): unknown =>
  thrown instanceof Error && 'code' in thrown ? thrown.code : undefined

interface Target {
  readonly target: string
  readonly exists: boolean
}

/** Resolves a link; any other path stays as it is. */
function targetOf(path: string): Target {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found) return { target: path, exists: false }
  const target = found.isSymbolicLink() ? endOf(path) : path
  const stats = statSync(target)
  if (stats.isDirectory()) throw Object.assign(new Error('Is a directory'), { code: 'EISDIR' })
  if (!stats.isFile()) throw new RefusedFile('special')
  return { target, exists: true }
}

const NOWHERE: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP'])

function endOf(link: string): string {
  try {
    return realpathSync(link)
  } catch (thrown) {
    throw NOWHERE.has(codeOf(thrown)) ? new RefusedFile('dangling') : thrown
  }
}

/**
 * Checks the file on disk, because the drive may ignore modes, or another program may have replaced the file.
 */
function isPrivate(path: string): boolean {
  const user = process.geteuid?.()
  if (user === undefined) return true
  const { uid, mode } = statSync(path)
  return uid === user && (mode & 0o077) === 0
}
