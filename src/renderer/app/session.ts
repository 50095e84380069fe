import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Account, KeychainState, ProfileId, SavedServer, SessionState } from '../../contract/index.ts'
import { useBridge } from './bridge.ts'

/** Who is signed in, as main says it; and whether the keychain keeps it. */
export const useSession = defineStore('session', () => {
  const bridge = useBridge()
  const state = shallowRef<SessionState>()
  const keychain = shallowRef<KeychainState>()
  /** The session that ended in the middle of something: its person is asked to sign in again. */
  const ended = shallowRef<SavedServer>()

  const account = computed<Account | undefined>(() =>
    state.value?.kind === 'signed-in' ? state.value.account : undefined,
  )
  const saved = computed<readonly SavedServer[]>(() =>
    state.value?.kind === 'signed-out' ? state.value.saved : [],
  )
  const endedByServer = computed(() => state.value?.kind === 'signed-out' && state.value.because === 'ended')

  bridge.on('session:changed', (changed) => {
    state.value = changed
    ended.value = undefined
  })
  bridge.on('session:ended', (session) => (ended.value = session))
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

  async function readKeychain(channel: 'keychain:state' | 'keychain:retry'): Promise<void> {
    const answer = await bridge.request[channel]()
    if (answer.ok) keychain.value = answer.value
  }

  async function forget(id: ProfileId): Promise<void> {
    const answer = await bridge.request['session:forget'](id)
    if (answer.ok) state.value = answer.value
  }

  return {
    state,
    keychain,
    ended,
    account,
    saved,
    endedByServer,
    start,
    forget,
    entered: (entered: Account) => (state.value = { kind: 'signed-in', account: entered }),
    renewed: () => (ended.value = undefined),
    signOut: () => bridge.request['session:sign-out'](),
    retryKeychain: () => readKeychain('keychain:retry'),
  }
})
