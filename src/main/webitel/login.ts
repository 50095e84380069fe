import type { Permissions, User, UserId } from '../../contract/index.ts'
import { failure } from '../failure.ts'
import { anyAnswer, loginAnswer, loginOptionsAnswer, userInfoAnswer, type UserInfoAnswer } from './schemas.ts'
import type { Wire } from './wire.ts'

/** Who a session's key belongs to, and what it opens: `GET /userinfo`. */
export interface Identity {
  readonly user: User
  readonly domain: string
  readonly may: Permissions
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number
}

/** Signing in and out (WEBITEL.md, Signing in). */
export interface LoginApi {
  /** Step 1: whether this server knows the domain. @throws Failure `not-webitel` when something else answers */
  readonly domain: (domain: string, signal?: AbortSignal) => Promise<void>
  /** Step 2. @returns the session's key @throws Failure `unauthorized`, `unsupported` */
  readonly password: (login: string, password: string, signal?: AbortSignal) => Promise<string>
  readonly identity: (signal?: AbortSignal) => Promise<Identity>
  readonly logout: (timeout: number) => Promise<void>
}

export function createLoginApi(wire: Wire): LoginApi {
  return {
    async domain(domain, signal) {
      await wire.ask({
        method: 'GET',
        path: 'login',
        query: [['domain', domain]],
        schema: loginOptionsAnswer,
        signal,
        alsoFine: [300],
        signingIn: true,
      })
    },
    async password(username, password, signal) {
      const answer = await wire.ask({
        method: 'POST',
        path: 'login',
        body: { username, password },
        schema: loginAnswer,
        signal,
        signingIn: true,
      })
      // An id alone asks for a second factor, which this version does not speak.
      if (!('access_token' in answer)) throw failure('unsupported')
      return answer.access_token
    },
    async identity(signal) {
      return identity(await wire.ask({ method: 'GET', path: 'userinfo', schema: userInfoAnswer, signal }))
    },
    async logout(timeout) {
      await wire.ask({ method: 'POST', path: 'logout', body: {}, schema: anyAnswer, timeout })
    },
  }
}

function identity(answer: UserInfoAnswer): Identity {
  const { user_id, name, username, extension, domain, expires_at } = answer
  return {
    user: { id: user_id as UserId, name, username, extension },
    domain,
    may: permissions(answer),
    ...(expires_at === undefined ? {} : { expiresAt: expires_at }),
  }
}

/** The rules of the official client (WEBITEL.md, Who may do what). The server has the last word. */
function permissions({ scope, permissions }: UserInfoAnswer): Permissions {
  const holds = (id: string) => permissions.some((permission) => permission.id === id)
  const users = scope.find((entry) => entry.class === 'users')
  return {
    listUsers: users?.access.includes('r') ?? false,
    readTokens: holds('read'),
    addTokens: holds('add'),
    changeTokens: holds('write'),
    deleteTokens: holds('delete'),
  }
}
