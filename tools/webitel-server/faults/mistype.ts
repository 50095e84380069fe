/** JSON in which every value has another type than it had, below an object of the same names. */
export function mistyped(json: string, as: 'fields' | 'list' | 'text' | 'null'): string {
  if (as === 'list') return '[1, "two", null]'
  if (as === 'text') return '"an answer of another kind"'
  if (as === 'null') return 'null'
  const value: unknown = JSON.parse(json)
  return JSON.stringify(isObject(value) ? eachField(value) : { value })
}

function eachField(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, otherType(value)]))
}

function otherType(value: unknown): unknown {
  if (typeof value === 'string') return { value }
  if (typeof value === 'number' || typeof value === 'boolean') return [value]
  if (Array.isArray(value)) return { 0: value[0] ?? null }
  return value === null ? 0 : JSON.stringify(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
