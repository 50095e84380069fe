import { chmodSync, copyFileSync, renameSync } from 'node:fs'
import type { ZodType } from 'zod'
import { readContents, type Contents } from './json-file.ts'
import { unreadableIn } from './merge.ts'
import { PRIVATE } from './replace-file.ts'

/** What was found damaged when a store was opened. */
export interface Damage {
  /** There is damage that no earlier start has copied aside, and so told the user of. */
  readonly isNew: boolean
  /** The file is not copied: before it is replaced it has to be moved aside. */
  readonly isOnlyThere: boolean
}

export const copyOf = (path: string): string => `${path}.damaged`

/** Looks for what a store can't read of its file, and copies the file aside (`.damaged`) when there is something new. */
export function setAside(path: string, contents: Contents, schema: ZodType): Damage {
  const damaged = damageIn(contents, schema)
  const known = new Set(damageIn(readContents(copyOf(path)), schema))
  const isNew = damaged.some((part) => !known.has(part))
  return { isNew, isOnlyThere: isNew && !copyAside(path) && isWholeFile(contents, schema) }
}

/** Nothing of it can be read, so that the next write keeps nothing of it. */
const isWholeFile = (contents: Contents, schema: ZodType): boolean =>
  contents.kind !== 'json' || !schema.safeParse(contents.json['value']).success

/** Each part that can't be read, as text; of a file that can't be read at all, one part. */
export function damageIn(contents: Contents, schema: ZodType): readonly string[] {
  if (contents.kind === 'absent') return []
  // Nothing is known of it, so it is never known already.
  if (contents.kind === 'closed') return [`closed ${Math.random()}`]
  if (contents.kind === 'broken') return [contents.text]
  const { value } = contents.json
  const parsed = schema.safeParse(value)
  return (parsed.success ? unreadableIn(value, parsed.data) : [value]).map((part) => JSON.stringify(part))
}

/** The copy before, if any, is kept once more: it may hold something else. @returns whether there is a copy now */
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
