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
  const pattern = new RegExp(`^${[...text].map(sourceOf).join('')}$`, 'su')
  return (usage) => pattern.test(fold(usage))
}

const fold = (text: string): string => text.toLowerCase()

function sourceOf(character: string): string {
  if (character === '*') return '.*'
  return character === '?' ? '.' : character.replace(/[\\^$.*+?()[\]{}|/-]/u, String.raw`\$&`)
}

/** Characters that a server may read as wildcards, or as an escape, of its own. */
export const mayLeak = (typed: string): boolean => /[%_\\]/.test(typed)
