import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Switches } from '../switches.ts'
import { matching, readPage, type ListQuery, type Page } from './list.ts'
import { toUser, type PasswordState, type Permission, type UserRow } from './rows.ts'

const SORTABLE = {
  id: 'CAST(id AS INTEGER)',
  name: 'name COLLATE NOCASE',
  username: 'username COLLATE NOCASE',
  extension: 'extension',
  // No user is on a call here, so all have the same value.
  'presence.status': 'NULL',
  dnd: 'NULL',
}

/** The people. */
export class Users {
  readonly #database: DatabaseSync
  readonly #byId: StatementSync

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#byId = database.prepare('SELECT * FROM users WHERE id = ?')
  }

  all(): readonly UserRow[] {
    return this.#database.prepare('SELECT * FROM users ORDER BY rowid').all().map(toUser)
  }

  byId(id: string): UserRow | undefined {
    const row = this.#byId.get(id)
    return row && toUser(row)
  }

  /** By `user@domain`, whatever the case. */
  byLogin(login: string): UserRow | undefined {
    const sql = "SELECT * FROM users WHERE lower(username || '@' || domain) = lower(?)"
    const row = this.#database.prepare(sql).get(login)
    return row && toUser(row)
  }

  /**
   * Searches users of one domain by name, username and extension. Without wildcards, `q` also matches inside
   * them.
   */
  search(domain: string, query: ListQuery, switches: Switches): Page<UserRow> {
    const q = query.q === '' || /[*?]/.test(query.q) ? query.q : `*${query.q}*`
    const columns = ['name', 'username', 'extension'].map((column) => matching(column, switches))
    const where = `domain = ? AND (? = '' OR ${columns.join(' OR ')})`
    const values = [domain, q, ...columns.map(() => q)]
    return readPage(
      this.#database,
      { from: 'users', where, values, sortable: SORTABLE },
      query,
      switches,
      toUser,
    )
  }

  insert(user: UserRow): void {
    this.#database
      .prepare('INSERT INTO users VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        user.id,
        user.role ?? null,
        user.name,
        user.username,
        user.domain,
        user.extension,
        user.password,
        user.passwordState,
        user.totp ?? null,
        JSON.stringify(user.permissions),
        JSON.stringify(user.classes),
      )
  }

  /** What is theirs goes along. */
  delete(id: string): void {
    for (const [table, column] of [
      ['tokens', 'user_id'],
      ['sessions', 'user_id'],
      ['users', 'id'],
    ] as const)
      this.#database.prepare(`DELETE FROM ${table} WHERE ${column} = ?`).run(id)
  }

  setPassword(id: string, password: string, state: PasswordState): void {
    const sql = 'UPDATE users SET password = ?, password_state = ? WHERE id = ?'
    this.#database.prepare(sql).run(password, state, id)
  }

  setPermissions(id: string, permissions: readonly Permission[]): void {
    const sql = 'UPDATE users SET permissions = ? WHERE id = ?'
    this.#database.prepare(sql).run(JSON.stringify(permissions), id)
  }
}
