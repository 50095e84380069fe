/**
 * `q` is a case-insensitive pattern for the whole value, with `*` for any text and `?` for one character
 * (WEBITEL.md, Conventions).
 */

/** What a person typed, as `q`: found anywhere in a name; with `*` or `?` in it, it is the whole pattern. */
export function searchPattern(typed: string): string | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  return /[*?]/.test(text) ? text : `*${text}*`
}

/** A pattern that matches at least the same names: what a server may read in its own way stands as `?`. */
export const harmless = (pattern: string): string => pattern.replace(/[_%\\]/g, '?')
