import { isDeepStrictEqual } from 'node:util'

/*
 * A file may hold data that this version can't read: fields and items of a newer version, or damaged ones.
 * The functions take up to three values: `raw` is the file's content, `read` is the part that this version
 * read from it, `next` is the new value.
 */

/**
 * Returns the content to write. It keeps all data of the file that this version can't read.
 *
 * A part that did not change since it was read stays exactly as it is in the file. Items of a list are
 * matched by their id. Unreadable items are put at the end.
 */
export function merge(raw: unknown, read: unknown, next: unknown): unknown {
  if (raw !== undefined && isSame(read, next)) return raw
  if (Array.isArray(raw) && Array.isArray(next)) return mergeLists(raw, Array.isArray(read) ? read : [], next)
  if (isObject(raw) && isObject(next)) return mergeObjects(raw, isObject(read) ? read : {}, next)
  return next
}

type Json = Readonly<Record<string, unknown>>

function mergeObjects(raw: Json, read: Json, next: Json): Json {
  const unread = Object.entries(raw).filter(([key]) => read[key] === undefined && next[key] === undefined)
  const written = Object.entries(next)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, merge(raw[key], read[key], value)] as const)
  return Object.fromEntries([...unread, ...written])
}

function mergeLists(raw: readonly unknown[], read: readonly unknown[], next: readonly unknown[]): unknown[] {
  // Plain values have no id to match them by.
  if (![...read, ...next].some((item) => idOf(item) !== undefined)) return [...next]
  const before = byId(read)
  const inFile = bestById(raw, before)
  const written = next.map((item) => {
    const id = idOf(item)
    return id === undefined ? item : merge(inFile.get(id), before.get(id), item)
  })
  return [...written, ...raw.filter((item) => isUnread(item, before) && isUnread(item, byId(next)))]
}

/**
 * The parts of the file that couldn't be read, in no particular order. Unknown fields don't count: they do no
 * harm.
 */
export function unreadableIn(raw: unknown, read: unknown): readonly unknown[] {
  if (raw === undefined || isSame(raw, read)) return []
  if (isObject(raw) && isObject(read))
    return Object.keys(read).flatMap((key) => unreadableIn(raw[key], read[key]))
  if (!Array.isArray(raw) || !Array.isArray(read)) return [raw]
  const known = byId(read)
  return raw.flatMap((item: unknown) => unreadableIn(item, known.get(idOf(item) ?? '')))
}

/** A copy of the list or object without the items of that id, at any depth. */
export function without(raw: unknown, id: string): unknown {
  if (Array.isArray(raw)) return raw.filter((item) => idOf(item) !== id).map((item) => without(item, id))
  if (!isObject(raw)) return raw
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, without(value, id)]))
}

/** Maps each id to its item. If several items have the same id, a readable item wins over a damaged one. */
function bestById(raw: readonly unknown[], read: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  const damage = ([id, item]: Pair): number => unreadableIn(item, read.get(id)).length
  // A map keeps the last item of an id, so the least damaged item comes last.
  return new Map(raw.flatMap((item) => pairOf(item)).sort((one, other) => damage(other) - damage(one)))
}

type Pair = readonly [string, unknown]

const isUnread = (item: unknown, read: ReadonlyMap<string, unknown>): boolean => {
  const id = idOf(item)
  return id === undefined || !read.has(id)
}

const byId = (list: readonly unknown[]): ReadonlyMap<string, unknown> =>
  new Map(list.flatMap((item) => pairOf(item)))

function pairOf(item: unknown): readonly Pair[] {
  const id = idOf(item)
  return id === undefined ? [] : [[id, item]]
}

/** Accounts have a `profileId`, all other records an `id`. */
function idOf(item: unknown): string | undefined {
  if (!isObject(item)) return undefined
  const id = item['profileId'] ?? item['id']
  return typeof id === 'string' ? id : undefined
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Compares as JSON does: a field with the value `undefined` counts as absent. */
const isSame = (one: unknown, other: unknown): boolean => isDeepStrictEqual(asJson(one), asJson(other))

const asJson = (value: unknown): unknown =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown)
