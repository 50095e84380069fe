import type { FastifyReply, FastifyRequest } from 'fastify'
import { sessionCaller } from '../access.ts'
import { notFound, unauthorized } from '../errors.ts'
import { textField } from '../input.ts'
import { DOMAINS } from '../seeds/people.ts'
import { omitEmpty, type WireObject } from '../wire.ts'
import type { Context } from './context.ts'
import { sessionCookie } from './cookies.ts'

/** Where to sign in without a password of this server's. */
export interface Provider {
  readonly name: string
  /** Below `/api/login`. */
  readonly url: string
  readonly vendor: string
}

export const PROVIDERS: readonly Provider[] = [
  { name: 'Example ID', url: '/example-id', vendor: 'example' },
  { name: 'Acme Login', url: '/acme', vendor: 'acme' },
]

interface DomainFacts {
  readonly enabledTfa?: boolean
  readonly loginOptions: 'local_password_only' | 'sso_and_local' | 'sso_only'
  readonly providers?: readonly Provider[]
}

const FACTS: Readonly<Record<string, DomainFacts>> = {
  [DOMAINS.main]: { loginOptions: 'local_password_only' },
  [DOMAINS.twoFactors]: { loginOptions: 'local_password_only', enabledTfa: true },
  [DOMAINS.sso]: { loginOptions: 'sso_and_local', providers: PROVIDERS },
  [DOMAINS.ssoOnly]: { loginOptions: 'sso_only', providers: PROVIDERS.slice(0, 1) },
}

/** `GET /login`: how a domain signs in (status 300); without a domain, the key of the cookie's session. */
export function answerDomain(context: Context, request: FastifyRequest, reply: FastifyReply): WireObject {
  const domain = textField(request.query, 'domain') ?? ''
  if (domain === '') return cookieSession(context, request.headers.cookie)
  const facts = Object.hasOwn(FACTS, domain.toLowerCase()) ? FACTS[domain.toLowerCase()] : undefined
  if (facts === undefined) throw notFound('app.domain.not_found', `Domain "${domain}" not found`)
  reply.code(300)
  return omitEmpty({
    providers: facts.providers?.map((provider) => ({ ...provider })),
    enabled_tfa: facts.enabledTfa,
    login_options: facts.loginOptions,
  })
}

function cookieSession(context: Context, cookies: string | undefined): WireObject {
  const access = sessionCookie(cookies)
  if (access === undefined || sessionCaller(context.store, access) === undefined) throw unauthorized()
  return { access_token: access, token_type: 'Bearer' }
}
