/** What is sent as `q` for a search. */
export interface ServerPattern {
  /** Nothing: every name has to be read. */
  readonly q: string | undefined
  /** Whether the server's answer can be relied on; else it may hold too much, and is filtered here (`matching.ts`). */
  readonly isExact: boolean
}

/**
 * The pattern that finds at least what the search means, on any server (WEBITEL.md, Conventions). `*` is the only wildcard
 * that every server reads alike: after a leading `*` some take `_` and `%` for wildcards and `?` for an ordinary
 * character, and `\` may be an escape. So only literal text between `*` is sent.
 *
 * @param typed found anywhere in a name; with `*` or `?` in it, it is the whole pattern
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
 * Whether a character can only mean itself. One that can be stored composed or decomposed can't: the server compares what
 * was stored, and only one of the two forms would be found.
 */
const isLiteral = (character: string): boolean =>
  !/[?_%\\\p{M}]/u.test(character) && character.normalize('NFD') === character
