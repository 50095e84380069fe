/** How `q` is interpreted after a leading `*`. How the real server does it is unknown. */
export interface PatternOptions {
  /** `_` and `%` are wildcards, as in the SQL behind the API. */
  readonly sqlWildcardsLeak?: boolean
  /** `?` is an ordinary character. */
  readonly questionMarkIsLiteral?: boolean
}

type Part =
  { readonly kind: 'any' } | { readonly kind: 'one' } | { readonly kind: 'char'; readonly char: string }

const ANY: Part = { kind: 'any' }
const ONE: Part = { kind: 'one' }

/**
 * Whether the whole of `text` matches `pattern`, whatever the case: `*` stands for any text, `?` for one
 * character. Takes time in proportion to both lengths at worst: `*a*a*a*…` can't stall the server, as a
 * regular expression could.
 */
export function matchesPattern(pattern: string, text: string, options: PatternOptions = {}): boolean {
  return matches(parse(pattern, options), [...text.toLowerCase()])
}

function parse(pattern: string, options: PatternOptions): readonly Part[] {
  const startsOpen = pattern.startsWith('*')
  const leaks = options.sqlWildcardsLeak === true && startsOpen
  const isOne = (char: string) => char === '?' && !(options.questionMarkIsLiteral === true && startsOpen)
  return [...pattern.toLowerCase()].map((char) => {
    if (char === '*' || (leaks && char === '%')) return ANY
    if (isOne(char) || (leaks && char === '_')) return ONE
    return { kind: 'char', char }
  })
}

/** Goes back only to the last `*`: earlier ones need no second try. */
function matches(parts: readonly Part[], chars: readonly string[]): boolean {
  let part = 0
  let char = 0
  let star = -1
  let resume = 0
  while (char < chars.length) {
    if (parts[part]?.kind === 'any') {
      star = part++
      resume = char
    } else if (takes(parts[part], chars[char])) {
      part++
      char++
    } else if (star >= 0) {
      part = star + 1
      char = ++resume
    } else return false
  }
  return parts.slice(part).every((rest) => rest.kind === 'any')
}

function takes(part: Part | undefined, char: string | undefined): boolean {
  return part !== undefined && (part.kind === 'one' || (part.kind === 'char' && part.char === char))
}
