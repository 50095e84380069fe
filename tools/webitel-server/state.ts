import type { SecondFactors } from './second-factors.ts'
import type { Permission, SessionRow, TokenRow, UserRow } from './store/rows.ts'
import type { Store } from './store/store.ts'
import type { TokenChange } from './store/tokens.ts'

export interface InsertOptions {
  /** Made up by default. */
  readonly id?: string
  readonly createdAt?: number
  /** `null`: the creator's account is gone. The owner by default. */
  readonly createdBy?: string | null
  readonly disabled?: boolean
}

/** The truth behind the API, for assertions and for changes that somebody else made. */
export interface State {
  tokensOf(userId: string): readonly TokenRow[]
  token(id: string): TokenRow | undefined
  users(): readonly UserRow[]
  userByLogin(login: string): UserRow | undefined
  insertToken(userId: string, usage: string, options?: InsertOptions): TokenRow
  deleteToken(id: string): boolean
  /** In the name of `by`, a person's id. */
  changeToken(id: string, change: TokenChange, by: string): void
  /** With that person's tokens and sessions. */
  deleteUser(id: string): void
  setPermissions(userId: string, permissions: readonly Permission[]): void
  sessions(): readonly SessionRow[]
  /** @param at ms since the epoch; they are over by default */
  expireSessions(at?: number): void
  /** One-time codes under way get status 416. */
  expireSecondFactors(): void
}

/** A window into the store that goes around the API. */
export function createState(store: Store, secondFactors: SecondFactors): State {
  return {
    tokensOf: (userId) => store.tokens.of(userId),
    token: (id) => store.tokens.byId(id),
    users: () => store.users.all(),
    userByLogin: (login) => store.users.byLogin(login),
    insertToken: (userId, usage, options = {}) =>
      store.tokens.insert({
        userId,
        usage,
        createdAt: options.createdAt ?? Date.now(),
        createdBy: options.createdBy === undefined ? userId : (options.createdBy ?? undefined),
        disabled: options.disabled ?? false,
        ...(options.id === undefined ? {} : { id: options.id }),
      }),
    deleteToken: (id) => store.tokens.delete(id),
    changeToken: (id, change, by) => store.tokens.update(id, change, by, Date.now()),
    deleteUser: (id) => store.users.delete(id),
    setPermissions: (userId, permissions) => store.users.setPermissions(userId, permissions),
    sessions: () => store.sessions.all(),
    expireSessions: (at) => store.sessions.expireAll(at),
    expireSecondFactors: () => secondFactors.expireAll(),
  }
}
