/** The `q` parameter of a search. */
export interface ServerPattern {
  /** `undefined`: every name has to be read. */
  readonly q: string | undefined
  /**
   * Whether the server's result is exact. If not, it may contain too much and is filtered here
   * (`matching.ts`).
   */
  readonly isExact: boolean
}

/**
 * A pattern that finds at least the searched names on every server (WEBITEL.md, Conventions). `*` is the only
 * wildcard that all servers interpret alike: after a leading `*`, some treat `_` and `%` as wildcards and `?`
 * as an ordinary character, and `\` may be an escape character. So only literal text between `*` is sent.
 *
 * @param typed matches anywhere in a name; if it contains `*` or `?`, it is the whole pattern
 */
export function serverPattern(typed: string): ServerPattern {
  const text = typed.trim()
  if (text === '') return { q: undefined, isExact: true }
  const pattern = /[*?]/.test(text) ? text : `*${text}*`
  const parts = Array.from(pattern.normalize('NFC'), (character) => (isLiteral(character) ? character : '*'))
  const q = parts.join('').replace(/\*+/g, '*')
  return { q: q === '*' ? undefined : q, isExact: q === pattern.replace(/\*+/g, '*') }
}

/**
 * Whether every server takes a character literally. A character that can be stored composed or decomposed
 * doesn't qualify: the server compares stored text, so the search would find only a single form.
 */
const isLiteral = (character: string): boolean =>
  !/[?_%\\\p{M}]/u.test(character) && character.normalize('NFD') === character
