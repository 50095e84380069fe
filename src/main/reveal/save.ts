import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { ErrorCode, SaveOutcome } from '../../contract/index.ts'
import { failure, type Failure } from '../failure.ts'
import { proposeFileName } from './file-name.ts'

export interface SaveOptions {
  /** Asks where to. @returns a path, or nothing when the person thought better of it */
  readonly ask: (proposed: string) => Promise<string | undefined>
  readonly folder: { readonly get: () => string; readonly set: (folder: string) => void }
}

/** Read and written by its owner alone. */
const MODE = 0o600

/**
 * Saves exactly the secret's bytes: the whole file or none, on disk before it is called saved, read back and compared.
 *
 * @throws Failure `file…`
 */
export async function saveSecret(
  secret: string,
  usage: string,
  { ask, folder }: SaveOptions,
): Promise<SaveOutcome> {
  const path = await ask(join(folder.get(), proposeFileName(usage)))
  if (path === undefined) return { kind: 'cancelled' }
  try {
    await writeFileAtomic(path, secret, { mode: MODE, fsync: true })
    if ((await readFile(path, 'utf8')) !== secret) throw failure('file')
  } catch (thrown) {
    throw fileFailure(thrown)
  }
  folder.set(dirname(path))
  return { kind: 'saved', file: basename(path) }
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
