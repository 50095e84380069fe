import type { FastifyInstance } from 'fastify'
import { ApiError } from '../errors.ts'
import { requiredText } from '../input.ts'
import type { UserRow } from '../store/rows.ts'
import { omitEmpty, type WireObject } from '../wire.ts'
import type { Context } from './context.ts'
import { answerDomain } from './domain.ts'

const wrongPassword = () => new ApiError(401, 'app.login.denied', 'Invalid username or password')
const wrongCode = () => new ApiError(401, 'app.login.2fa.denied', 'Invalid one-time code')
const stepExpired = () => new ApiError(416, 'app.login.2fa.expired', 'The one-time code step has expired')

/** Signing in: what a domain asks for, the password, the second factor, the end of it. */
export function loginRoutes(app: FastifyInstance, context: Context): void {
  app.get('/login', { config: { name: 'login.domain' } }, (request, reply) =>
    answerDomain(context, request, reply),
  )
  app.post('/login', { config: { name: 'login' } }, (request) => signIn(context, request.body))
  app.post('/login/2fa', { config: { name: 'login.2fa' } }, (request) => verify(context, request.body))
  app.post('/logout', { config: { name: 'logout' } }, (request) => {
    const access = request.headers['x-webitel-access']
    if (typeof access === 'string') context.store.sessions.end(access)
    return {}
  })
}

/** A session's key; flat, as the real server answers. */
export function accessAnswer(context: Context, userId: string): WireObject {
  return { access_token: context.store.sessions.start(userId).access, token_type: 'Bearer' }
}

function signIn(context: Context, body: unknown): WireObject {
  const user = context.store.users.byLogin(requiredText(body, 'username'))
  if (user === undefined || user.password !== requiredText(body, 'password')) throw wrongPassword()
  requireValidPassword(user)
  if (user.totp !== undefined) return omitEmpty({ id: context.secondFactors.begin(user.id) })
  return accessAnswer(context, user.id)
}

function requireValidPassword(user: UserRow): void {
  if (user.passwordState === 'expired')
    throw new ApiError(412, 'app.password.expired', 'Your password has expired and must be changed')
  if (user.passwordState === 'force-change')
    throw new ApiError(412, 'app.password.force_change', 'Your temporary password must be changed')
}

function verify(context: Context, body: unknown): WireObject {
  const id = requiredText(body, 'id')
  const totp = requiredText(body, 'totp')
  const userId = context.secondFactors.attempt(id)
  if (userId === undefined) throw stepExpired()
  if (context.store.users.byId(userId)?.totp !== totp) throw wrongCode()
  context.secondFactors.finish(id)
  return accessAnswer(context, userId)
}
