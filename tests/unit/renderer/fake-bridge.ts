import type {
  Account,
  Bridge,
  EventChannel,
  Events,
  JobId,
  JobState,
  Person,
  ProfileId,
  RequestChannel,
  Requests,
  Result,
  RevealId,
  SavedServer,
  SessionState,
  Settings,
  Token,
  TokenId,
  User,
  UserId,
} from '../../../src/contract/index.ts'

type Handlers = { -readonly [Channel in RequestChannel]: Requests[Channel] }

export interface FakeBridge extends Bridge {
  /** What each request does: replace one to make it slow, fail or hang. */
  readonly request: Handlers
  readonly emit: <Channel extends EventChannel>(channel: Channel, event: Events[Channel]) => void
  /** The channels that were asked, in order. */
  readonly asked: RequestChannel[]
}

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const failed = (code: Extract<Result<never>, { ok: false }>['error']['code']): Result<never> => ({
  ok: false,
  error: { code, message: '', retryable: true },
})

export const userId = (id: string): UserId => id as UserId
export const tokenId = (id: string): TokenId => id as TokenId

export const token = (id: string, part: Partial<Token> = {}): Token => ({
  id: tokenId(id),
  usage: `usage ${id}`,
  createdAt: 1_750_000_000_000,
  ...part,
})

export const ME: User = { id: userId('1'), name: 'Olena Kovalenko', username: 'olena', extension: '100' }

export const ACCOUNT: Account = {
  profileId: 'profile' as ProfileId,
  server: 'https://cc.example.com',
  login: 'olena@example.com',
  domain: 'example.com',
  user: ME,
  may: { listUsers: true, readTokens: true, addTokens: true, changeTokens: true, deleteTokens: true },
}

const { profileId, server, login } = ACCOUNT
/** The signed-in person, as the owner of tokens. */
export const MINE = { profile: profileId, userId: ME.id }
export const SAVED: SavedServer = { profileId, server, login, opens: true }
export const SIGNED_IN: SessionState = { kind: 'signed-in', account: ACCOUNT, saved: [SAVED] }

export const NEWEST_FIRST = { field: 'created_at', descending: true } as const

const SETTINGS: Settings = {
  profile: profileId,
  theme: 'system',
  language: 'en',
  rowsPerPage: 25,
  sort: NEWEST_FIRST,
  clipboardSeconds: 60,
  hideFromCapture: true,
}

/** Of one person who is signed in, and stays. */
const SIGNING_IN = {
  'keychain:state': async () => ok('available'),
  'keychain:retry': async () => ok('available'),
  'keychain:unlock': async () => ok('available'),
  'keychain:replace': async () => ok('available'),
  'session:state': async () => ok(SIGNED_IN),
  'session:ways': async () => ok({ password: true, providers: [] }),
  'session:sign-in': async () => ok({ kind: 'signed-in', account: ACCOUNT }),
  'session:sign-in-with': async () => ok({ kind: 'signed-in', account: ACCOUNT }),
  'session:verify': async () => ok({ kind: 'signed-in', account: ACCOUNT }),
  'session:change-password': async () => ok({ kind: 'signed-in', account: ACCOUNT }),
  'session:abandon': async () => ok(undefined),
  'session:renew': async () => ok({ kind: 'signed-in', account: ACCOUNT }),
  'session:renew-with': async () => ok({ kind: 'signed-in', account: ACCOUNT }),
  'session:give-up': async () => ok(undefined),
  'session:open': async () => ok(SIGNED_IN),
  'session:forget': async () => ok({ kind: 'signed-out', saved: [] }),
  'session:rename': async () => ok(SIGNED_IN),
  'session:look-again': async () => ok(undefined),
} satisfies Partial<Handlers>

/** Main, in memory: answers at once and truthfully, until a test says otherwise. */
export function createFakeBridge(held: Token[] = [], people: readonly User[] = [ME]): FakeBridge {
  const listeners = new Map<EventChannel, Set<(event: never) => void>>()
  const asked: RequestChannel[] = []
  let settings = SETTINGS
  let job: JobState | undefined
  let recent: readonly Person[] = []
  let made = 0

  const emit: FakeBridge['emit'] = (channel, event) => {
    for (const listener of listeners.get(channel) ?? []) (listener as (event: unknown) => void)(event)
  }

  const handlers: Handlers = {
    'app:info': async () =>
      ok({ version: '0.1.0', electron: '45', chrome: '156', node: '24', platform: 'linux', locale: 'en-GB' }),
    'request:cancel': async () => ok(undefined),
    'settings:read': async () => ok(settings),
    'settings:change': async (change) => {
      settings = { ...settings, ...change }
      emit('settings:changed', { ...settings })
      return ok({ ...settings })
    },
    'settings:change-own': async (_, change) => {
      settings = { ...settings, ...change }
      emit('settings:changed', { ...settings })
      return ok({ ...settings })
    },
    ...SIGNING_IN,
    'session:sign-out': async () => {
      emit('session:changed', { kind: 'signed-out', saved: [] })
      return ok({ told: true, forgotten: true })
    },
    'users:list': async (_, { search, page, size }) => {
      const found = people.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
      return ok({ items: found.slice((page - 1) * size, page * size), next: found.length > page * size })
    },
    'users:read': async (_, id) => {
      const user = people.find((person) => person.id === id)
      return user ? ok(user) : failed('not-found')
    },
    'users:recent': async () => ok(recent),
    'users:opened': async (_, person) => {
      recent = [person, ...recent.filter(({ id }) => id !== person.id)]
      return ok(undefined)
    },
    'tokens:list': async (_, { search, page, size }) => {
      const found = held.filter(({ usage }) => usage.includes(search))
      return ok({ items: found.slice((page - 1) * size, page * size), next: found.length > page * size })
    },
    'tokens:prepare-create': async () => ok(undefined),
    'tokens:create': async (_, { usage }) => {
      const created = token(`made-${++made}`, { usage, createdAt: Date.now(), createdBy: ME })
      held.unshift(created)
      return ok({ kind: 'created', token: created, revealId: `reveal-${made}` as RevealId })
    },
    'tokens:all': async () => ok({ items: [...held], next: false }),
    'tokens:read': async (_, { id }) => {
      const row = held.find((one) => one.id === id)
      return row ? ok(row) : failed('not-found')
    },
    'tokens:copy-id': async () => ok(undefined),
    'tokens:gone': async (_profile, _userId, ids) =>
      ok(ids.filter((id) => !held.some((row) => row.id === id))),
    'tokens:rename': async () => failed('not-found'),
    'tokens:enable': async () => failed('not-found'),
    'lost:current': async () => ok(undefined),
    'lost:check': async () => failed('not-found'),
    'lost:put-away': async () => ok(undefined),
    'lost:settle': async () => ok(undefined),
    'files:state': async () => ok({ unreadable: [], unsaved: [], isCopy: false }),
    'reveal:current': async () => ok(undefined),
    'reveal:copy': async () => ok(undefined),
    'reveal:save': async () => ok({ kind: 'saved', file: 'token.txt' }),
    'reveal:test': async () => ok({ user: ME, domain: 'example.com', took: 12 }),
    'reveal:close': async () => ok(undefined),
    'reveal:show-again': async () => ok(undefined),
    'clipboard:holds': async () => ok([]),
    'clipboard:clear': async () => ok(undefined),
    'clipboard:keep': async () => ok(undefined),
    'jobs:start': async (profile, { kind, userId: owner, items }) => {
      const ids = items.map(({ id }) => id)
      for (const id of ids) held.splice(held.findIndex((row) => row.id === id) >>> 0, 1)
      const total = items.length
      const id = `job-${asked.length}` as JobId
      const state = { id, profile, kind, userId: owner, total, failed: 0, failures: [], untried: [] }
      job = { ...state, phase: 'finished', done: total, doneIds: ids }
      emit('job:changed', job)
      return ok({ ...state, phase: 'running', done: 0, doneIds: [] })
    },
    'jobs:stop': async () => ok(undefined),
    'jobs:current': async () => ok(job),
    'jobs:dismiss': async () => {
      job = undefined
      return ok(undefined)
    },
    'jobs:copy-report': async () => ok(undefined),
    'problem:report': async () => ok(undefined),
    'problem:take': async () => ok(undefined),
    'diagnostics:read': async () => failed('internal'),
    'diagnostics:copy': async () => ok(undefined),
    'window:close': async () => ok(undefined),
  }

  // A request is looked up when it is called, so that a test can replace it at any time.
  const request = new Proxy(handlers, {
    get(target, channel: RequestChannel) {
      const handler = target[channel] as (...args: unknown[]) => Promise<unknown>
      return (...args: unknown[]) => {
        asked.push(channel)
        return handler(...args)
      }
    },
  })

  return {
    request,
    asked,
    emit,
    on(channel, listener) {
      const all = listeners.get(channel) ?? new Set()
      listeners.set(channel, all.add(listener))
      return () => void all.delete(listener)
    },
  }
}
