import type { AttemptId, ProfileId } from './ids.ts'
import type { Account } from './people.ts'

/** A server and login signed in to before. Has, on purpose, no field that could hold a secret. */
export interface SavedServer {
  readonly profileId: ProfileId
  readonly server: string
  readonly login: string
  /** What the person calls it; shown instead of the host. */
  readonly name?: string
  /** Its session's key is there: it opens without a password. */
  readonly opens?: boolean
}

export type SessionState = (
  | {
      readonly kind: 'signed-out'
      /** Why, when it was not the person: the server no longer accepts the stored session. */
      readonly because?: 'ended'
    }
  | { readonly kind: 'signed-in'; readonly account: Account }
) & {
  /** Most recent first; the one that is signed in among them. */
  readonly saved: readonly SavedServer[]
}

export interface SignedOut {
  /** Whether the server heard of it. */
  readonly told: boolean
  /** Whether the keychain let the key go; else it does at the next chance. */
  readonly forgotten: boolean
}

/** Where somebody wants to sign in. */
export interface SignInPlace {
  /** As typed; `https://` is assumed. */
  readonly server: string
  /** `user@domain`. */
  readonly login: string
  /** The person agreed to send the password unencrypted to this address. */
  readonly allowHttp: boolean
}

export interface Credentials extends SignInPlace {
  readonly password: string
}

/** Who signs people in in the server's stead. */
export interface Provider {
  /** Which of the domain's; the server's word for it, no address. */
  readonly id: string
  /** What people know it as. */
  readonly name: string
}

/** What a domain offers. */
export interface WaysToSignIn {
  readonly password: boolean
  readonly providers: readonly Provider[]
}

/** What comes next. The server's id of a step, and the password of one under way, stay in main. */
export type SignInStep =
  | { readonly kind: 'signed-in'; readonly account: Account }
  /** `http://` and not this machine: nothing was sent; ask, then call again with `allowHttp`. */
  | { readonly kind: 'consent-http'; readonly server: string }
  /** This domain takes no passwords: none was sent. */
  | { readonly kind: 'providers-only'; readonly ways: WaysToSignIn }
  | { readonly kind: 'second-factor'; readonly attempt: AttemptId }
  /** `message`: why, in the server's own words, if it gave any. */
  | { readonly kind: 'new-password'; readonly attempt: AttemptId; readonly message: string }

/** `available`, or why secrets can't be kept: then the session lives in memory only. */
export type KeychainState = 'available' | 'locked' | 'absent' | 'unresponsive' | 'damaged'
