import { vi } from 'vitest'
import type {
  KeychainState,
  ProfileId,
  SavedServer,
  SessionState,
  UserId,
} from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { createHealth } from '../../../../src/main/keychain/health.ts'
import { createProfiles, NO_PROFILES, type StoredProfiles } from '../../../../src/main/session/profiles.ts'
import type { Connect } from '../../../../src/main/session/connect.ts'
import { createSession, type Session, type SessionRequests } from '../../../../src/main/session/session.ts'
import { createSigningIn } from '../../../../src/main/session/sign-in/signing-in.ts'
import type { Identity, LoginApi } from '../../../../src/main/webitel/login.ts'
import { memoryKeychain } from './keychain.ts'
import { memoryStore } from './store.ts'

const MAY = { listUsers: true, readTokens: true, addTokens: true, changeTokens: true, deleteTokens: true }
const PERSON: Identity = {
  user: { id: '1' as UserId, name: 'Olena', username: 'olena', extension: '' },
  domain: 'x',
  may: MAY,
}

/** What lies around sessions with several servers, kept over a restart: each names its keys after itself. */
export function aroundSessions() {
  const identity = vi.fn<(server: string, key: string | undefined) => Promise<Identity>>(async () => PERSON)
  const logout = vi.fn<(server: string, key: string | undefined) => Promise<void>>(async () => undefined)
  const quiet = vi.fn<() => Promise<void>>(async () => undefined)
  return {
    file: memoryStore<StoredProfiles>(NO_PROFILES),
    keychain: memoryKeychain(),
    identity,
    logout,
    quiet,
    count: 0,
  }
}

/** What requests of the current profile are sent with. */
export const requestsOf = (session: Session): SessionRequests =>
  session.forRequests(session.account().profileId)

export type Around = ReturnType<typeof aroundSessions>

const apiOf = (around: Around, server: string, key: () => string | undefined): LoginApi => ({
  domain: async () => ({ providers: [], options: 'local_password_only' }),
  password: async () => ({ kind: 'in', access: `key-${(around.count += 1)}-of-${server}` }),
  verify: () => Promise.reject(failure('step-expired')),
  changePassword: () => Promise.reject(failure('password-refused')),
  identity: () => around.identity(server, key()),
  logout: () => around.logout(server, key()),
})

/** A start of the application. */
export function beginSession(around = aroundSessions()) {
  const states: SessionState[] = []
  const keychainStates: KeychainState[] = []
  const ended: SavedServer[] = []
  const notTold: string[] = []
  const forgotten: ProfileId[] = []
  const profiles = createProfiles(around.file)
  const connect: Connect = (server, key) => apiOf(around, server, key)
  const session = createSession({
    profiles,
    health: createHealth(around.keychain.store, (state) => {
      keychainStates.push(state)
      if (state === 'available') void session.settle()
    }),
    connect,
    onChange: (state) => states.push(state),
    onEnded: (saved) => ended.push(saved),
    quiet: around.quiet,
    onNotTold: (server) => notTold.push(server),
    onForgotten: (profile) => forgotten.push(profile),
  })
  const visit = () => Promise.reject(failure('window-closed'))
  const { signIn } = createSigningIn({ session, connect, visit })
  /** Signs in there, and tells the profile. */
  async function enter(host: string, login = 'olena@x') {
    const credentials = { server: host, login, password: 'p', allowHttp: false }
    await signIn(credentials, new AbortController().signal)
    return session.account().profileId
  }
  return { ...around, around, session, profiles, states, keychainStates, ended, notTold, forgotten, enter }
}
