import { vi } from 'vitest'
import type { SavedServer, SessionState, SignInStep } from '../../src/contract/index.ts'
import { createHealth } from '../../src/main/keychain/health.ts'
import type { Connect } from '../../src/main/session/connect.ts'
import { createProfiles, NO_PROFILES, type StoredProfiles } from '../../src/main/session/profiles.ts'
import { createSession, type Session, type SessionRequests } from '../../src/main/session/session.ts'
import { createSigningIn, type SigningInOptions } from '../../src/main/session/sign-in/signing-in.ts'
import { createLoginApi } from '../../src/main/webitel/login.ts'
import { createWire, type Timeouts, type Wire } from '../../src/main/webitel/wire.ts'
import { HANG_MS } from '../../tools/limits.ts'
import type { Role, WebitelServer } from '../../tools/webitel-server/index.ts'
import { memoryKeychain } from '../unit/main/support/keychain.ts'
import { memoryStore } from '../unit/main/support/store.ts'

const fetchOf = (request: Request): Promise<Response> => fetch(request)

const PATIENT: Timeouts = { attempt: HANG_MS, total: HANG_MS, backoff: 5, retryAfter: 50 }

export const signal = (): AbortSignal => new AbortController().signal

/** What outlives a start. */
interface Kept {
  readonly keychain: ReturnType<typeof memoryKeychain>
  readonly file: ReturnType<typeof memoryStore<StoredProfiles>>
}

/** Main's session and ways to sign in, against the embedded server: nothing of either is played. */
export function begin(
  server: WebitelServer,
  timeouts: Timeouts = PATIENT,
  visited: SigningInOptions['visit'] = () => Promise.reject(new Error('there is no window')),
  { keychain, file }: Kept = { keychain: memoryKeychain(), file: memoryStore<StoredProfiles>(NO_PROFILES) },
) {
  const ended: SavedServer[] = []
  const states: SessionState[] = []
  const connect: Connect = (url, access) =>
    createLoginApi(createWire({ server: url, access, fetch: fetchOf, fetchOnce: fetchOf, timeouts }))
  const session = createSession({
    profiles: createProfiles(file),
    health: createHealth(keychain.store, () => undefined),
    connect,
    onChange: (state) => states.push(state),
    onEnded: (saved) => ended.push(saved),
    onNotTold: () => undefined,
    onForgotten: () => undefined,
    quiet: async () => undefined,
  })
  const visit = vi.fn<SigningInOptions['visit']>(visited)
  const signingIn = createSigningIn({ session, connect, visit })
  const wire = (): Wire =>
    createWire({ ...requestsOf(session), fetch: fetchOf, fetchOnce: fetchOf, timeouts })
  return { server, session, signingIn, wire, visit, keychain, file, ended, states }
}

/** What requests of the current profile are sent with. */
export const requestsOf = (session: Session): SessionRequests =>
  session.forRequests(session.account().profileId)

export type Begun = ReturnType<typeof begin>

export const placeOf = (server: WebitelServer, role: Role) => ({
  server: server.url,
  login: server.login(role).login,
  allowHttp: false,
})

export const signIn = (
  { signingIn, server }: Begun,
  role: Role,
  password = server.login(role).password,
): Promise<SignInStep> => signingIn.signIn({ ...placeOf(server, role), password }, signal())

/** The step that asks for more. */
export function halfWay(step: SignInStep): Extract<SignInStep, { readonly attempt: unknown }> {
  if (!('attempt' in step)) throw new Error(`${step.kind} asks for nothing more`)
  return step
}

/** A key of that person's, got beside the application. */
export async function keyFor(server: WebitelServer, role: Role): Promise<string> {
  const { login, password } = server.login(role)
  const answer = await fetch(`${server.url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: login, password }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}
