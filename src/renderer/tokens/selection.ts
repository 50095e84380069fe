import { computed, shallowRef } from 'vue'
import type { Token, TokenId } from '../../contract/index.ts'

type Selected = ReadonlyMap<TokenId, Token>

/** What a bulk job can hold. */
export const MOST_SELECTED = 20_000

/** @returns the rows from the one to the other, both included, whichever comes first; none when one is not there */
export function rowsBetween(rows: readonly Token[], one: TokenId, other: TokenId): readonly Token[] {
  const first = rows.findIndex(({ id }) => id === one)
  const last = rows.findIndex(({ id }) => id === other)
  if (first < 0 || last < 0) return []
  return rows.slice(Math.min(first, last), Math.max(first, last) + 1)
}

const withRows = (selected: Selected, rows: readonly Token[]): Selected =>
  new Map([...selected, ...rows.map((row): [TokenId, Token] => [row.id, row])])

function renewed(selected: Selected, rows: readonly Token[]): Selected {
  const known = rows.filter(({ id }) => selected.has(id))
  return known.length > 0 ? withRows(selected, known) : selected
}

function without(selected: Selected, ids: Iterable<TokenId>): Selected {
  const rest = new Map(selected)
  for (const id of ids) rest.delete(id)
  return rest
}

/** Selected tokens by id, whichever page they are on (Naive UI's table forgets those it does not show: naive-ui#3953). */
export function createSelection() {
  const selected = shallowRef<Selected>(new Map())
  /** Where a range begins, where it was drawn to, and what was selected before. */
  let anchor: { readonly id: TokenId; readonly end: TokenId; readonly before: Selected } | undefined

  function toggle(row: Token): void {
    selected.value = selected.value.has(row.id)
      ? without(selected.value, [row.id])
      : withRows(selected.value, [row])
    startAt(row.id)
  }

  /** Begins a range without selecting anything: the focus moved here. */
  function startAt(id: TokenId): void {
    anchor = { id, end: id, before: selected.value }
  }

  /**
   * Selects from where the range begins up to this row; a range that is drawn smaller gives back what it took.
   * @param focused the row that a key leaves: a range that neither begins nor ends there is another one
   */
  function extendTo(rows: readonly Token[], row: Token, focused?: Token): void {
    if (focused && focused.id !== anchor?.id && focused.id !== anchor?.end) startAt(focused.id)
    const begun = anchor && rows.some(({ id }) => id === anchor?.id) ? anchor : undefined
    const from = { id: row.id, before: selected.value, ...begun, end: row.id }
    anchor = from
    selected.value = withRows(from.before, rowsBetween(rows, from.id, row.id))
  }

  function set(rows: readonly Token[], on: boolean): void {
    selected.value = on
      ? withRows(selected.value, rows)
      : without(
          selected.value,
          rows.map(({ id }) => id),
        )
    anchor = undefined
  }

  /** The same tokens, as they now are: what is asked about a selection names them so. */
  function update(rows: readonly Token[]): void {
    selected.value = renewed(selected.value, rows)
    if (anchor) anchor = { ...anchor, before: renewed(anchor.before, rows) }
  }

  /** They are gone: from the selection, and from what a range gives back. */
  function drop(ids: readonly TokenId[]): void {
    selected.value = without(selected.value, ids)
    if (!anchor) return
    const { id, end, before } = anchor
    anchor = ids.includes(id) ? undefined : { id, end, before: without(before, ids) }
  }

  function clear(): void {
    selected.value = new Map()
    anchor = undefined
  }

  return {
    selected,
    count: computed(() => selected.value.size),
    toggle,
    startAt,
    extendTo,
    set,
    update,
    clear,
    drop,
  }
}

/** What the box in the header says of the page. */
export function pageState(rows: readonly Token[], selected: Selected): 'none' | 'some' | 'all' {
  const count = rows.filter(({ id }) => selected.has(id)).length
  if (count === 0) return 'none'
  return count === rows.length ? 'all' : 'some'
}
