import type { IncomingHttpHeaders } from 'node:http'
import { forbidden, sessionExpired, unauthorized } from './errors.ts'
import type { Permission, UserRow } from './store/rows.ts'
import type { Store } from './store/store.ts'

/** Who makes a request, and by what right: a session, or an access token acting as its owner. */
export interface Caller {
  readonly user: UserRow
  /** Absent: never. */
  readonly expiresAt?: number
}

/** Finds who calls by `X-Webitel-Access`, or refuses with status 401. */
export function authenticate(store: Store, headers: IncomingHttpHeaders): Caller {
  const access = headers['x-webitel-access']
  if (typeof access !== 'string' || access === '') throw unauthorized()
  return sessionCaller(store, access) ?? tokenCaller(store, access)
}

/** The caller of a session, `undefined` when it is none; status 401 when it has expired. */
export function sessionCaller(store: Store, access: string): Caller | undefined {
  const session = store.sessions.byAccess(access)
  if (session === undefined) return undefined
  if (session.expiresAt <= Date.now()) throw sessionExpired()
  const user = store.users.byId(session.userId)
  return user && { user, expiresAt: session.expiresAt }
}

/** A disabled token opens nothing. */
function tokenCaller(store: Store, secret: string): Caller {
  const token = store.tokens.bySecret(secret)
  const user = token?.deletedAt === undefined ? token && store.users.byId(token.userId) : undefined
  if (user === undefined) throw unauthorized()
  return { user }
}

/** The tokens of a person are open to that person, and to whoever holds the global permission. */
export function requireTokenAccess(caller: Caller, ownerId: string, permission: Permission): void {
  if (caller.user.id === ownerId || caller.user.permissions.includes(permission)) return
  throw forbidden(`Permission "${permission}" is required for the tokens of another user`)
}

/** The list of people needs the scope class `users` with `r`. */
export function requireUsersAccess(caller: Caller): void {
  if (caller.user.classes['users']?.includes('r')) return
  throw forbidden('Access to users denied: scope "users" with access "r" is required')
}
