import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { toSession, type SessionRow } from './rows.ts'

const DAY = 24 * 60 * 60 * 1000

/** Who is signed in. Ended sessions are forgotten; expired ones are known as such. */
export class Sessions {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  all(): readonly SessionRow[] {
    return this.#database.prepare('SELECT * FROM sessions ORDER BY rowid').all().map(toSession)
  }

  byAccess(access: string): SessionRow | undefined {
    const row = this.#database.prepare('SELECT * FROM sessions WHERE access = ?').get(access)
    return row && toSession(row)
  }

  start(userId: string): SessionRow {
    const session = { access: randomBytes(24).toString('base64url'), userId, expiresAt: Date.now() + DAY }
    this.#database
      .prepare('INSERT INTO sessions VALUES (?, ?, ?)')
      .run(session.access, session.userId, session.expiresAt)
    return session
  }

  end(access: string): void {
    this.#database.prepare('DELETE FROM sessions WHERE access = ?').run(access)
  }

  /** Every session ends then; long ago: the next request of each is answered with 401. @param at ms since the epoch */
  expireAll(at = 1): void {
    this.#database.prepare('UPDATE sessions SET expires_at = ?').run(at)
  }
}
