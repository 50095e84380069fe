import type { Token, TokenQuery } from '../../contract/index.ts'

export type Sort = TokenQuery['sort']
type Key = string | number | undefined

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

function keyOf({ usage, createdAt, createdBy }: Token, field: Sort['field']): Key {
  if (field === 'usage') return usage
  return field === 'created_at' ? createdAt : createdBy?.name
}

type Compare = (one: Key, other: Key) => number

/** What has no key comes last in ascending order. */
const compareKeys =
  (texts: (one: string, other: string) => number): Compare =>
  (one, other) => {
    if (one === undefined || other === undefined)
      return Number(one === undefined) - Number(other === undefined)
    if (typeof one === 'number' && typeof other === 'number') return one - other
    return texts(String(one), String(other))
  }

const byCode = (one: string, other: string): number => (one < other ? -1 : Number(one > other))
const byCollation = compareKeys((one, other) => collator.compare(one, other))

/** In the person's own order; equal keys by id, so that no row wanders. */
export function inOrder(tokens: readonly Token[], { field, descending }: Sort): readonly Token[] {
  const direction = descending ? -1 : 1
  return tokens.toSorted(
    (one, other) =>
      direction * (byCollation(keyOf(one, field), keyOf(other, field)) || byCode(one.id, other.id)),
  )
}

/** The orders of text that a server may have: by code point, with or without case, or by a collation. */
const ORDERS: readonly Compare[] = [
  compareKeys(byCode),
  compareKeys((one, other) => byCode(one.toLowerCase(), other.toLowerCase())),
  byCollation,
]

/**
 * Whether rows stand in the order that was asked for, by some order of text that a server may have. Rows without a key
 * are passed over: where they belong is the server's to say.
 */
export function isInOrder(tokens: readonly Token[], { field, descending }: Sort): boolean {
  const keyed = tokens.filter((token) => keyOf(token, field) !== undefined)
  const direction = descending ? -1 : 1
  return ORDERS.some((compare) =>
    keyed.every((token, index) => {
      const before = keyed[index - 1]
      if (!before) return true
      const order = direction * compare(keyOf(before, field), keyOf(token, field))
      return order < 0 || (order === 0 && isTieInOrder(before, token, field, direction))
    }),
  )
}

/** Equal keys come by id, as it was asked for; a text in another case is another key to some. */
const isTieInOrder = (before: Token, token: Token, field: Sort['field'], direction: number): boolean =>
  keyOf(before, field) !== keyOf(token, field) || direction * byCode(before.id, token.id) < 0
