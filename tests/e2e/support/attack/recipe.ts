/**
 * How a hostile value is made, in a form that survives JSON: the value itself is made in the page, where nothing
 * straightens it on the way (a lone surrogate, a key `__proto__`, ten megabytes).
 */
export type Recipe =
  | { readonly json: string | number | boolean | null }
  | { readonly is: Special }
  | { readonly text: string; readonly times: number }
  | { readonly deep: number; readonly of: 'array' | 'object' }
  | { readonly many: Recipe; readonly times: number }
  | { readonly list: readonly Recipe[] }
  | { readonly entries: readonly (readonly [string, Recipe])[] }

export const SPECIALS = [
  'undefined',
  'NaN',
  'Infinity',
  '-Infinity',
  'date',
  'map',
  'set',
  'regexp',
  'error',
  'bytes',
  'cycle',
  'function',
  'symbol',
  'bigint',
  'bare',
  'throwing',
] as const
export type Special = (typeof SPECIALS)[number]

/** Makes the value. Runs in the page, so it knows nothing of this file. */
export function build(recipe: Recipe): unknown {
  const specials: Record<string, () => unknown> = {
    NaN: () => NaN,
    Infinity: () => Infinity,
    '-Infinity': () => -Infinity,
    date: () => new Date(NaN),
    map: () => new Map([['__proto__', 1]]),
    set: () => new Set([1]),
    regexp: () => /(a+)+$/,
    error: () => new RangeError('planted'),
    bytes: () => new Uint8Array(64),
    cycle() {
      const cycle: Record<string, unknown> = {}
      cycle['self'] = cycle
      return cycle
    },
    function: () => () => 'planted',
    symbol: () => Symbol('planted'),
    bigint: () => 2n ** 70n,
    bare: () => Object.create(null) as unknown,
    throwing: () =>
      Object.defineProperty({}, 'userId', {
        enumerable: true,
        get() {
          throw new Error('planted')
        },
      }),
  }
  const nested = (depth: number, of: 'array' | 'object') => {
    let value: unknown = 'bottom'
    for (let at = 0; at < depth; at++) value = of === 'array' ? [value] : { value }
    return value
  }
  const own = (entries: readonly (readonly [string, unknown])[]) => {
    const object = {}
    // An assignment would set the prototype by the key `__proto__`.
    for (const [key, value] of entries)
      Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
    return object
  }
  const made = (one: Recipe): unknown => {
    if ('json' in one) return one.json
    if ('is' in one) return specials[one.is]?.()
    if ('text' in one) return one.text.repeat(one.times)
    if ('deep' in one) return nested(one.deep, one.of)
    if ('many' in one) return Array.from({ length: one.times }, () => made(one.many))
    if ('list' in one) return one.list.map(made)
    return own(one.entries.map(([key, value]) => [key, made(value)] as const))
  }
  return made(recipe)
}

/** The recipe of a plain value. */
export function recipeOf(value: unknown): Recipe {
  if (Array.isArray(value)) return { list: value.map(recipeOf) }
  if (typeof value === 'object' && value !== null)
    return { entries: Object.entries(value).map(([key, one]) => [key, recipeOf(one)] as const) }
  return { json: value as string | number | boolean | null }
}

/** What is taken for something more common; on the way through the bridge a getter that throws is left out. */
const KINDS: Readonly<Partial<Record<Special, string>>> = {
  NaN: 'number',
  Infinity: 'number',
  '-Infinity': 'number',
  bare: 'object',
  throwing: 'object',
}

/** What of value comes of it: only things of one kind can be taken for each other. */
export function kindOf(recipe: Recipe): string {
  if ('json' in recipe) return recipe.json === null ? 'null' : typeof recipe.json
  if ('text' in recipe) return 'string'
  if ('is' in recipe) return KINDS[recipe.is] ?? recipe.is
  if ('entries' in recipe) return 'object'
  return 'deep' in recipe && recipe.of === 'object' ? 'object' : 'array'
}
