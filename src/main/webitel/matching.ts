/** Whether a search finds a name: anywhere in it, or as a whole if the search contains `*` or `?`. */
export type Matches = (name: string) => boolean

/**
 * Matches a name independently of how the server interprets `%`, `_`, `\` and `?`. Ignores case, and whether
 * letters are composed (`й` as one character) or decomposed (`и` and a breve). Only `*` (any text) and `?`
 * (one character) are wildcards.
 */
export function matcherOf(typed: string): Matches {
  const text = fold(typed.trim())
  if (text === '') return () => true
  if (!/[*?]/.test(text)) return (name) => fold(name).includes(text)
  const pattern = [...text.replace(/\*+/g, '*')]
  return (name) => fits(pattern, [...fold(name)])
}

/** Changing the case can decompose a letter, so it is composed again. */
const fold = (text: string): string => text.normalize('NFC').toLowerCase().normalize('NFC')

/**
 * Backtracks to the last `*` only; earlier ones need no retry. As a regular expression, `*a*a*a…` would block
 * the app for hours on one long name.
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
