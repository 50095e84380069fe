import { chmodSync, copyFileSync, renameSync } from 'node:fs'
import type { ZodType } from 'zod'
import { readContents, type Contents } from './json-file.ts'
import { unreadableIn } from './merge.ts'
import { PRIVATE } from './replace-file.ts'

/** Damage that was found when a store was opened. */
export interface Damage {
  /** Some of the damage is not in the `.damaged` copy yet, so the user has not been warned about it. */
  readonly isNew: boolean
  /** The file couldn't be copied, so it must be moved aside before it is replaced. */
  readonly isOnlyThere: boolean
}

export const copyOf = (path: string): string => `${path}.damaged`

/**
 * Looks for parts of a store's file that can't be read. If some are new, copies the file aside (`.damaged`).
 */
export function setAside(path: string, contents: Contents, schema: ZodType): Damage {
  const damaged = damageIn(contents, schema)
  const known = new Set(damageIn(readContents(copyOf(path)), schema))
  const isNew = damaged.some((part) => !known.has(part))
  return { isNew, isOnlyThere: isNew && !copyAside(path) && isWholeFile(contents, schema) }
}

/** True if nothing of the file can be read: then the next write keeps nothing of it. */
const isWholeFile = (contents: Contents, schema: ZodType): boolean =>
  contents.kind !== 'json' || !schema.safeParse(contents.json['value']).success

/** Each part that can't be read, as text. A file that can't be read at all counts as one part. */
export function damageIn(contents: Contents, schema: ZodType): readonly string[] {
  if (contents.kind === 'absent') return []
  // The contents are unknown, so this damage always counts as new.
  if (contents.kind === 'closed') return [`closed ${Math.random()}`]
  if (contents.kind === 'broken') return [contents.text]
  const { value } = contents.json
  const parsed = schema.safeParse(value)
  return (parsed.success ? unreadableIn(value, parsed.data) : [value]).map((part) => JSON.stringify(part))
}

/** Keeps an earlier copy as `.old`, because it may hold other data. @returns whether the file was copied */
function copyAside(path: string): boolean {
  const copy = copyOf(path)
  try {
    if (readContents(copy).kind !== 'absent') renameSync(copy, `${copy}.old`)
    copyFileSync(path, copy)
    chmodSync(copy, PRIVATE)
    return true
  } catch {
    return false
  }
}
