import type {
  AlsoNew,
  Bridge,
  EventChannel,
  Events,
  JobState,
  NewToken,
  ProfileId,
  RequestChannel,
  Requests,
  Result,
  SavedServer,
} from '../../src/contract/index.ts'
import type { Send } from '../../src/main/bridge/events.ts'
import { createHandlers, type Services } from '../../src/main/bridge/handlers.ts'
import { isPlain } from '../../src/main/bridge/plain.ts'
import { argumentSchemas } from '../../src/main/bridge/schemas.ts'
import { createTickets } from '../../src/main/bridge/tickets.ts'
import { failure, Failure } from '../../src/main/failure.ts'
import { createHealth } from '../../src/main/keychain/health.ts'
import { createRegistry } from '../../src/main/registry.ts'
import { createProfiles, NO_PROFILES } from '../../src/main/session/profiles.ts'
import { createSession } from '../../src/main/session/session.ts'
import type { Connect } from '../../src/main/session/connect.ts'
import { createSigningIn } from '../../src/main/session/sign-in/signing-in.ts'
import { createChanges } from '../../src/main/tokens/changes.ts'
import { createCreation } from '../../src/main/tokens/creation.ts'
import { createIntents, type StoredIntent } from '../../src/main/tokens/intents.ts'
import { createRecent } from '../../src/main/users/recent.ts'
import { createLoginApi } from '../../src/main/webitel/login.ts'
import { createUsersApi } from '../../src/main/webitel/people.ts'
import { createWire, type Fetch, type Timeouts } from '../../src/main/webitel/wire.ts'
import { HANG_MS } from '../../tools/limits.ts'
import type { Role, WebitelServer } from '../../tools/webitel-server/index.ts'
import { memoryKeychain } from '../unit/main/support/keychain.ts'
import { memoryStore } from '../unit/main/support/store.ts'

/** Milliseconds: nothing is given up on a slow computer, and hundreds of requests that fail take seconds. */
export const TIMEOUTS: Timeouts = { attempt: HANG_MS, total: HANG_MS, backoff: 5, retryAfter: 50 }

/** Main without a window: its services over HTTP, and the bridge to them without Electron in between. */
export interface Windowless {
  readonly bridge: Bridge
  /** Every state that a job told of itself. */
  readonly states: JobState[]
  /** Who was asked to sign in again, each time. */
  readonly ended: SavedServer[]
  /** What else was new after each create that succeeded, where it was told. */
  readonly alsoNew: (NewToken & { readonly also: AlsoNew })[]
  /** Takes the network away, or gives it back. */
  readonly network: { on: boolean }
  readonly userId: string
  readonly profile: ProfileId
}

/** Signed in as that person, by the password. */
export async function startWindowless(
  server: WebitelServer,
  role: Role = 'admin',
  timeouts = TIMEOUTS,
): Promise<Windowless> {
  const listeners = new Map<EventChannel, Set<(event: never) => void>>()
  const send: Send = (channel, event) => {
    for (const listener of listeners.get(channel) ?? []) (listener as (sent: unknown) => void)(copied(event))
  }
  const network = { on: true }
  const states: JobState[] = []
  const ended: SavedServer[] = []
  const alsoNew: Windowless['alsoNew'] = []
  const services = servicesOf(send, network, timeouts, alsoNew)
  listeners.set('job:changed', new Set([(state: JobState) => void states.push(state)]))
  listeners.set('session:ended', new Set([(saved: SavedServer) => void ended.push(saved)]))
  const bridge = bridgeTo(services, listeners)
  const profile = await signInTo(bridge, server, role)
  return { bridge, states, ended, network, alsoNew, userId: server.login(role).userId, profile }
}

/** @returns the profile that is shown from then on */
export async function signInTo(bridge: Bridge, server: WebitelServer, role: Role): Promise<ProfileId> {
  const { login, password } = server.login(role)
  const credentials = { server: server.url, login, password, allowHttp: true }
  const step = await bridge.request['session:sign-in'](credentials, 1)
  if (!step.ok) throw new Error(`Not signed in: ${step.error.code}`)
  if (step.value.kind !== 'signed-in') throw new Error(`Not signed in: ${step.value.kind}`)
  return step.value.account.profileId
}

/** Those that a registry needs; the others are not there. */
function servicesOf(
  send: Send,
  network: { readonly on: boolean },
  timeouts: Timeouts,
  alsoNew: Windowless['alsoNew'],
): Services {
  const fetchOf: Fetch = async (request) => {
    if (!network.on) throw new TypeError('net::ERR_INTERNET_DISCONNECTED')
    return await fetch(request)
  }
  const transports = () => ({ fetch: fetchOf, fetchOnce: fetchOf })
  const connect: Connect = (server, access) =>
    createLoginApi(createWire({ server, access, ...transports(), timeouts }))
  const session = createSession({
    profiles: createProfiles(memoryStore(NO_PROFILES)),
    health: createHealth(memoryKeychain().store, () => undefined),
    connect,
    onChange(state) {
      registry.onSession(state)
      send('session:changed', state)
    },
    onEnded: (saved) => send('session:ended', saved),
    onNotTold: () => undefined,
    onForgotten: (profile) => registry.leave(profile),
    quiet: async () => undefined,
  })
  const registry = createRegistry({ session: () => session, transports, send, timeouts })
  const absent = new Proxy({}, { get: () => absentWork })
  const signingIn = createSigningIn({
    session,
    connect,
    visit: () => Promise.reject(failure('window-closed')),
  })
  const creation = createCreation({
    api: (quiet) => registry.tokens(session.account().profileId, quiet),
    account: session.live,
    intents: createIntents(memoryStore<StoredIntent[]>([])),
    reveal: async () => undefined,
    restored: async () => undefined,
    isReadable: async () => false,
    onLost: () => undefined,
    onAlsoNew: (_, request, also) => void alsoNew.push({ ...request, also }),
    pauses: [0, 20],
  })
  const there = {
    ...registry,
    session,
    signingIn,
    creation,
    send,
    tickets: createTickets(),
    changes: createChanges(registry.tokens),
    recent: createRecent(memoryStore({})),
    users: (profile: ProfileId) => createUsersApi(registry.wire(profile)),
  }
  return new Proxy(there, {
    get: (all, name) => Reflect.get(all, name) ?? absent,
  }) as unknown as Services
}

const absentWork = (): never => {
  throw failure('internal')
}

type Answering = (...args: unknown[]) => unknown

/** The bridge to these services as `handle` does it: plain data, by the schema, and an outcome that is a value. */
export function bridgeTo(
  services: Services,
  listeners: Map<EventChannel, Set<(event: never) => void>>,
): Bridge {
  const handlers = createHandlers(services) as unknown as Record<RequestChannel, Answering>
  const ask = async (channel: RequestChannel, args: readonly unknown[]): Promise<Result<unknown>> => {
    const crossed = copied(args)
    const parsed = isPlain(crossed) ? argumentSchemas[channel].safeParse(crossed) : undefined
    if (!parsed?.success) throw new Error(`Refused: ${channel}`)
    try {
      return { ok: true, value: copied(await handlers[channel](...(parsed.data as unknown[]))) }
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
      return { ok: false, error: thrown.error }
    }
  }
  const request = new Proxy({} as Requests, {
    get:
      (_, channel: RequestChannel) =>
      (...args: unknown[]) =>
        ask(channel, args),
  })
  return {
    request,
    on<Channel extends EventChannel>(channel: Channel, listener: (event: Events[Channel]) => void) {
      const all = listeners.get(channel) ?? new Set()
      listeners.set(channel, all.add(listener))
      return () => void all.delete(listener)
    },
  }
}

/** What crosses a bridge is a copy. */
const copied = <T>(value: T): T => structuredClone(value)
