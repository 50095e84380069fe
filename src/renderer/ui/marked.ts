export interface Piece {
  readonly text: string
  readonly found: boolean
}

/**
 * The parts of a text that were searched for, and those between; of a pattern, which is the whole text, what
 * stands between its `*`. Composed and decomposed letters match each other, as in the search.
 */
export function marked(text: string, search: string): readonly Piece[] {
  const [shown, wanted] = [text.normalize('NFC'), search.normalize('NFC').trim()]
  const pieces = /[*?]/.test(wanted) ? ofPattern(shown, wanted) : ofText(shown, wanted)
  return pieces.filter((piece) => piece.text !== '')
}

function ofText(text: string, wanted: string): readonly Piece[] {
  if (wanted === '') return [{ text, found: false }]
  return text
    .split(new RegExp(`(${sourceOf(wanted)})`, 'giu'))
    .map((piece, index) => ({ text: piece, found: index % 2 === 1 }))
}

/** Each part where it is found first, but the last one at the end: no part is tried twice, however long the text is. */
function ofPattern(text: string, pattern: string): readonly Piece[] {
  const parts = pattern.split('*')
  const pieces: Piece[] = []
  let rest = text
  for (const [index, part] of parts.entries()) {
    if (/^\?*$/.test(part)) continue
    const before = index === 0 ? '^' : ''
    const after = index === parts.length - 1 ? '$' : ''
    const place = new RegExp(`${before}${sourceOf(part)}${after}`, 'iu').exec(rest)
    if (!place) return [{ text, found: false }]
    const end = place.index + place[0].length
    pieces.push({ text: rest.slice(0, place.index), found: false }, { text: place[0], found: true })
    rest = rest.slice(end)
  }
  return [...pieces, { text: rest, found: false }]
}

const sourceOf = (part: string): string =>
  part.replace(/[\\^$.*+()[\]{}|/]/gu, String.raw`\$&`).replace(/\?/g, '[^]')
