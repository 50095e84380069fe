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
  /** Set: the token is disabled. 0: at a moment that can't be told. */
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
  /** Only so many could be read: there are more than are searched and sorted. */
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
  /** The name that the person saw: where the server holds another one by now, they are asked. */
  readonly from: string
  readonly to: string
}

/** What a server changed beside what was asked: some take a missing or false `enable` in their own way. */
export interface SideEffect {
  readonly what: 'disabled' | 'enabled' | 'renamed'
  /** Whether it was put back. */
  readonly undone: boolean
}

export type RenameOutcome =
  | { readonly kind: 'renamed'; readonly token: Token; readonly sideEffect?: SideEffect }
  /** Nothing was changed: somebody else has renamed it meanwhile. */
  | { readonly kind: 'other-name'; readonly token: Token }

export interface EnableRequest extends TokenRef {
  readonly enabled: boolean
}

export interface EnableOutcome {
  readonly token: Token
  readonly sideEffect?: SideEffect
}

/** Tokens of one owner whose ids were not there before a create. */
export interface NewTokens {
  /** The first hundred of them. */
  readonly tokens: readonly Token[]
  /** How many there are. */
  readonly count: number
}

/**
 * What the server holds after a create that brought no token, told by the ids of all of the owner's tokens before it was
 * sent. Names prove nothing: servers store them in their own form.
 */
export type LostFinding =
  /**
   * These are new, whoever created them. `certain`: the server's answer named this very token without its secret, so that
   * nobody can have it.
   */
  | (NewTokens & { readonly kind: 'made'; readonly certain?: true })
  | { readonly kind: 'none' }
  /** The list can't be read whole, or could not be before. */
  | { readonly kind: 'unknown' }

/**
 * Why a create brought no token: the server's error, no answer in time, an answer that can't be read, the person's cancel,
 * the connection, or the end of the application.
 */
export type LostReason = 'server' | 'timeout' | 'unreadable' | 'cancelled' | 'connection' | 'ended'

/** What was done with a secret here. */
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
  /** The HTTP status of an answer that was an error. */
  readonly status?: number
  /** The server's own words for that error. */
  readonly message?: string
  /**
   * The token was received and stored in the keychain, which no longer holds it. It may be in use: after a backup was
   * restored, the record may be older than what was done with the token.
   */
  readonly use?: SecretUse
  readonly finding: LostFinding
}

export type CreateOutcome =
  | { readonly kind: 'created'; readonly token: Token; readonly revealId: RevealId }
  | { readonly kind: 'answer-lost'; readonly lost: LostCreate }
  /** Nothing was sent: an earlier create of that name for that owner is unresolved, and may have made it. */
  | { readonly kind: 'unresolved'; readonly lost: LostCreate }

/**
 * What else is new among the owner's tokens since before a create that succeeded, although one press makes one token.
 * `unknown`: the list can't be read whole, or could not be before.
 */
export type AlsoNew = (NewTokens & { readonly kind: 'tokens' }) | { readonly kind: 'unknown' }

/** A create that succeeded, of a token that is no longer shown, and what else is new since. */
export interface AlsoNewNotice extends NewTokens {
  readonly owner: Person
  readonly usage: string
}

/** The one secret that is being shown. */
export interface Reveal {
  readonly id: RevealId
  readonly secret: string
  readonly usage: string
  /** Absent, with `createdAt`: what was written down about it is lost, the token itself is not. */
  readonly owner?: Person
  readonly createdAt?: number
  /** Origin of the server that made it; absent: it can't be tested, nor written as a command. */
  readonly server?: string
  /** Whose session made it; absent as `owner` is. */
  readonly profile?: ProfileId
  readonly copied: boolean
  /** Whether it would be shown again after a crash: where there is a keychain. */
  readonly kept: boolean
  /** The keychain has not answered yet whether it keeps it: until then `kept` is false. */
  readonly keeping?: boolean
  /** Left by an earlier start that ended before anybody dealt with it. */
  readonly restored?: boolean
  /** Absent: nothing, or it is not known yet. */
  readonly alsoNew?: AlsoNew
  /** Name (not path) of the file that it was last saved to. */
  readonly savedAs?: string
}

/** How a token is copied: alone, as the header of a request, or as a command that makes one. */
export type CopyForm = 'token' | 'header' | 'curl'
/** How a token is saved: alone, or as a line `NAME=token`. */
export type SaveForm = 'txt' | 'env'

/**
 * What else is to be said of a saved file:
 * - `in-place`: the file that was there could not be replaced, so that it was written into (docs/adr/0044)
 * - `not-private`: others may be able to read it
 */
export type SaveNote = 'in-place' | 'not-private'

export type SaveOutcome =
  { readonly kind: 'saved'; readonly file: string; readonly note?: SaveNote } | { readonly kind: 'cancelled' }

/** Whom a token acts as, as its server says. */
export interface TokenTest {
  readonly user: Person
  readonly domain: string
  /** Milliseconds that the answer took. */
  readonly took: number
}

/** A copied token that is cleared from the clipboard at a certain time. */
export interface ClipboardHold {
  readonly id: RevealId
  readonly usage: string
  /** Whose it is: in another profile it is not shown again. */
  readonly profile?: ProfileId
  /** Milliseconds since the epoch. */
  readonly until: number
  /** It was not saved: until then it can still be shown. */
  readonly onlyCopy: boolean
  /** Another token was copied since: it is no longer in the clipboard, but can still be shown. */
  readonly replaced: boolean
}
