import { renameSync } from 'node:fs'
import { join } from 'node:path'
import type { ZodType } from 'zod'
import type { StoredFile, UnsavedReason } from '../../contract/index.ts'
import { copyOf, setAside } from './damage.ts'
import { readContents } from './json-file.ts'
import { merge, without } from './merge.ts'
import type { PutFile } from './put-file.ts'

/**
 * A small JSON file of the profile folder. Unreadable parts get their defaults in memory and stay in the
 * file.
 */
export interface JsonStore<T> {
  readonly get: () => T
  /**
   * Keeps the value in memory even if the file can't be written. The write is retried later.
   *
   * @param settled id of a finished record: it is deleted from the file even if it can't be read
   * @returns whether the value is on disk
   */
  readonly set: (value: T, settled?: string) => boolean
}

/** A store that also reports problems with its file. */
export interface FileStore<T> extends JsonStore<T> {
  /** Something in the file can't be read, and no earlier start has reported it. */
  readonly hasNewDamage: boolean
  /** Why the last write failed; `undefined` if the value is on disk. */
  readonly unsaved: () => UnsavedReason | undefined
  /** Writes the value in memory to disk. @returns whether that succeeded */
  readonly write: () => boolean
}

export interface StoreOptions<T> {
  /** The profile folder. */
  readonly folder: string
  readonly name: StoredFile
  readonly schema: ZodType<T>
  readonly fallback: T
  readonly put: PutFile
}

export function openStore<T>({ folder, name, schema, fallback, put }: StoreOptions<T>): FileStore<T> {
  const path = join(folder, `${name}.json`)
  const contents = readContents(path)
  const damage = setAside(path, contents, schema)
  let { isOnlyThere } = damage
  const json = contents.kind === 'json' ? contents.json : {}
  let raw = json['value']
  const read = schema.safeParse(raw)
  let value = read.success ? read.data : fallback
  let unsaved: UnsavedReason | undefined

  function write(): boolean {
    try {
      if (isOnlyThere) renameSync(path, copyOf(path))
      isOnlyThere = false
      put(path, JSON.stringify({ ...json, value: raw }, undefined, '\t'))
      unsaved = undefined
    } catch (thrown) {
      unsaved = reasonOf(thrown)
    }
    return unsaved === undefined
  }

  return {
    hasNewDamage: damage.isNew,
    get: () => value,
    set(next, settled) {
      raw = merge(raw, value, next)
      if (settled !== undefined) raw = without(raw, settled)
      value = next
      return write()
    },
    unsaved: () => unsaved,
    write,
  }
}

const REASONS: Readonly<Record<string, UnsavedReason>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
}

function reasonOf(thrown: unknown): UnsavedReason {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  return REASONS[code] ?? 'failed'
}
