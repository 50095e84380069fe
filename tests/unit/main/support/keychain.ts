import type { KeychainState } from '../../../../src/contract/index.ts'
import type { SecretStore } from '../../../../src/main/keychain/port.ts'

/** A test may have it answer otherwise. */
type Changeable = { -readonly [Key in keyof SecretStore]: SecretStore[Key] }

/** A keychain in memory, in whatever state it is told to be. */
export function memoryKeychain(entries = new Map<string, string>()) {
  let state: KeychainState = 'available'
  const store: Changeable = {
    async get(account) {
      if (state !== 'available') return { kind: 'unavailable', state }
      const secret = entries.get(account)
      return secret === undefined ? { kind: 'nothing' } : { kind: 'found', secret }
    },
    async set(account, secret) {
      if (state === 'available') entries.set(account, secret)
      return state
    },
    async remove(account) {
      if (state === 'available') entries.delete(account)
      return state
    },
    list: async () => (state === 'available' ? [...entries.keys()] : []),
    unlock: async () => state,
    underWay: () => undefined,
    close: () => undefined,
  }
  return { store, entries, be: (next: KeychainState) => void (state = next) }
}
