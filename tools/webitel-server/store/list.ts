import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { badRequest } from '../errors.ts'
import type { Switches } from '../switches.ts'
import type { SqlRow } from './rows.ts'

/** What a list request asks for. */
export interface ListQuery {
  readonly q: string
  readonly fields: readonly string[]
  /** As on the wire: `+field` or `-field`, the most important first. */
  readonly sort: readonly string[]
  readonly page: number
  readonly size: number
}

/** A page of rows; `next` when another page follows. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly next: boolean
}

/** The part of a list that differs between people and tokens. */
export interface ListSource {
  readonly from: string
  readonly where: string
  readonly values: readonly SQLInputValue[]
  /** Fields that can be sorted by, and the SQL of each. */
  readonly sortable: Readonly<Record<string, string>>
}

/** SQL that compares a column with `q`. The caller binds `q`. */
export function matching(column: string, { sqlWildcardsLeak, questionMarkIsLiteral }: Switches): string {
  return `matches(?, ${column}, ${Number(sqlWildcardsLeak)}, ${Number(questionMarkIsLiteral)})`
}

/** Reads one page: one row more than asked for tells whether another page follows. */
export function readPage<Row>(
  database: DatabaseSync,
  source: ListSource,
  query: ListQuery,
  switches: Switches,
  map: (row: SqlRow) => Row,
): Page<Row> {
  const size = Math.min(query.size, switches.pageSizeCap ?? query.size)
  const order = orderBy(query.sort, source.sortable, switches)
  const sql = `SELECT * FROM ${source.from} WHERE ${source.where} ORDER BY ${order} LIMIT ? OFFSET ?`
  const rows = database.prepare(sql).all(...source.values, size + 1, (query.page - 1) * size)
  return { rows: rows.slice(0, size).map(map), next: rows.length > size }
}

function orderBy(sort: readonly string[], sortable: ListSource['sortable'], switches: Switches): string {
  if (sort.length > 0 && switches.sort === 'refused') throw badRequest('sort: not supported')
  if (sort.length === 0 || switches.sort === 'ignored') return 'rowid'
  const counting = switches.firstSortKeyOnly ? sort.slice(0, 1) : sort
  const keys = counting.map((key) => orderKey(key, sortable))
  return [...keys, switches.equalKeysWander ? 'random()' : 'rowid'].join(', ')
}

/** A `+` that was not percent-encoded arrives as a space. */
function orderKey(key: string, sortable: ListSource['sortable']): string {
  const [, sign = '', field = ''] = /^([+ -]?)(.*)$/.exec(key) ?? []
  const column = Object.hasOwn(sortable, field) ? sortable[field] : undefined
  if (column === undefined) throw badRequest(`sort: can't sort by "${field}"`)
  return `${column} ${sign === '-' ? 'DESC' : 'ASC'}`
}
