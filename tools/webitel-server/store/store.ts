import type { DatabaseSync } from 'node:sqlite'
import { inTransaction, openDatabase } from './database.ts'
import { Sessions } from './sessions.ts'
import { Tokens } from './tokens.ts'
import { Users } from './users.ts'

/** Everything the server remembers. */
export class Store {
  readonly users: Users
  readonly tokens: Tokens
  readonly sessions: Sessions
  readonly #database: DatabaseSync

  constructor(file: string) {
    this.#database = openDatabase(file)
    this.users = new Users(this.#database)
    this.tokens = new Tokens(this.#database)
    this.sessions = new Sessions(this.#database)
  }

  inTransaction(work: () => void): void {
    inTransaction(this.#database, work)
  }

  close(): void {
    this.#database.close()
  }
}
