import type { Token, TokenQuery } from '../../contract/index.ts'

export type Sort = TokenQuery['sort']
type Key = string | number | undefined
/** An order of text. */
export type Texts = (one: string, other: string) => number

function keyOf({ usage, createdAt, createdBy }: Token, field: Sort['field']): Key {
  if (field === 'usage') return usage
  return field === 'created_at' ? createdAt : createdBy?.name
}

/** Where rows without a key stand in ascending order. */
type Keyless = 'first' | 'last'

function compareKeys(texts: Texts, one: Key, other: Key, keyless: Keyless = 'last'): number {
  if (one === undefined || other === undefined)
    return (Number(one === undefined) - Number(other === undefined)) * (keyless === 'last' ? 1 : -1)
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

/** The rows of all pages before, and the orders of text that those had. */
export interface Shown {
  readonly texts: readonly Texts[]
  readonly ids: ReadonlySet<string>
}

/**
 * In the person's own order; equal keys by id, so that no row wanders.
 *
 * @param shown rows that come first, as they did: none is shown again on a later page, or pushed to one that was seen
 */
export function inOrder(tokens: readonly Token[], sort: Sort, shown?: Shown): readonly Token[] {
  const compare = shown ? orderLike(tokens, sort, shown) : comparing(sort, natural, 'last')
  const late = ({ id }: Token): number => Number(!shown?.ids.has(id))
  const direction = sort.descending ? -1 : 1
  return tokens.toSorted(
    (one, other) => late(one) - late(other) || compare(one, other) || direction * byCode(one.id, other.id),
  )
}

type Compare = (one: Token, other: Token) => number

const comparing =
  ({ field, descending }: Sort, texts: Texts, keyless: Keyless): Compare =>
  (one, other) =>
    (descending ? -1 : 1) * compareKeys(texts, keyOf(one, field), keyOf(other, field), keyless)

/**
 * Servers differ in text, and in where what has no key belongs: the order in which those that were shown come first. None
 * may, where somebody has changed something, or where the server only seemed to sort.
 */
function orderLike(tokens: readonly Token[], sort: Sort, { texts, ids }: Shown): Compare {
  const orders = texts.flatMap((one) => [comparing(sort, one, 'last'), comparing(sort, one, 'first')])
  return (
    orders.find((order) => comesFirst(tokens, ids, order)) ?? orders[0] ?? comparing(sort, natural, 'last')
  )
}

function comesFirst(tokens: readonly Token[], ids: ReadonlySet<string>, order: Compare): boolean {
  const shown = tokens.filter(({ id }) => ids.has(id))
  const last = shown.reduce<Token | undefined>(
    (latest, token) => (latest && order(latest, token) > 0 ? latest : token),
    undefined,
  )
  return !last || tokens.every((token) => ids.has(token.id) || order(last, token) <= 0)
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
