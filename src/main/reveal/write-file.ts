import { readFile, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { ErrorCode } from '../../contract/index.ts'
import { failure, type Failure } from '../failure.ts'
import { syncFolder } from '../storage/sync-folder.ts'

/** Writes a text to a path, whole and on disk. @throws Failure `file…` */
export type WriteWhole = (path: string, text: string) => Promise<void>

/** Read and written by its owner alone. */
const MODE = 0o600

/** The whole file or none, on disk before it returns, read back and compared. */
export const writeWhole: WriteWhole = async (path, text) => {
  try {
    await writeFileAtomic(path, text, { mode: MODE, fsync: true })
    syncFolder(dirname(await realpath(path)))
    if ((await readFile(path, 'utf8')) !== text) throw failure('file')
  } catch (thrown) {
    throw fileFailure(thrown)
  }
}

const KINDS: Readonly<Record<string, ErrorCode>> = {
  EACCES: 'file-denied',
  EPERM: 'file-denied',
  EROFS: 'file-denied',
  ENOSPC: 'file-full',
  EDQUOT: 'file-full',
  ENOENT: 'file-gone',
  ENOTDIR: 'file-gone',
  EISDIR: 'file-directory',
}

function fileFailure(thrown: unknown): Failure {
  const name = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  return failure(KINDS[name] ?? 'file', { retryable: true, cause: thrown })
}
