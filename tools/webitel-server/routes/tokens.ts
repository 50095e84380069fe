import type { FastifyInstance, FastifyRequest } from 'fastify'
import { authenticate, requireTokenAccess, type Caller } from '../access.ts'
import { notFound } from '../errors.ts'
import { flag, listQuery, textField } from '../input.ts'
import type { Permission, TokenRow, UserRow } from '../store/rows.ts'
import { omitEmpty, pickFields, type WireObject } from '../wire.ts'
import type { Context } from './context.ts'
import { askedChange } from './token-change.ts'
import { requireColleague } from './users.ts'
import { storedName } from './stored-name.ts'
import { wireToken } from './wire-token.ts'

type OwnerRequest = FastifyRequest<{ Params: { user: string } }>
type TokenRequest = FastifyRequest<{ Params: { user: string; id: string } }>

/** The tokens of a person: list, create, read, change, delete. There is no bulk delete. */
export function tokensRoutes(app: FastifyInstance, context: Context): void {
  const all = '/users/:user/tokens'
  const one = '/users/:user/tokens/:id'
  app.get(all, { config: { name: 'tokens.list' } }, (request: OwnerRequest) => list(context, request))
  app.post(all, { config: { name: 'tokens.create' } }, (request: OwnerRequest) => create(context, request))
  app.get(one, { config: { name: 'tokens.read' } }, (request: TokenRequest) => read(context, request))
  const update = (request: TokenRequest) => change(context, request)
  app.put(one, { config: { name: 'tokens.update' } }, update)
  app.patch(one, { config: { name: 'tokens.update' } }, update)
  app.delete(one, { config: { name: 'tokens.delete' } }, (request: TokenRequest) => remove(context, request))
}

function list(context: Context, request: OwnerRequest): WireObject {
  const { owner } = enter(context, request, 'read')
  const query = listQuery(request.query)
  const page = context.store.tokens.search(owner.id, query, context.switches)
  const items = page.rows.map((token) => pickFields(wire(context, token), query.fields))
  return omitEmpty({ items, next: page.next })
}

function create(context: Context, request: OwnerRequest): WireObject {
  const { owner, caller } = enter(context, request, 'add')
  const token = context.store.tokens.insert({
    userId: owner.id,
    usage: storedName(textField(request.body, 'usage') ?? '', context.switches),
    createdAt: Date.now(),
    createdBy: caller.user.id,
    disabled: flag(request.query, 'enable') === false,
  })
  return omitEmpty({ ...wire(context, token), token: token.secret })
}

function read(context: Context, request: TokenRequest): WireObject {
  const { owner } = enter(context, request, 'read')
  return omitEmpty(wire(context, requireToken(context, owner, request.params.id)))
}

function change(context: Context, request: TokenRequest): WireObject {
  const { owner, caller } = enter(context, request, 'write')
  const { id } = requireToken(context, owner, request.params.id)
  context.store.tokens.update(id, askedChange(request, context.switches), caller.user.id, Date.now())
  return omitEmpty(wire(context, requireToken(context, owner, id)))
}

function remove(context: Context, request: TokenRequest): WireObject {
  const { owner } = enter(context, request, 'delete')
  const token = requireToken(context, owner, request.params.id)
  context.store.tokens.delete(token.id)
  return omitEmpty(wire(context, token))
}

/** Who calls, and whose tokens it is about; refuses whoever may not. */
function enter(
  context: Context,
  request: OwnerRequest,
  permission: Permission,
): { readonly caller: Caller; readonly owner: UserRow } {
  const caller = authenticate(context.store, request.headers)
  requireTokenAccess(caller, request.params.user, permission)
  return { caller, owner: requireColleague(context, caller, request.params.user) }
}

function requireToken(context: Context, owner: UserRow, id: string): TokenRow {
  const token = context.store.tokens.byId(id)
  if (token?.userId === owner.id) return token
  throw notFound('app.token.not_found', `Token ${id} not found`)
}

/** The token as answers show it: without its secret, unless the switch says that they leak it. */
function wire(context: Context, token: TokenRow): WireObject {
  const shown = wireToken(token, (id) => context.store.users.byId(id))
  return context.switches.secretInLists ? { ...shown, token: token.secret } : shown
}
