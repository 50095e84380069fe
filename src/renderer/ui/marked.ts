export interface Piece {
  readonly text: string
  readonly found: boolean
}

/** The parts of a text that were searched for, and those between; of a pattern, what stands between its wildcards. */
export function marked(text: string, search: string): readonly Piece[] {
  const parts = search
    .trim()
    .split(/[*?]+/)
    .filter((part) => part !== '')
  if (parts.length === 0) return [{ text, found: false }]
  const wanted = new RegExp(`(${parts.map(escaped).join('|')})`, 'giu')
  return text
    .split(wanted)
    .map((piece, index) => ({ text: piece, found: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}

const escaped = (part: string): string => part.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)
