import type { FastifyInstance } from 'fastify'
import { authenticate, requireUsersAccess, type Caller } from '../access.ts'
import { notFound } from '../errors.ts'
import { listQuery, repeated } from '../input.ts'
import type { UserRow } from '../store/rows.ts'
import { omitEmpty, pickFields, type WireObject } from '../wire.ts'
import type { Context } from './context.ts'

/** The list of people, and one of them. */
export function usersRoutes(app: FastifyInstance, context: Context): void {
  app.get('/users', { config: { name: 'users.list' } }, (request) => {
    const caller = authenticate(context.store, request.headers)
    requireUsersAccess(caller)
    const query = listQuery(request.query)
    const page = context.store.users.search(caller.user.domain, query, context.switches)
    const items = page.rows.map((user) => pickFields(wireUser(user), query.fields))
    return omitEmpty({ items, next: page.next })
  })
  app.get<{ Params: { id: string } }>('/users/:id', { config: { name: 'users.read' } }, (request) => {
    const caller = authenticate(context.store, request.headers)
    if (request.params.id !== caller.user.id) requireUsersAccess(caller)
    const user = requireColleague(context, caller, request.params.id)
    return omitEmpty(pickFields(wireUser(user), repeated(request.query, 'fields')))
  })
}

/** A person of the caller's domain, or status 404: other domains don't exist for the caller. */
export function requireColleague(context: Context, caller: Caller, id: string): UserRow {
  const user = context.store.users.byId(id)
  if (user?.domain === caller.user.domain) return user
  throw notFound('app.user.not_found', `User ${id} not found`)
}

function wireUser(user: UserRow): WireObject {
  return { id: user.id, name: user.name, username: user.username, extension: user.extension }
}
