import type { ProfileId } from './ids.ts'
import type { Account } from './people.ts'

/** A server and login signed in to before. Has, on purpose, no field that could hold a secret. */
export interface SavedServer {
  readonly profileId: ProfileId
  readonly server: string
  readonly login: string
}

export type SessionState =
  | {
      readonly kind: 'signed-out'
      /** Why, when it was not the person: the server no longer accepts the stored session. */
      readonly because?: 'ended'
      /** Most recent first. */
      readonly saved: readonly SavedServer[]
    }
  | { readonly kind: 'signed-in'; readonly account: Account }

export interface Credentials {
  /** As typed; `https://` is assumed. */
  readonly server: string
  /** `user@domain`. */
  readonly login: string
  readonly password: string
  /** The person agreed to send the password unencrypted to this address. */
  readonly allowHttp: boolean
}

/** What comes next. A way to sign in that this version does not speak ends in `unsupported`. */
export type SignInStep =
  | { readonly kind: 'signed-in'; readonly account: Account }
  /** `http://` and not this machine: nothing was sent; ask, then call again with `allowHttp`. */
  | { readonly kind: 'consent-http'; readonly server: string }

/** `available`, or why secrets can't be kept: then the session lives in memory only. */
export type KeychainState = 'available' | 'locked' | 'absent' | 'unresponsive' | 'damaged'
