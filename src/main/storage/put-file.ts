import { lstatSync, realpathSync, statSync } from 'node:fs'
import { overwriteFile } from './overwrite-file.ts'
import { RefusedFile } from './refused-file.ts'
import { replaceFile } from './replace-file.ts'

/**
 * - `written`: a new file, for its owner alone
 * - `written-in-place`: into the file that was there, which can't be replaced (docs/adr/0044)
 * - `written-not-private`: others may be able to read it; the drive knows no owners or modes, or the owner is another
 */
export type Written = (typeof WRITTEN)[number]

const WRITTEN = ['written', 'written-in-place', 'written-not-private'] as const

export const isWritten = (said: string): said is Written => WRITTEN.some((written) => written === said)

export type PutFile = (path: string, text: string) => unknown

/**
 * Puts a text into a file, on disk before it returns: replaces the file, or writes in place where that is impossible.
 * Follows a link to a regular file.
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

/** The folder may not be written to; or the file is a mount point, or another's in a folder with the sticky bit. */
const IRREPLACEABLE: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV'])

const codeOf = (thrown: unknown): unknown =>
  thrown instanceof Error && 'code' in thrown ? thrown.code : undefined

interface Target {
  readonly target: string
  readonly exists: boolean
}

/** Where a link leads, or the path itself. */
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

/** By what the file system says now, be it that it keeps no modes, or that somebody put another file there. */
function isPrivate(path: string): boolean {
  const user = process.geteuid?.()
  if (user === undefined) return true
  const { uid, mode } = statSync(path)
  return uid === user && (mode & 0o077) === 0
}
