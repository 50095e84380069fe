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

/** What the server holds after a create whose answer was lost, told by the ids that were there before. */
export type LostFinding =
  /**
   * Made; nobody can read its secret any more. More than one: somebody else made a twin meanwhile. `late`: so long after
   * it was sent that it hardly came of it, and somebody may use it.
   */
  | { readonly kind: 'made'; readonly tokens: readonly Token[]; readonly late?: true }
  | { readonly kind: 'none' }
  /** It can't be told (the list can't be read, or could not be read before). */
  | { readonly kind: 'unknown' }

export interface LostCreate {
  readonly id: LostId
  readonly owner: Person
  readonly usage: string
  /** When it was sent: milliseconds since the epoch. */
  readonly at: number
  readonly finding: LostFinding
}

export type CreateOutcome =
  | { readonly kind: 'created'; readonly token: Token; readonly revealId: RevealId }
  | { readonly kind: 'answer-lost'; readonly lost: LostCreate }

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
