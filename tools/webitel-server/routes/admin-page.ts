import type { FastifyInstance, FastifyRequest } from 'fastify'
import { authenticate, requireUsersAccess } from '../access.ts'
import { listQuery, textField } from '../input.ts'
import type { UserRow } from '../store/rows.ts'
import { int64, omitEmpty, type WireObject } from '../wire.ts'
import type { Context } from './context.ts'
import { requireColleague } from './users.ts'

type Answering = (request: FastifyRequest, caller: UserRow) => WireObject

const shown = { _enabled: true }
/** Applications of the web client and their sections, with the client's own names. */
const VISIBLE = {
  admin: { ...shown, users: shown, license: shown, roles: shown, objects: shown },
  agent: shown,
}

const LICENSES = [{ id: '1', product: 'CALL_CENTER', limit: 100, not_after: int64(Date.UTC(2099, 0, 1)) }]

const SETTINGS = [
  { id: 1, name: 'password_reg_exp', value: '^.{8,}$' },
  { id: 2, name: 'password_validation_text', value: 'At least 8 characters' },
]

/**
 * Answers the requests of the official admin page besides users and tokens, so that the page can be tried on
 * this server. The shapes follow the official SDK. Without the first route, the page shows "ACCESS DENIED"
 * everywhere.
 */
export function adminPageRoutes(app: FastifyInstance, context: Context): void {
  const answer = (path: string, work: Answering): void => {
    app.get(path, { config: { name: 'admin-page' } }, (request) =>
      work(request, authenticate(context.store, request.headers).user),
    )
  }
  answer('/role/metadata/access', () => VISIBLE)
  answer('/user/settings/timezone', () => ({ timezone: 'Europe/Kyiv' }))
  answer('/license', () => ({ items: LICENSES }))
  answer('/settings', (request) => {
    const name = textField(request.query, 'name') ?? ''
    return omitEmpty({ items: SETTINGS.filter((setting) => name === '' || setting.name === name) })
  })
  answer('/contacts', () => ({}))
  // Don't omit the empty list: the page would fail.
  answer('/users/warnings', () => ({ warnings: [] }))
  answer('/users/:id/acl', (request, caller) => {
    requireUsersAccess({ user: caller })
    const { id } = request.params as { readonly id: string }
    const { name } = requireColleague(context, { user: caller }, id)
    const { page } = listQuery(request.query)
    const grantee = { id, name, user: true }
    const items = page === 1 ? [{ grantee, grantor: grantee, granted: 'rwxd' }] : []
    return omitEmpty({ items, page })
  })
}
