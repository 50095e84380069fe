import type { FastifyInstance, FastifyRequest } from 'fastify'
import { authenticate } from '../access.ts'
import type { Permission } from '../store/rows.ts'
import { int64, omitEmpty, type WireObject } from '../wire.ts'
import type { Context } from './context.ts'

const PERMISSION_NAMES: Readonly<Record<Permission, string>> = {
  read: 'Select any',
  add: 'Create any',
  write: 'Update any',
  delete: 'Delete any',
}

/** Who one is. The SDK asks with GET and with POST. */
export function userinfoRoutes(app: FastifyInstance, context: Context): void {
  const options = { config: { name: 'userinfo' } } as const
  const answer = (request: FastifyRequest) => userinfo(context, request)
  app.get('/userinfo', options, answer)
  app.post('/userinfo', options, answer)
}

function userinfo(context: Context, request: FastifyRequest): WireObject {
  const { user, expiresAt } = authenticate(context.store, request.headers)
  return omitEmpty({
    user_id: user.id,
    domain: user.domain,
    name: user.name,
    username: user.username,
    preferred_username: user.username,
    extension: user.extension,
    scope: Object.entries(user.classes).map(([name, access]) => ({ class: name, access })),
    permissions: user.permissions.map((id) => ({ id, name: PERMISSION_NAMES[id] })),
    license: [{ prod: 'CALL_CENTER', expires_at: int64(Date.UTC(2099, 0, 1)) }],
    expires_at: int64(expiresAt),
  })
}
