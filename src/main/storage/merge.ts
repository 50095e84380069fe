import { isDeepStrictEqual } from 'node:util'

/*
 * A file may hold what this version can't read: fields and items of a newer version, or damaged ones. Three values of it
 * are told apart: `raw` is what the file holds, `read` is what this version read from that, `next` is what is to be kept.
 */

/**
 * What to write so that everything in the file that this version can't read survives.
 *
 * A part that did not change since it was read stays exactly as it is in the file. Items of a list belong together by
 * their id; items that could not be read follow those that could.
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
  // A list of plain values has nothing to be matched by.
  if (![...read, ...next].some((item) => idOf(item) !== undefined)) return [...next]
  const before = byId(read)
  const inFile = bestById(raw, before)
  const written = next.map((item) => {
    const id = idOf(item)
    return id === undefined ? item : merge(inFile.get(id), before.get(id), item)
  })
  return [...written, ...raw.filter((item) => isUnread(item, before) && isUnread(item, byId(next)))]
}

/** What in the file could not be read, in no order; unknown fields are not meant, which harm nothing. */
export function unreadableIn(raw: unknown, read: unknown): readonly unknown[] {
  if (raw === undefined || isSame(raw, read)) return []
  if (isObject(raw) && isObject(read))
    return Object.keys(read).flatMap((key) => unreadableIn(raw[key], read[key]))
  if (!Array.isArray(raw) || !Array.isArray(read)) return [raw]
  const known = byId(read)
  return raw.flatMap((item: unknown) => unreadableIn(item, known.get(idOf(item) ?? '')))
}

/** The same list or object without an item of that id, at whatever depth. */
export function without(raw: unknown, id: string): unknown {
  if (Array.isArray(raw)) return raw.filter((item) => idOf(item) !== id).map((item) => without(item, id))
  if (!isObject(raw)) return raw
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, without(value, id)]))
}

/** Of several items with one id, the one that was read: a damaged one must not take its place. */
function bestById(raw: readonly unknown[], read: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  const damage = ([id, item]: Pair): number => unreadableIn(item, read.get(id)).length
  // The last one of an id is the one that a map keeps.
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

/** Accounts are told apart by `profileId`, all other records by `id`. */
function idOf(item: unknown): string | undefined {
  if (!isObject(item)) return undefined
  const id = item['profileId'] ?? item['id']
  return typeof id === 'string' ? id : undefined
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** As JSON has them: a field without a value is no field. */
const isSame = (one: unknown, other: unknown): boolean => isDeepStrictEqual(asJson(one), asJson(other))

const asJson = (value: unknown): unknown =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown)
