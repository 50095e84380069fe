import type { KeychainState } from '../../contract/index.ts'
import type { SecretStore } from './port.ts'

/**
 * Milliseconds until a keychain that timed out is retried. The delay doubles each time, up to the longest.
 */
const FIRST_LOOK_MS = 10_000
const LONGEST_LOOK_MS = 60_000

/** How the keychain stands, by what it last answered to whomever. */
export interface Health {
  /** The same keychain; each answer of it is noted. */
  readonly keychain: SecretStore
  readonly state: () => KeychainState
  /** Whether it reads and writes, be an entry damaged or not. */
  readonly isOpen: () => boolean
  /** Notes that an entry can't be read, or no longer. */
  readonly damaged: (account: string, isDamaged: boolean) => void
  readonly damagedOnes: () => readonly string[]
  /** Asks it for nothing in particular. */
  readonly look: () => Promise<KeychainState>
  /** Has the person asked for its password, if it is locked. */
  readonly unlock: () => Promise<KeychainState>
}

/**
 * @param onChange called with each new state
 * @param asksAgain whether to retry automatically after a timeout. Not on macOS: there, each call may make
 *   the system ask for a password, so a prompt that the user left open would return again and again
 */
export function createHealth(
  store: SecretStore,
  onChange: (state: KeychainState) => void,
  asksAgain = process.platform !== 'darwin',
): Health {
  let restMs = FIRST_LOOK_MS
  let nextLook: NodeJS.Timeout | undefined
  let answered: KeychainState = 'available'
  let told: KeychainState = 'available'
  const damaged = new Set<string>()
  const state = (): KeychainState => (answered === 'available' && damaged.size > 0 ? 'damaged' : answered)

  function tell(): KeychainState {
    const before = told
    told = state()
    if (told !== before) onChange(told)
    return told
  }

  function note(next: KeychainState): KeychainState {
    answered = next
    if (next === 'unresponsive') lookLater()
    else stopLooking()
    tell()
    return next
  }

  function lookLater(): void {
    if (!asksAgain || nextLook) return
    nextLook = setTimeout(() => {
      nextLook = undefined
      void look()
    }, restMs)
    nextLook.unref()
    restMs = Math.min(restMs * 2, LONGEST_LOOK_MS)
  }

  function stopLooking(): void {
    clearTimeout(nextLook)
    nextLook = undefined
    restMs = FIRST_LOOK_MS
  }

  const keychain: SecretStore = {
    ...store,
    async get(account) {
      const found = await store.get(account)
      note(found.kind === 'unavailable' ? found.state : 'available')
      return found
    },
    set: async (account, secret) => note(await store.set(account, secret)),
    remove: async (account) => note(await store.remove(account)),
    unlock: async () => note(await store.unlock()),
  }

  async function look(): Promise<KeychainState> {
    await keychain.get('none')
    return state()
  }

  return {
    keychain,
    state,
    isOpen: () => answered === 'available',
    damaged(account, isDamaged) {
      if (isDamaged) damaged.add(account)
      else damaged.delete(account)
      tell()
    },
    damagedOnes: () => [...damaged],
    look,
    async unlock() {
      // One that does not answer is not waited for as long as a person who types.
      if ((await look()) === 'locked') await keychain.unlock()
      return state()
    },
  }
}
