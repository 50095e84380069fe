import type { Token, TokenSort } from '../../../src/contract/index.ts'
import { TEXTS, type Texts } from '../../../src/main/tokens/ordering.ts'
import type { TokenRow } from '../../../tools/webitel-server/index.ts'

/** What somebody who searches for this expects to see: found anywhere; with `*` or `?` it is the whole pattern. */
export function matches(search: string, usage: string): boolean {
  const text = search.trim().toLowerCase()
  if (!/[*?]/.test(text)) return usage.toLowerCase().includes(text)
  const source = text
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]')
  return new RegExp(`^${source}$`, 'u').test(usage.toLowerCase())
}

/** A row as the orders below see it. */
export interface Keyed {
  readonly id: string
  readonly key: string | number | undefined
}

export const keyedRow = (token: Token, { field }: TokenSort): Keyed => ({
  id: token.id,
  key: field === 'usage' ? token.usage : field === 'created_at' ? token.createdAt : token.createdBy?.name,
})

export const keyedHeld = (
  { id, usage, createdAt, createdBy }: TokenRow,
  { field }: TokenSort,
  nameOf: (id: string) => string,
): Keyed => ({
  id,
  key: field === 'usage' ? usage : field === 'created_at' ? createdAt : createdBy && nameOf(createdBy),
})

type Order = (one: Keyed, other: Keyed) => number

/** Every order of these keys that somebody may call sorted: by each order of text, those without a key at either end. */
const ORDERS: readonly Order[] = TEXTS.flatMap((texts) =>
  [1, -1].map(
    (keyless): Order =>
      (one, other) =>
        comparedBy(texts, keyless, one.key, other.key),
  ),
)

function comparedBy(texts: Texts, keyless: number, one: Keyed['key'], other: Keyed['key']): number {
  if (one === undefined || other === undefined)
    return keyless * (Number(one === undefined) - Number(other === undefined))
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : texts(String(one), String(other))
}

const byId: Order = (one, other) => (one.id < other.id ? -1 : Number(one.id > other.id))

/** The ids of a page, by each order there may be; equal keys by id. */
export function pagesOf(
  all: readonly Keyed[],
  page: number,
  size: number,
  descending: boolean,
): readonly string[] {
  const direction = descending ? -1 : 1
  const slices = ORDERS.map((order) =>
    all
      .toSorted((one, other) => direction * (order(one, other) || byId(one, other)))
      .slice((page - 1) * size, page * size)
      .map(({ id }) => id)
      .join(' '),
  )
  return [...new Set(slices)]
}

/** Whether the keys stand in some order, whatever the ids. A server may take an empty name for none. */
export const isSorted = (rows: readonly Keyed[], descending: boolean): boolean =>
  [rows, rows.map(({ id, key }) => ({ id, key: key || undefined }))].some((keyed) =>
    ORDERS.some((order) => isIn(order, keyed, descending)),
  )

const isIn = (order: Order, rows: readonly Keyed[], descending: boolean): boolean =>
  rows.every((row, index) => {
    const before = rows[index - 1]
    return !before || (descending ? -1 : 1) * order(before, row) <= 0
  })
