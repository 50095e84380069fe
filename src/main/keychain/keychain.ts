import type { KeychainState } from '../../contract/index.ts'
import type { SecretStore } from './port.ts'
import { createTurns, type Command, type KeychainProcess } from './turns.ts'

export interface KeychainOptions {
  readonly spawn: () => KeychainProcess
  /** Carries the profile folder's identity, so that a demo or a test never touches a person's entries. */
  readonly service: string
  /** Milliseconds that the keychain may take for a call, counted from when its process starts the call. */
  readonly limit?: number
}

/** A first call takes 400 ms, later ones 5 ms. */
const KEYCHAIN_TIMEOUT_MS = 5000
/** Milliseconds for the user to type the keyring's password. */
const UNLOCK_TIMEOUT_MS = 120_000

/** The OS keychain behind a process that can be killed. One call at a time: keychains prompt, and prompts don't stack. */
export function createKeychain({
  spawn,
  service,
  limit = KEYCHAIN_TIMEOUT_MS,
}: KeychainOptions): SecretStore {
  const turns = createTurns({ spawn, service, limit })
  // Apart: while a person is asked, what a token needs of the keychain is not held up.
  const unlocking = createTurns({ spawn, service, limit: UNLOCK_TIMEOUT_MS })

  const stateAfter = async (command: Command, by = turns): Promise<KeychainState> => {
    const answer = await by.call(command)
    return answer.ok ? 'available' : answer.state
  }

  return {
    async get(account) {
      const answer = await turns.call({ kind: 'get', account })
      if (!answer.ok) return { kind: 'unavailable', state: answer.state }
      return answer.secret === null ? { kind: 'nothing' } : { kind: 'found', secret: answer.secret }
    },
    set: (account, secret) => stateAfter({ kind: 'set', account, secret }),
    remove: (account) => stateAfter({ kind: 'remove', account }),
    async list() {
      const answer = await turns.call({ kind: 'list', account: '' })
      return answer.ok ? (answer.accounts ?? []) : []
    },
    async unlock() {
      const state = await stateAfter({ kind: 'unlock', account: '' }, unlocking)
      // Needed once in a while: its process does not stay.
      unlocking.close()
      return state
    },
    underWay: turns.underWay,
    close() {
      turns.close()
      unlocking.close()
    },
  }
}
