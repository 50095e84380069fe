import type { LostCreate, NewToken, ProfileId, TokenId, UserId } from '../../src/contract/index.ts'
import { codeOf } from '../../src/main/failure.ts'
import { renameToken } from '../../src/main/tokens/changing.ts'
import { createCreation } from '../../src/main/tokens/creation.ts'
import { createIntents, type StoredIntent } from '../../src/main/tokens/intents.ts'
import { createLoginApi } from '../../src/main/webitel/login.ts'
import { createTokensApi } from '../../src/main/webitel/tokens.ts'
import { createWire, type Timeouts, type Wire } from '../../src/main/webitel/wire.ts'
import type { RouteName, WebitelServer } from '../../tools/webitel-server/index.ts'
import type { Outcome } from './faults.ts'
import { begin, requestsOf, signIn as signInAs } from './signing-in.ts'

/** Milliseconds that only a hang takes, also on a busy machine. */
export const TIMEOUTS: Timeouts = { attempt: 60_000, total: 180_000, backoff: 5, retryAfter: 50 }
/** The same where the server hangs on purpose, so that a table of hangs takes seconds. */
export const HANG_TIMEOUTS: Timeouts = { ...TIMEOUTS, attempt: 800, total: 3000 }
/** Milliseconds before each look for what a lost create has made. */
const PAUSES = [0, 60]

export type Asked = 'signIn' | 'userinfo' | 'list' | 'create' | 'rename' | 'remove'

/** One kind of request of the application, and what the server holds after it. */
export interface Asking {
  readonly asked: Asked
  readonly route: RouteName
  /** Prepares, and returns the request itself. */
  readonly prepare: (
    server: WebitelServer,
    access: string,
    timeouts: Timeouts,
  ) => Promise<() => Promise<Outcome>>
}

const fetchOf = (request: Request): Promise<Response> => fetch(request)

export const wireTo = (
  server: WebitelServer,
  access: () => string | undefined,
  timeouts: Timeouts = TIMEOUTS,
): Wire => createWire({ server: server.url, fetch: fetchOf, fetchOnce: fetchOf, access, timeouts })

export const signIn = async (
  server: WebitelServer,
  timeouts: Timeouts = TIMEOUTS,
): Promise<{ access: string }> => {
  const begun = begin(server, timeouts)
  await signInAs(begun, 'admin')
  return { access: requestsOf(begun.session).access() ?? '' }
}

const admin = (server: WebitelServer): UserId => server.login('admin').userId as UserId
const named = (server: WebitelServer, usage: string) =>
  server.state.tokensOf(admin(server)).filter((token) => token.usage === usage)

let count = 0
const freshName = (): string => `fault ${(count += 1)}`

/** The requests of the table. Each says what it came to only if the server's state agrees. */
export const ASKINGS: readonly Asking[] = [
  {
    asked: 'signIn',
    route: 'login',
    prepare: async (server, _access, timeouts) => () => outcomeOf(() => signIn(server, timeouts)),
  },
  {
    asked: 'userinfo',
    route: 'userinfo',
    prepare: async (server, access, timeouts) => () =>
      outcomeOf(() => createLoginApi(wireTo(server, () => access, timeouts)).identity()),
  },
  {
    asked: 'list',
    route: 'tokens.list',
    prepare: async (server, access, timeouts) => () => outcomeOf(() => list(server, access, timeouts)),
  },
  {
    asked: 'create',
    route: 'tokens.create',
    prepare: async (server, access, timeouts) => () => create(server, access, timeouts),
  },
  { asked: 'rename', route: 'tokens.update', prepare: prepareRename },
  { asked: 'remove', route: 'tokens.delete', prepare: prepareRemove },
]

async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    await work()
    return 'ok'
  } catch (thrown) {
    return codeOf(thrown)
  }
}

async function list(server: WebitelServer, access: string, timeouts: Timeouts): Promise<void> {
  const sort = { field: 'created_at', descending: true } as const
  const api = createTokensApi(wireTo(server, () => access, timeouts))
  const { items } = await api.list({ userId: admin(server), search: '', sort, page: 1, size: 10 })
  // Never read as "no tokens".
  if (items.length !== 10) throw new Error('A list that is not the list')
}

/** Whatever is said, the server must hold just that: a token that was made, none that was not. */
async function create(server: WebitelServer, access: string, timeouts: Timeouts): Promise<Outcome> {
  const request: NewToken = { owner: { id: admin(server), name: '' }, usage: freshName() }
  const api = createTokensApi(wireTo(server, () => access, timeouts))
  let stored: StoredIntent[] = []
  const told = Promise.withResolvers<number>()
  const intents = createIntents({ get: () => stored, set: (next) => ((stored = next), true) })
  const creation = createCreation({
    api: () => api,
    account: () => ({
      profileId: 'p' as ProfileId,
      server: server.url,
      user: { id: admin(server), name: '', username: '', extension: '' },
    }),
    intents,
    reveal: async (_, { id }) => intents.end(id),
    restored: async () => undefined,
    isReadable: async () => false,
    onAlsoNew: (_id, _request, also) => told.resolve(also.kind === 'tokens' ? also.count : 0),
    pauses: PAUSES,
  })
  const outcome = await outcomeOf(() => creation.create(request, new AbortController().signal))
  const lost = await creation.current()
  const held = named(server, request.usage).length
  const more = outcome === 'ok' && held > 1 ? await told.promise : 0
  const found = lost && `lost: ${lost.finding.kind}${isCertain(lost) ? ', certain' : ''}`
  const said = found ?? (more > 0 ? `${outcome}, and ${more} more` : outcome)
  const agrees = held === more + (outcome === 'ok' && lost?.finding.kind !== 'none' ? 1 : 0)
  return agrees ? said : `${said}, but the server holds ${held}`
}

const isCertain = ({ finding }: LostCreate): boolean => finding.kind === 'made' && finding.certain === true

async function prepareRename(
  server: WebitelServer,
  access: string,
  timeouts: Timeouts,
): Promise<() => Promise<Outcome>> {
  const [from, to] = [freshName(), freshName()]
  const { id } = server.state.insertToken(admin(server), from)
  const api = createTokensApi(wireTo(server, () => access, timeouts))
  return async () => {
    const request = { userId: admin(server), id: id as TokenId, from, to }
    const said = await outcomeOf(() => renameToken(api, request))
    const now = server.state.token(id)?.usage
    return now === (said === 'ok' ? to : from) ? said : `${said}, but its name is ${now}`
  }
}

async function prepareRemove(
  server: WebitelServer,
  access: string,
  timeouts: Timeouts,
): Promise<() => Promise<Outcome>> {
  const { id } = server.state.insertToken(admin(server), freshName())
  const api = createTokensApi(wireTo(server, () => access, timeouts))
  return async () => {
    const said = await outcomeOf(() => api.remove(admin(server), id as TokenId))
    const held = server.state.token(id) !== undefined
    return held === (said !== 'ok') ? said : `${said}, but the server ${held ? 'holds' : 'lost'} it`
  }
}
