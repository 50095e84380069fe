import Fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { ApiError, errorBody } from './errors.ts'
import { adminPageRoutes } from './routes/admin-page.ts'
import type { Context } from './routes/context.ts'
import { loginRoutes } from './routes/login.ts'
import { passwordRoutes } from './routes/password.ts'
import { ssoRoutes } from './routes/sso.ts'
import { tokensRoutes } from './routes/tokens.ts'
import { userinfoRoutes } from './routes/userinfo.ts'
import { usersRoutes } from './routes/users.ts'
import type { Transport } from './transport.ts'

/** The web server without its routes: bodies, errors, and nothing printed. */
export function createApp(transport: Transport): FastifyInstance {
  const app = Fastify({ serverFactory: transport.factory, bodyLimit: 256 * 1024, exposeHeadRoutes: false })
  acceptBodies(app)
  app.setErrorHandler((error: FastifyError | ApiError, _request, reply) => {
    const { code, id } = error instanceof ApiError ? error : foreignError(error)
    reply.code(code).send(errorBody(code, id, error.message))
  })
  refuseUnknown(app)
  return app
}

/** The API, below `/api`. */
export function apiRoutes(app: FastifyInstance, context: Context): void {
  refuseUnknown(app)
  loginRoutes(app, context)
  passwordRoutes(app, context)
  ssoRoutes(app, context)
  userinfoRoutes(app, context)
  usersRoutes(app, context)
  tokensRoutes(app, context)
  adminPageRoutes(app, context)
}

/** Set in each part of the server, so that the part's hooks see unknown routes, too. */
function refuseUnknown(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    reply.code(404).send(errorBody(404, 'app.route.not_found', `${request.method} ${request.url} not found`))
  })
}

/** An empty body is as good as none, as a gateway in front of gRPC has it. */
function acceptBodies(app: FastifyInstance): void {
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)))
    } catch {
      done(new ApiError(400, 'app.request.invalid', 'body: JSON is expected'))
    }
  })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
}

function foreignError(error: FastifyError): { readonly code: number; readonly id: string } {
  const code = error.statusCode ?? 500
  return { code, id: code < 500 ? 'app.request.invalid' : 'app.internal' }
}
