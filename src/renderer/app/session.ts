import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  Account,
  KeychainState,
  ProfileId,
  Result,
  SavedServer,
  SessionState,
} from '../../contract/index.ts'
import { useBridge } from './bridge.ts'

/** Who is signed in, as main says it; which others are known; and whether the keychain keeps their sessions. */
export const useSession = defineStore('session', () => {
  const bridge = useBridge()
  const state = shallowRef<SessionState>()
  const keychain = shallowRef<KeychainState>()
  /** The session that ended in the middle of something: its person is asked to sign in again. */
  const ended = shallowRef<SavedServer>()
  /** The same, before it ends. */
  const ahead = ref(false)

  const account = computed<Account | undefined>(() =>
    state.value?.kind === 'signed-in' ? state.value.account : undefined,
  )
  const profile = computed(() => account.value?.profileId)
  const saved = computed<readonly SavedServer[]>(() => state.value?.saved ?? [])
  const present = computed(() => saved.value.find(({ profileId }) => profileId === profile.value))
  const others = computed(() => saved.value.filter(({ profileId }) => profileId !== profile.value))
  const endedByServer = computed(() => state.value?.kind === 'signed-out' && state.value.because === 'ended')

  bridge.on('session:changed', (changed) => {
    state.value = changed
    // Told of the other profiles too: whoever is asked for a password goes on typing it.
    if (ended.value && ended.value.profileId !== profile.value) renewed(ended.value.profileId)
  })
  bridge.on('session:ended', (session) => {
    ended.value = session ?? undefined
    ahead.value = false
  })
  bridge.on('keychain:changed', (changed) => (keychain.value = changed))

  let started: Promise<void> | undefined
  /** Once: whoever needs to know who is signed in waits for the same answer. */
  const start = (): Promise<void> => (started ??= begin())

  async function begin(): Promise<void> {
    void readKeychain('keychain:state')
    const answer = await bridge.request['session:state']()
    // An event that came meanwhile is newer.
    state.value ??= answer.ok ? answer.value : { kind: 'signed-out', saved: [] }
  }

  type KeychainChannel = 'keychain:state' | 'keychain:retry' | 'keychain:unlock' | 'keychain:replace'
  async function readKeychain(channel: KeychainChannel): Promise<void> {
    const answer = await bridge.request[channel]()
    if (answer.ok) keychain.value = answer.value
  }

  /** The events have brought the state: of the answer only a failure counts. */
  const told = (answer: Result<SessionState>) => (answer.ok ? undefined : answer.error)

  /** Closes **Sign in again** if it is open for that profile. */
  function renewed(of: ProfileId): void {
    if (ended.value?.profileId !== of) return
    ended.value = undefined
    ahead.value = false
  }

  /** Asks for the password before the session ends. */
  function renewAhead(): void {
    ahead.value = true
    ended.value = present.value
  }

  return {
    state,
    keychain,
    ended,
    ahead,
    account,
    profile,
    saved,
    present,
    others,
    endedByServer,
    start,
    renewed,
    renewAhead,
    entered: (entered: Account) =>
      (state.value = { kind: 'signed-in', account: entered, saved: saved.value }),
    open: async (id: ProfileId) => told(await bridge.request['session:open'](id)),
    rename: async (id: ProfileId, name: string) => told(await bridge.request['session:rename'](id, name)),
    forget: async (id: ProfileId) => told(await bridge.request['session:forget'](id)),
    signOut: (profile: ProfileId) => bridge.request['session:sign-out'](profile),
    lookAgain: () => void bridge.request['session:look-again'](),
    retryKeychain: () => readKeychain('keychain:retry'),
    unlockKeychain: () => readKeychain('keychain:unlock'),
    replaceDamaged: () => readKeychain('keychain:replace'),
  }
})
