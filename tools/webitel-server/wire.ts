/** What may stand in an answer before its empty values are left out. */
export type WireValue = string | number | boolean | null | undefined | readonly WireValue[] | WireObject
export interface WireObject {
  readonly [key: string]: WireValue
}

/**
 * Leaves out what the real server leaves out: zero, false, null, empty texts, empty lists, empty objects.
 * Rows of a list stay, even when nothing is left of them.
 */
export function omitEmpty(object: WireObject): WireObject {
  const kept = Object.entries(object)
    .map(([key, value]) => [key, prune(value)] as const)
    .filter(([, value]) => !isEmpty(value))
  return Object.fromEntries(kept)
}

function prune(value: WireValue): WireValue {
  if (isList(value)) return value.map(prune)
  return typeof value === 'object' && value !== null ? omitEmpty(value) : value
}

function isEmpty(value: WireValue): boolean {
  if (isList(value)) return value.length === 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return value === undefined || value === null || value === '' || value === 0 || value === false
}

function isList(value: WireValue): value is readonly WireValue[] {
  return Array.isArray(value)
}

/** An int64 on the wire: a text, and nothing for zero. */
export function int64(value: number | undefined): string | undefined {
  return value ? String(value) : undefined
}

/** Keeps the asked-for fields of a row; all of them when none was named. */
export function pickFields(row: WireObject, fields: readonly string[]): WireObject {
  if (fields.length === 0) return row
  return Object.fromEntries(Object.entries(row).filter(([key]) => fields.includes(key)))
}
