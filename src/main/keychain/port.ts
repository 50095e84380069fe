import type { KeychainState } from '../../contract/index.ts'

/** An entry of the OS keychain: what was found, or why nothing can be said. `nothing` is sure: there is none (answer.ts). */
export type Found =
  | { readonly kind: 'found'; readonly secret: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unavailable'; readonly state: Exclude<KeychainState, 'available'> }

/** Where secrets are kept. Nothing throws: each answer says how the keychain stands. */
export interface SecretStore {
  readonly get: (account: string) => Promise<Found>
  readonly set: (account: string, secret: string) => Promise<KeychainState>
  readonly remove: (account: string) => Promise<KeychainState>
  /** The names of all entries; none where that can't be told. */
  readonly list: () => Promise<readonly string[]>
  /** Has the system ask the person to unlock it, where it knows how; waits two minutes for them. */
  readonly unlock: () => Promise<KeychainState>
  /** What is under way, to its end; nothing when nothing is, or nothing will come of it. */
  readonly underWay: () => Promise<unknown> | undefined
  /** Ends what is under way, at once. */
  readonly close: () => void
}
