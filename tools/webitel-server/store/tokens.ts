import { randomBytes, randomUUID } from 'node:crypto'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Switches } from '../switches.ts'
import { matching, readPage, type ListQuery, type Page } from './list.ts'
import { toToken, type TokenRow } from './rows.ts'

const SORTABLE = {
  id: 'id',
  usage: 'usage COLLATE NOCASE',
  created_at: 'created_at',
  created_by: '(SELECT name FROM users WHERE users.id = tokens.created_by) COLLATE NOCASE',
  updated_at: 'updated_at',
}

/** What a new token needs; the rest follows from it. */
export interface NewToken {
  readonly userId: string
  readonly usage: string
  readonly createdAt: number
  readonly createdBy: string | undefined
  readonly disabled?: boolean
  readonly id?: string
  readonly secret?: string
}

/** What can be changed of a token; what is not named stays. */
export interface TokenChange {
  readonly usage?: string
  readonly enable?: boolean
}

/** The access tokens of all people. */
export class Tokens {
  readonly #database: DatabaseSync
  readonly #insert: StatementSync

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#insert = database.prepare('INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?)')
  }

  byId(id: string): TokenRow | undefined {
    const row = this.#database.prepare('SELECT * FROM tokens WHERE id = ?').get(id)
    return row && toToken(row)
  }

  bySecret(secret: string): TokenRow | undefined {
    const row = this.#database.prepare('SELECT * FROM tokens WHERE secret = ?').get(secret)
    return row && toToken(row)
  }

  of(userId: string): readonly TokenRow[] {
    const sql = 'SELECT * FROM tokens WHERE user_id = ? ORDER BY rowid'
    return this.#database.prepare(sql).all(userId).map(toToken)
  }

  search(userId: string, query: ListQuery, switches: Switches): Page<TokenRow> {
    const where = `user_id = ? AND (? = '' OR ${matching('usage', switches)})`
    const values = [userId, query.q, query.q]
    return readPage(
      this.#database,
      { from: 'tokens', where, values, sortable: SORTABLE },
      query,
      switches,
      toToken,
    )
  }

  insert(token: NewToken): TokenRow {
    const row = completed(token)
    this.#insert.run(
      row.id,
      row.secret,
      row.usage,
      row.userId,
      row.createdAt,
      row.createdBy ?? null,
      row.deletedAt ?? null,
      row.deletedBy ?? null,
    )
    return row
  }

  /** Changes a token in the name of `by`. */
  update(id: string, change: TokenChange, by: string, at: number): void {
    const mark = 'updated_at = ?, updated_by = ? WHERE id = ?'
    if (change.usage !== undefined)
      this.#database.prepare(`UPDATE tokens SET usage = ?, ${mark}`).run(change.usage, at, by, id)
    if (change.enable === undefined) return
    const [deletedAt, deletedBy] = change.enable ? [null, null] : [at, by]
    const sql = `UPDATE tokens SET deleted_at = ?, deleted_by = ?, ${mark}`
    this.#database.prepare(sql).run(deletedAt, deletedBy, at, by, id)
  }

  delete(id: string): boolean {
    return this.#database.prepare('DELETE FROM tokens WHERE id = ?').run(id).changes > 0
  }
}

function completed(token: NewToken): TokenRow {
  return {
    id: token.id ?? randomUUID(),
    secret: token.secret ?? randomBytes(20).toString('hex'),
    usage: token.usage,
    userId: token.userId,
    createdAt: token.createdAt,
    createdBy: token.createdBy,
    updatedAt: undefined,
    updatedBy: undefined,
    deletedAt: token.disabled ? token.createdAt : undefined,
    deletedBy: token.disabled ? token.createdBy : undefined,
  }
}
