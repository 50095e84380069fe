import type { KeychainState } from '../../contract/index.ts'
import type { Beat } from '../limits/beats.ts'

/** What main asks of the keychain's process; `id` pairs it with its answer. */
export type KeychainAsk = { readonly id: number; readonly service: string; readonly account: string } & (
  { readonly kind: 'get' | 'remove' | 'list' | 'unlock' } | { readonly kind: 'set'; readonly secret: string }
)

export type KeychainAnswer =
  | {
      readonly id: number
      readonly ok: true
      readonly secret: string | null
      readonly accounts?: readonly string[]
    }
  | { readonly id: number; readonly ok: false; readonly state: Exclude<KeychainState, 'available'> }

/** Sent while a call is in flight. */
export type KeychainBeat = Beat & { readonly id: number }

/** What the keychain's process sends: beats while a call is in flight, then its answer. */
export type KeychainMessage = KeychainBeat | KeychainAnswer
