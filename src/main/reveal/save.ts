import { basename, dirname, join } from 'node:path'
import type { SaveForm, SaveNote, SaveOutcome } from '../../contract/index.ts'
import type { Written } from '../storage/put-file.ts'
import { proposeFileName } from './file-name.ts'
import { envOf } from './forms.ts'
import type { WriteFile } from './file-writer.ts'
import { writeWhole } from './write-file.ts'

export interface SaveOptions {
  /** Asks where to. @returns a path, or nothing when the person thought better of it */
  readonly ask: (proposed: string, as: SaveForm) => Promise<string | undefined>
  readonly folder: { readonly get: () => string; readonly set: (folder: string) => void }
  readonly as?: SaveForm
  readonly write?: WriteFile
  /** Called with the file's name when a save succeeds after it failed with `file-slow`. */
  readonly onLate?: (file: string) => void
}

/**
 * Saves exactly the secret's bytes (or its line for a `.env` file) where somebody wants it.
 *
 * @throws Failure `file…`
 */
export async function saveSecret(
  secret: string,
  usage: string,
  { ask, folder, as = 'txt', write = writeWhole, onLate }: SaveOptions,
): Promise<SaveOutcome> {
  const path = await ask(join(folder.get(), proposeFileName(usage, as)), as)
  if (path === undefined) return { kind: 'cancelled' }
  const text = as === 'env' ? envOf(secret, usage) : secret
  const written = await write(path, text, () => onLate?.(basename(path)))
  folder.set(dirname(path))
  return { kind: 'saved', file: basename(path), ...NOTES[written] }
}

const NOTES: Readonly<Record<Written, { readonly note?: SaveNote }>> = {
  written: {},
  'written-in-place': { note: 'in-place' },
  'written-not-private': { note: 'not-private' },
}
