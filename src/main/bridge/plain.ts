/** The largest call that the contract knows, a job of 20 000 tokens, has three for each. */
const MOST_VALUES = 100_000

/**
 * Whether arguments are plain data. Structured cloning carries more than that, and schemas see in a date, a map or an
 * object that holds itself an object without fields; a key `__proto__` they pass over.
 */
export function isPlain(args: readonly unknown[]): boolean {
  const left: unknown[] = [args]
  for (let seen = 0; left.length > 0; seen++) {
    const value = left.pop()
    if (typeof value !== 'object' || value === null) continue
    const within = valuesIn(value)
    if (!within || seen + left.length + within.length > MOST_VALUES) return false
    for (const one of within) left.push(one)
  }
  return true
}

/** @returns nothing for what is neither a list nor an object of the simple kind */
function valuesIn(value: object): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  const isSimple = Object.getPrototypeOf(value) === Object.prototype
  return isSimple && !Object.hasOwn(value, '__proto__') ? Object.values(value) : undefined
}
