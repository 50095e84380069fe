import type { ErrorCode, Permissions, User } from '../../contract/index.ts'
import { Failure } from '../failure.ts'
import {
  accessAnswer,
  anyAnswer,
  loginAnswer,
  loginOptionsAnswer,
  userInfoAnswer,
  type UserInfoAnswer,
} from './schemas.ts'
import type { Wire } from './wire.ts'

/** Who a session's key belongs to, and what it opens: `GET /userinfo`. */
export interface Identity {
  readonly user: User
  readonly domain: string
  readonly may: Permissions
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number
}

/** How a domain signs in. */
export interface DomainFacts {
  /** `url` is a path below `/api/login`, as the server names it. */
  readonly providers: readonly { readonly name: string; readonly url: string; readonly vendor: string }[]
  /** `local_password_only`, `sso_and_local`, `sso_only`. */
  readonly options: string
}

/** The session's key, or the id of the step that asks for a one-time code. */
export type PasswordAnswer =
  { readonly kind: 'in'; readonly access: string } | { readonly kind: 'second-factor'; readonly id: string }

export interface PasswordChange {
  /** `user@domain`. */
  readonly login: string
  readonly from: string
  readonly to: string
}

/** Signing in and out (WEBITEL.md, Signing in). */
export interface LoginApi {
  /** Step 1. @throws Failure `not-webitel` when something else answers */
  readonly domain: (domain: string, signal?: AbortSignal) => Promise<DomainFacts>
  /** Step 2. @throws Failure `unauthorized`, `password-expired` */
  readonly password: (login: string, password: string, signal?: AbortSignal) => Promise<PasswordAnswer>
  /** Step 3, with the id that step 2 gave. @returns the session's key @throws Failure `wrong-code`, `step-expired` */
  readonly verify: (id: string, code: string, signal?: AbortSignal) => Promise<string>
  /** Step 4: nobody is signed in, the old password is the right to it. @throws Failure `password-refused` */
  readonly changePassword: (change: PasswordChange, signal?: AbortSignal) => Promise<void>
  readonly identity: (signal?: AbortSignal) => Promise<Identity>
  readonly logout: (timeout: number) => Promise<void>
}

export function createLoginApi(wire: Wire): LoginApi {
  return {
    async domain(domain, signal) {
      const { providers, login_options } = await wire.ask({
        method: 'GET',
        path: 'login',
        query: [['domain', domain]],
        schema: loginOptionsAnswer,
        signal,
        alsoFine: [300],
        signingIn: true,
      })
      return { providers, options: login_options }
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
      return 'access_token' in answer
        ? { kind: 'in', access: answer.access_token }
        : { kind: 'second-factor', id: answer.id }
    },
    async verify(id, code, signal) {
      const body = { id, totp: code }
      const asked = wire.ask({
        method: 'POST',
        path: 'login/2fa',
        body,
        schema: accessAnswer,
        signal,
        signingIn: true,
      })
      return (await worded(asked, aboutCode)).access_token
    },
    async changePassword({ login, from, to }, signal) {
      const [username, domain] = login.split('@')
      const body = { username, domain, old_password: from, user_password: to, confirm_password: to }
      const asked = wire.ask({
        method: 'PUT',
        path: 'users/password',
        body,
        schema: anyAnswer,
        signal,
        signingIn: true,
      })
      await worded(asked, aboutNewPassword)
    },
    async identity(signal) {
      return identity(await wire.ask({ method: 'GET', path: 'userinfo', schema: userInfoAnswer, signal }))
    },
    async logout(timeout) {
      await wire.ask({ method: 'POST', path: 'logout', body: {}, schema: anyAnswer, timeout })
    },
  }
}

/** What a refusal is about depends on what was asked. */
async function worded<T>(
  asked: Promise<T>,
  about: (error: Failure['error']) => ErrorCode | undefined,
): Promise<T> {
  try {
    return await asked
  } catch (thrown) {
    const code = thrown instanceof Failure ? about(thrown.error) : undefined
    throw code && thrown instanceof Failure ? new Failure({ ...thrown.error, code }) : thrown
  }
}

function aboutCode({ code, status }: Failure['error']): ErrorCode | undefined {
  if (status === 416) return 'step-expired'
  return code === 'unauthorized' ? 'wrong-code' : undefined
}

function aboutNewPassword({ code, status }: Failure['error']): ErrorCode | undefined {
  const refused = code === 'invalid' || (code === 'unauthorized' && status === 400)
  return refused ? 'password-refused' : undefined
}

function identity(answer: UserInfoAnswer): Identity {
  const { user_id, name, username, extension, domain, expires_at } = answer
  return {
    user: { id: user_id, name, username, extension },
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
