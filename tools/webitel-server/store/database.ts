import { DatabaseSync } from 'node:sqlite'
import { matchesPattern } from '../pattern.ts'

/*
 * Ids of people are int64: kept as text, since neither JSON nor a JavaScript number holds them all.
 * Tokens have no foreign key to their creator, because the creator's account may be gone.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY, role TEXT, name TEXT NOT NULL, username TEXT NOT NULL, domain TEXT NOT NULL,
    extension TEXT NOT NULL, password TEXT NOT NULL, password_state TEXT NOT NULL, totp TEXT,
    permissions TEXT NOT NULL, classes TEXT NOT NULL, UNIQUE (username, domain));
  CREATE TABLE IF NOT EXISTS tokens (
    id TEXT PRIMARY KEY, secret TEXT NOT NULL UNIQUE, usage TEXT NOT NULL, user_id TEXT NOT NULL,
    created_at INTEGER NOT NULL, created_by TEXT, updated_at INTEGER, updated_by TEXT,
    deleted_at INTEGER, deleted_by TEXT);
  CREATE INDEX IF NOT EXISTS tokens_of_user ON tokens (user_id);
  CREATE INDEX IF NOT EXISTS tokens_by_time ON tokens (user_id, created_at, id);
  CREATE INDEX IF NOT EXISTS tokens_by_name ON tokens (user_id, usage COLLATE NOCASE, id);
  CREATE TABLE IF NOT EXISTS sessions (
    access TEXT PRIMARY KEY, user_id TEXT NOT NULL, expires_at INTEGER NOT NULL);
`

/** Opens (and makes, where it is new) the database in a file or in `:memory:`. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  database.exec(SCHEMA)
  database.function('matches', { deterministic: true }, (pattern, text, leaks, literal) => {
    const options = { sqlWildcardsLeak: leaks === 1, questionMarkIsLiteral: literal === 1 }
    return matchesPattern(String(pattern), String(text), options) ? 1 : 0
  })
  return database
}

/** Runs the work in one transaction: ten thousand rows go in at once or not at all. */
export function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN')
  try {
    work()
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}
