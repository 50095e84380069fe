import type { SQLOutputValue } from 'node:sqlite'

export type SqlRow = Record<string, SQLOutputValue>

/** Global permissions that open other people's tokens. */
export type Permission = 'read' | 'add' | 'write' | 'delete'

export type PasswordState = 'valid' | 'expired' | 'force-change'

/** A person, as the server knows them. */
export interface UserRow {
  readonly id: string
  readonly role: string | undefined
  /** Empty for the person without a name. */
  readonly name: string
  readonly username: string
  readonly domain: string
  readonly extension: string
  readonly password: string
  readonly passwordState: PasswordState
  readonly totp: string | undefined
  readonly permissions: readonly Permission[]
  /** Scope class to access flags, e.g. `{users: 'r'}`. */
  readonly classes: Readonly<Record<string, string>>
}

/** A token with its secret. Times are ms since the epoch. */
export interface TokenRow {
  readonly id: string
  readonly secret: string
  readonly usage: string
  readonly userId: string
  readonly createdAt: number
  /** Absent when the creator's account is gone. */
  readonly createdBy: string | undefined
  readonly updatedAt: number | undefined
  readonly updatedBy: string | undefined
  /** Set: the token is disabled. */
  readonly deletedAt: number | undefined
  readonly deletedBy: string | undefined
}

export interface SessionRow {
  readonly access: string
  readonly userId: string
  readonly expiresAt: number
}

export function toUser(row: SqlRow): UserRow {
  return {
    id: text(row['id']),
    role: optionalText(row['role']),
    name: text(row['name']),
    username: text(row['username']),
    domain: text(row['domain']),
    extension: text(row['extension']),
    password: text(row['password']),
    passwordState: text(row['password_state']) as PasswordState,
    totp: optionalText(row['totp']),
    permissions: JSON.parse(text(row['permissions'])) as readonly Permission[],
    classes: JSON.parse(text(row['classes'])) as Readonly<Record<string, string>>,
  }
}

export function toToken(row: SqlRow): TokenRow {
  return {
    id: text(row['id']),
    secret: text(row['secret']),
    usage: text(row['usage']),
    userId: text(row['user_id']),
    createdAt: Number(row['created_at']),
    createdBy: optionalText(row['created_by']),
    updatedAt: optionalNumber(row['updated_at']),
    updatedBy: optionalText(row['updated_by']),
    deletedAt: optionalNumber(row['deleted_at']),
    deletedBy: optionalText(row['deleted_by']),
  }
}

export function toSession(row: SqlRow): SessionRow {
  return { access: text(row['access']), userId: text(row['user_id']), expiresAt: Number(row['expires_at']) }
}

const text = (value: SQLOutputValue | undefined): string => String(value ?? '')
const isNone = (value: SQLOutputValue | undefined) => value === null || value === undefined
const optionalText = (value: SQLOutputValue | undefined) => (isNone(value) ? undefined : String(value))
const optionalNumber = (value: SQLOutputValue | undefined) => (isNone(value) ? undefined : Number(value))
