/** What a person typed, as a test of a name: found anywhere in it; with `*` or `?` in it, it is the whole pattern. */
export type Matches = (usage: string) => boolean

/**
 * Case-insensitive; nothing but `*` (any text) and `?` (one character) is a wildcard, whatever a server makes of `%`,
 * `_` or `\`.
 */
export function matcherOf(typed: string): Matches {
  const text = fold(typed.trim())
  if (text === '') return () => true
  if (!/[*?]/.test(text)) return (usage) => fold(usage).includes(text)
  const pattern = [...text.replace(/\*+/g, '*')]
  return (usage) => fits(pattern, [...fold(usage)])
}

const fold = (text: string): string => text.toLowerCase()

/**
 * Goes back to the last `*` only: earlier ones need no second try. As a regular expression `*a*a*a…` would stop the
 * application for hours at one long name.
 */
function fits(pattern: readonly string[], name: readonly string[]): boolean {
  let [at, from, star] = [0, 0, -1]
  for (let place = 0; place < name.length;) {
    if (pattern[at] === '*') [star, from] = [at++, place]
    else if (pattern[at] === '?' || pattern[at] === name[place]) [at, place] = [at + 1, place + 1]
    else if (star < 0) return false
    else [at, place] = [star + 1, ++from]
  }
  return pattern.slice(at).every((rest) => rest === '*')
}

/** Characters that a server may read as wildcards, or as an escape, of its own. */
export const mayLeak = (typed: string): boolean => /[%_\\]/.test(typed)
