import type { LostId, ProfileId, RevealId, Ticket, TokenId, UserId } from './ids.ts'
import type { Person } from './people.ts'

/** A token of the registry. Its secret is not part of it, ever. Times: milliseconds since the epoch. */
export interface Token {
  readonly id: TokenId
  /** The name given at creation; may be empty, may be repeated. */
  readonly usage: string
  readonly createdAt?: number
  /** Absent when that person's account was deleted. */
  readonly createdBy?: Person
  readonly updatedAt?: number
  readonly updatedBy?: Person
  /** If set, the token is disabled; 0 when the time is unknown. */
  readonly disabledAt?: number
  readonly disabledBy?: Person
}

/** One token among those of its owner. */
export interface TokenRef {
  readonly userId: UserId
  readonly id: TokenId
}

export type SortField = 'usage' | 'created_at' | 'created_by'

export interface TokenSort {
  readonly field: SortField
  readonly descending: boolean
}

export interface TokenQuery {
  readonly userId: UserId
  /** As typed; empty: all. */
  readonly search: string
  readonly sort: TokenSort
  /** From 1. */
  readonly page: number
  readonly size: number
}

export interface TokenPage {
  readonly items: readonly Token[]
  readonly next: boolean
  /** The list was too long to read whole: search and sorting cover only a part of it. */
  readonly partly?: boolean
  /** How many rows couldn't be read and are left out; absent: none. */
  readonly unreadable?: number
}

/** How many rows a request has read so far; the total is unknown. */
export interface ReadProgress {
  /** The request's own. */
  readonly ticket: Ticket
  readonly read: number
}

export interface NewToken {
  readonly owner: Person
  readonly usage: string
}

export interface RenameRequest extends TokenRef {
  /** The name that the user saw. If the server has a different name by now, the user is asked. */
  readonly from: string
  readonly to: string
}

/** A change that the server made on its own: some servers misinterpret a missing or false `enable`. */
export interface SideEffect {
  readonly what: 'disabled' | 'enabled' | 'renamed'
  /** Whether the change was reverted. */
  readonly undone: boolean
}

export type RenameOutcome =
  | { readonly kind: 'renamed'; readonly token: Token; readonly sideEffect?: SideEffect }
  /** Nothing was changed, because someone else has renamed the token. */
  | { readonly kind: 'other-name'; readonly token: Token }

export interface EnableRequest extends TokenRef {
  readonly enabled: boolean
}

export interface EnableOutcome {
  readonly token: Token
  readonly sideEffect?: SideEffect
}

/** The owner's tokens with ids that did not exist before a create. */
export interface NewTokens {
  /** At most 100 tokens, oldest first. */
  readonly tokens: readonly Token[]
  /** The total number. */
  readonly count: number
}

/**
 * What a create that returned no token made on the server. Found by comparing the ids of all of the owner's
 * tokens with the ids from before the create. Names prove nothing, because servers store them in their own
 * form.
 */
export type LostFinding =
  /**
   * These tokens are new; other people may have created them. `certain`: the response named this very token
   * but contained no secret, so no one has it.
   */
  | (NewTokens & { readonly kind: 'made'; readonly certain?: true })
  | { readonly kind: 'none' }
  /** The list can't be read whole, or couldn't be before the create. */
  | { readonly kind: 'unknown' }

/**
 * Why a create returned no token: a server error, a timeout, an unreadable response, a cancel by the user, a
 * connection failure, or because the app ended first.
 */
export type LostReason = 'server' | 'timeout' | 'unreadable' | 'cancelled' | 'connection' | 'ended'

/** How the user has used a secret in this app. */
export interface SecretUse {
  readonly shown?: true
  readonly copied?: true
  readonly saved?: true
}

export interface LostCreate {
  readonly id: LostId
  readonly owner: Person
  readonly usage: string
  /** When it was sent: milliseconds since the epoch. */
  readonly at: number
  readonly reason: LostReason
  /** The HTTP status of an error response. */
  readonly status?: number
  /** The server's message for that error. */
  readonly message?: string
  /**
   * Set if the secret was received but can no longer be read. The token may be in use even if this is empty:
   * a record from a restored backup may lack later uses.
   */
  readonly use?: SecretUse
  readonly finding: LostFinding
}

export type CreateOutcome =
  | { readonly kind: 'created'; readonly token: Token; readonly revealId: RevealId }
  | { readonly kind: 'answer-lost'; readonly lost: LostCreate }
  /**
   * Nothing was sent: an earlier create with the same name and owner is unresolved and may have made the
   * token.
   */
  | { readonly kind: 'unresolved'; readonly lost: LostCreate }

/**
 * The owner's other new tokens after a successful create, although each create should make only one.
 * `unknown`: the list can't be read whole, or couldn't be before the create.
 */
export type AlsoNew = (NewTokens & { readonly kind: 'tokens' }) | { readonly kind: 'unknown' }

/** Other new tokens after a create, reported when the created token is no longer shown. */
export interface AlsoNewNotice extends NewTokens {
  readonly owner: Person
  readonly usage: string
}

/** The secret that is currently shown. */
export interface Reveal {
  readonly id: RevealId
  readonly secret: string
  readonly usage: string
  /** Missing (with `createdAt`) when the record was lost; the secret itself survived in the keychain. */
  readonly owner?: Person
  readonly createdAt?: number
  /** Origin of the server that created it. Without it, the token can't be tested or copied as a command. */
  readonly server?: string
  /** The profile that created it; missing in the same cases as `owner`. */
  readonly profile?: ProfileId
  readonly copied: boolean
  /** Whether the keychain stores it, so that it is shown again after a crash. */
  readonly kept: boolean
  /** The keychain has not responded yet; `kept` is false until it does. */
  readonly keeping?: boolean
  /** Restored from an earlier start that ended before the user dealt with it. */
  readonly restored?: boolean
  /** Absent if nothing else is new, or if that is not known yet. */
  readonly alsoNew?: AlsoNew
  /** Name (not path) of the file that it was last saved to. */
  readonly savedAs?: string
}

/** How a token is copied: alone, as the header of a request, or as a command that makes one. */
export type CopyForm = 'token' | 'header' | 'curl'
/** How a token is saved: alone, or as a line `NAME=token`. */
export type SaveForm = 'txt' | 'env'

/**
 * What the user should know about a saved file:
 * - `in-place`: the existing file couldn't be replaced, so its content was overwritten (docs/adr/0044)
 * - `not-private`: other users may be able to read it
 */
export type SaveNote = 'in-place' | 'not-private'

export type SaveOutcome =
  { readonly kind: 'saved'; readonly file: string; readonly note?: SaveNote } | { readonly kind: 'cancelled' }

/** The user that a token acts as, according to its server. */
export interface TokenTest {
  readonly user: Person
  readonly domain: string
  /** Response time in milliseconds. */
  readonly took: number
}

/** A copied token that is cleared from the clipboard at a certain time. */
export interface ClipboardHold {
  readonly id: RevealId
  readonly usage: string
  /** The profile it belongs to. It can't be shown again in another profile. */
  readonly profile?: ProfileId
  /** Milliseconds since the epoch. */
  readonly until: number
  /** It was not saved; it can be shown again until `until`. */
  readonly onlyCopy: boolean
  /** The clipboard holds something else by now, but the token can still be shown again. */
  readonly replaced: boolean
}
