import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { badRequest, notFound } from '../errors.ts'
import { requiredText, textField } from '../input.ts'
import type { Context } from './context.ts'
import { setSessionCookie } from './cookies.ts'
import { PROVIDERS, type Provider } from './domain.ts'
import { providerPage } from './sso-pages.ts'

type ProviderRequest = FastifyRequest<{ Params: { provider: string } }>

/** `/login/<provider>?redirect_uri=…`: stands in for the provider's own pages. */
export function ssoRoutes(app: FastifyInstance, context: Context): void {
  const options = { config: { name: 'sso' } } as const
  app.get('/login/:provider', options, (request: ProviderRequest, reply) => {
    const provider = requireProvider(request)
    requireOwnAddress(request)
    return reply.type('text/html; charset=utf-8').send(providerPage(provider.name, ''))
  })
  app.post('/login/:provider', options, (request: ProviderRequest, reply) => signIn(context, request, reply))
}

/** The form posts to its own address: `redirect_uri` stays in the query. */
function signIn(context: Context, request: ProviderRequest, reply: FastifyReply): FastifyReply {
  const provider = requireProvider(request)
  const target = requireOwnAddress(request)
  if (textField(request.body, 'deny') !== undefined) return reply.redirect(denied(target), 303)
  const user = context.store.users.byLogin(textField(request.body, 'login') ?? '')
  if (user === undefined || user.password !== textField(request.body, 'password')) {
    reply.code(401).type('text/html; charset=utf-8')
    return reply.send(providerPage(provider.name, 'Wrong login or password.'))
  }
  const { access } = context.store.sessions.start(user.id)
  reply.header('set-cookie', setSessionCookie(access, request.protocol === 'https'))
  return reply.redirect(target, 303)
}

/** As OAuth 2 says no (RFC 6749, 4.1.2.1). */
function denied(target: string): string {
  const url = new URL(target)
  url.searchParams.set('error', 'access_denied')
  url.searchParams.set('error_description', 'The account was not let in')
  return url.href
}

function requireProvider(request: ProviderRequest): Provider {
  const provider = PROVIDERS.find(({ url }) => url === `/${request.params.provider}`)
  if (provider === undefined)
    throw notFound('app.provider.not_found', `Provider "${request.params.provider}" not found`)
  return provider
}

/** Nobody is sent to another origin with a fresh session. */
function requireOwnAddress(request: FastifyRequest): string {
  const origin = `${request.protocol}://${request.host}`
  const target = requiredText(request.query, 'redirect_uri')
  if (!URL.canParse(target, origin)) throw badRequest('redirect_uri: an address is expected')
  const url = new URL(target, origin)
  if (url.origin !== origin) throw badRequest('redirect_uri: an address of this server is expected')
  return url.href
}
