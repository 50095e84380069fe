import { readFileSync } from 'node:fs'
import type { ErrorCode } from '../../contract/index.ts'
import { failure, type Failure } from '../failure.ts'
import { putFile, type Written } from '../storage/put-file.ts'
import { RefusedFile } from '../storage/refused-file.ts'

/** Writes a text to a path, whole and on disk. @throws Failure `file…` */
export type WriteWhole = (path: string, text: string) => Promise<Written>

/**
 * Syncs the file, then reads it back and compares. Blocks its thread, so the app calls it in a separate
 * process.
 */
export const writeWhole: WriteWhole = async (path, text) => {
  try {
    const written = putFile(path, text)
    if (readFileSync(path, 'utf8') !== text) throw failure('file')
    return written
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
  return failure(codeOf(thrown), { retryable: true, cause: thrown })
}

function codeOf(thrown: unknown): ErrorCode {
  if (thrown instanceof RefusedFile) return `file-${thrown.why}`
  const name = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  return KINDS[name] ?? 'file'
}
