import type { Token, TokenQuery } from '../../contract/index.ts'

export type Sort = TokenQuery['sort']
type Key = string | number | undefined
/** An order of text. */
export type Texts = (one: string, other: string) => number

function keyOf({ usage, createdAt, createdBy }: Token, field: Sort['field']): Key {
  if (field === 'usage') return usage
  return field === 'created_at' ? createdAt : createdBy?.name
}

/** What has no key comes last in ascending order. */
function compareKeys(texts: Texts, one: Key, other: Key): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined)
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return texts(String(one), String(other))
}

const byCode: Texts = (one, other) => (one < other ? -1 : Number(one > other))
const folded =
  (fold: (text: string) => string): Texts =>
  (one, other) =>
    byCode(fold(one), fold(other))

const natural = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true }).compare

/**
 * The orders of text that a server may have: by code point, with or without case (SQLite's NOCASE knows only that of
 * ASCII), or by a collation (glibc's passes over punctuation).
 */
export const TEXTS: readonly Texts[] = [
  natural,
  byCode,
  folded((text) => text.toLowerCase()),
  folded((text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
  new Intl.Collator(undefined, { sensitivity: 'base' }).compare,
  new Intl.Collator().compare,
  new Intl.Collator(undefined, { ignorePunctuation: true }).compare,
]

/** What else decides than the sort that was asked for. */
interface Further {
  readonly texts?: Texts | undefined
  /** Among equal ones these come first: they were shown on an earlier page. */
  readonly shown?: ReadonlySet<string>
}

/** In the person's own order; equal keys by id, so that no row wanders. */
export function inOrder(
  tokens: readonly Token[],
  { field, descending }: Sort,
  { texts = natural, shown = new Set() }: Further = {},
): readonly Token[] {
  const direction = descending ? -1 : 1
  const late = ({ id }: Token): number => Number(!shown.has(id))
  return tokens.toSorted(
    (one, other) =>
      direction * compareKeys(texts, keyOf(one, field), keyOf(other, field)) ||
      late(one) - late(other) ||
      direction * byCode(one.id, other.id),
  )
}

/**
 * Whether rows stand in the order that was asked for, equal keys by id, by an order of text that a server may have.
 * Rows without a key (or name: some servers take an empty one for none) stand together; at which end is the server's to
 * say.
 */
export function isInOrder(tokens: readonly Token[], { field, descending }: Sort, texts: Texts): boolean {
  const direction = descending ? -1 : 1
  let ends = 0
  return tokens.every((token, index) => {
    const before = tokens[index - 1]
    if (!before) return true
    const [one, other] = [keyOf(before, field) || undefined, keyOf(token, field) || undefined]
    if ((one === undefined) !== (other === undefined)) return ++ends === 1
    return (compareKeys(texts, one, other) || byCode(before.id, token.id)) * direction < 0
  })
}
