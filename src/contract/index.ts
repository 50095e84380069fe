import type { FilesState } from './files.ts'
import type { AttemptId, JobId, LostId, ProfileId, RevealId, Ticket, TokenId, UserId } from './ids.ts'
import type { JobRequest, JobState } from './jobs.ts'
import type { Person, User, UserPage, UserQuery } from './people.ts'
import type { Diagnostics, PageError, ProblemKind } from './problems.ts'
import type { Result } from './result.ts'
import type {
  Credentials,
  KeychainState,
  Provider,
  SavedServer,
  SessionState,
  SignedOut,
  SignInPlace,
  SignInStep,
  WaysToSignIn,
} from './session.ts'
import type { AppInfo, CloseReason, MenuCommand, OwnSettings, Settings, SharedSettings } from './settings.ts'
import type {
  AlsoNewNotice,
  ClipboardHold,
  CopyForm,
  CreateOutcome,
  EnableOutcome,
  EnableRequest,
  LostCreate,
  NewToken,
  ReadProgress,
  RenameOutcome,
  RenameRequest,
  Reveal,
  SaveForm,
  SaveOutcome,
  Token,
  TokenPage,
  TokenQuery,
  TokenRef,
  TokenTest,
} from './tokens.ts'

export type * from './files.ts'
export type * from './ids.ts'
export type * from './jobs.ts'
export type * from './people.ts'
export type * from './problems.ts'
export type * from './result.ts'
export type * from './session.ts'
export type * from './settings.ts'
export type * from './tokens.ts'

/**
 * The requests that the renderer can send to main. Wrappers on both sides derive from this type. Main checks
 * each argument by a schema, and the sender of each call.
 *
 * A request about one server's data takes the profile as its first argument. Main answers for exactly that
 * profile. It refuses with `cancelled` if another profile is current, since the renderer may not have been
 * notified of the switch yet.
 */
export type Requests = {
  'app:info': () => Promise<Result<AppInfo>>
  /** Cancels a request in flight, which then fails with `cancelled`. Unknown tickets are ignored. */
  'request:cancel': (ticket: Ticket) => Promise<Result<void>>

  'settings:read': () => Promise<Result<Settings>>
  /** @returns the settings as they are now */
  'settings:change': (change: Partial<SharedSettings>) => Promise<Result<Settings>>
  /**
   * Stored for that profile, even if another one is current by now. @returns the current profile's settings
   */
  'settings:change-own': (profile: ProfileId, change: Partial<OwnSettings>) => Promise<Result<Settings>>

  'keychain:state': () => Promise<Result<KeychainState>>
  /**
   * Tries the keychain again. Moves secrets that are kept in memory into it, and restores the stored session.
   */
  'keychain:retry': () => Promise<Result<KeychainState>>
  /**
   * Makes the system ask for the keychain's password, if it can (two minutes at most), then does the same as
   * `keychain:retry`.
   */
  'keychain:unlock': () => Promise<Result<KeychainState>>
  /** With the user's consent, replaces unreadable entries with the secrets that are kept in memory. */
  'keychain:replace': () => Promise<Result<KeychainState>>

  /**
   * Answers after main has looked for the stored session: within seconds if the keychain doesn't respond,
   * within half a minute if this computer is slow. A session that is found later is sent as
   * `session:changed`. If the user is being asked to sign in again, `session:ended` is sent again.
   */
  'session:state': () => Promise<Result<SessionState>>
  /** `undefined` if nothing may be sent yet: `http://` without consent. */
  'session:ways': (place: SignInPlace, ticket: Ticket) => Promise<Result<WaysToSignIn | undefined>>
  'session:sign-in': (credentials: Credentials, ticket: Ticket) => Promise<Result<SignInStep>>
  /**
   * Opens the provider's pages in a separate window; only one at a time (otherwise `busy`). Cancelling closes
   * the window.
   */
  'session:sign-in-with': (
    provider: Provider['id'],
    place: SignInPlace,
    ticket: Ticket,
  ) => Promise<Result<SignInStep>>
  /** A wrong code (`wrong-code`) may be followed by another; `step-expired`: back to the password. */
  'session:verify': (attempt: AttemptId, code: string, ticket: Ticket) => Promise<Result<SignInStep>>
  /** Also signs in with it. Refused (`password-refused`) it may be followed by another. */
  'session:change-password': (
    attempt: AttemptId,
    password: string,
    ticket: Ticket,
  ) => Promise<Result<SignInStep>>
  /** Ends the attempt: main drops everything that it keeps for it. */
  'session:abandon': (attempt: AttemptId) => Promise<Result<void>>
  /** Always signs out on this computer. `told` is whether the server was notified (5 s at most). */
  'session:sign-out': (profile: ProfileId) => Promise<Result<SignedOut>>
  /** Signs the same user in again after `session:ended`. Waiting requests then continue. */
  'session:renew': (profile: ProfileId, password: string, ticket: Ticket) => Promise<Result<SignInStep>>
  'session:renew-with': (
    profile: ProfileId,
    provider: Provider['id'],
    ticket: Ticket,
  ) => Promise<Result<SignInStep>>
  /** The user won't sign in again: requests that wait for it fail with `session-ended`. */
  'session:give-up': (profile: ProfileId) => Promise<Result<void>>
  /**
   * Switches to another profile that still has its key. `busy` while an operation of the current profile must
   * not be interrupted.
   */
  'session:open': (id: ProfileId) => Promise<Result<SessionState>>
  /**
   * Ends its session and removes its key from the keychain. If the removal fails, `keychain-kept`, and
   * nothing is dropped.
   */
  'session:forget': (id: ProfileId) => Promise<Result<SessionState>>
  /** Sets the profile's display name. If it is empty, the host is shown. */
  'session:rename': (id: ProfileId, name: string) => Promise<Result<SessionState>>
  /** Checks whether the server still accepts the session, after the network has changed. */
  'session:look-again': () => Promise<Result<void>>

  'users:list': (profile: ProfileId, query: UserQuery, ticket: Ticket) => Promise<Result<UserPage>>
  'users:read': (profile: ProfileId, id: UserId, ticket: Ticket) => Promise<Result<User>>
  /**
   * Users with recently opened tokens in this profile, latest first, except users that the server no longer
   * has.
   */
  'users:recent': (profile: ProfileId) => Promise<Result<readonly Person[]>>
  /** Records that this user's tokens were opened. */
  'users:opened': (profile: ProfileId, person: Person) => Promise<Result<void>>

  'tokens:list': (profile: ProfileId, query: TokenQuery, ticket: Ticket) => Promise<Result<TokenPage>>
  /** As the server holds it now. */
  'tokens:read': (profile: ProfileId, token: TokenRef, ticket: Ticket) => Promise<Result<Token>>
  /** Its id, never its secret, which main does not even have. */
  'tokens:copy-id': (id: TokenId) => Promise<Result<void>>
  /** Which of these tokens the server no longer has. */
  'tokens:gone': (
    profile: ProfileId,
    userId: UserId,
    ids: readonly TokenId[],
    ticket: Ticket,
  ) => Promise<Result<readonly TokenId[]>>
  /** All matching rows, up to 20 000. */
  'tokens:all': (
    profile: ProfileId,
    search: Pick<TokenQuery, 'userId' | 'search'>,
    ticket: Ticket,
  ) => Promise<Result<TokenPage>>
  /**
   * Sent when **New token** opens for that owner: reads the ids of all of their tokens, so that Add need not
   * wait for it.
   */
  'tokens:prepare-create': (profile: ProfileId, owner: UserId, ticket: Ticket) => Promise<Result<void>>
  /**
   * Only one at a time (otherwise `busy`). If it is cancelled after the request was sent, main looks up what
   * it made and sends `lost:changed`.
   */
  'tokens:create': (profile: ProfileId, request: NewToken, ticket: Ticket) => Promise<Result<CreateOutcome>>

  /**
   * Reads before it writes. If someone else renames the token in between, their name is overwritten
   * (docs/adr/0007).
   */
  'tokens:rename': (
    profile: ProfileId,
    request: RenameRequest,
    ticket: Ticket,
  ) => Promise<Result<RenameOutcome>>
  'tokens:enable': (
    profile: ProfileId,
    request: EnableRequest,
    ticket: Ticket,
  ) => Promise<Result<EnableOutcome>>

  /** The oldest create that returned no token and was neither settled nor put away. */
  'lost:current': (profile: ProfileId) => Promise<Result<LostCreate | undefined>>
  'lost:check': (profile: ProfileId, id: LostId) => Promise<Result<LostCreate>>
  /** The user is not asked about it again until the next start, or until this profile is shown again. */
  'lost:put-away': (profile: ProfileId, id: LostId) => Promise<Result<void>>
  /** The user has decided (keeps the token, or none exists) and is not asked again. */
  'lost:settle': (profile: ProfileId, id: LostId) => Promise<Result<void>>
  /** The profile folder's files that couldn't be read or written. */
  'files:state': () => Promise<Result<FilesState>>

  /** The secret that is shown. Requested after a create, and after the renderer was reloaded. */
  'reveal:current': () => Promise<Result<Reveal | undefined>>
  'reveal:copy': (id: RevealId, as: CopyForm) => Promise<Result<void>>
  'reveal:save': (id: RevealId, as: SaveForm) => Promise<Result<SaveOutcome>>
  /** Sends a request to the token's server with the token, never with the session. */
  'reveal:test': (id: RevealId, ticket: Ticket) => Promise<Result<TokenTest>>
  /** If the token was only copied, it can be shown again until the clipboard is cleared. */
  'reveal:close': (id: RevealId) => Promise<Result<void>>
  'reveal:show-again': (id: RevealId) => Promise<Result<void>>

  /** The tokens that wait to be cleared from the clipboard. */
  'clipboard:holds': () => Promise<Result<readonly ClipboardHold[]>>
  /** Clears these tokens now; they can't be shown again. */
  'clipboard:clear': (ids: readonly RevealId[]) => Promise<Result<void>>
  /** Leaves the clipboard as it is and drops the timers. None of these tokens can be shown again. */
  'clipboard:keep': () => Promise<Result<void>>

  /** Only one job at a time (otherwise `busy`). */
  'jobs:start': (profile: ProfileId, request: JobRequest) => Promise<Result<JobState>>
  /** Requests already sent will finish; the remaining tokens stay unchanged. */
  'jobs:stop': (id: JobId) => Promise<Result<void>>
  /** The job last started in this profile, running or finished and not yet dismissed. */
  'jobs:current': (profile: ProfileId) => Promise<Result<JobState | undefined>>
  'jobs:dismiss': (id: JobId) => Promise<Result<void>>
  'jobs:copy-report': (id: JobId) => Promise<Result<void>>

  /** Reports an unexpected error of the renderer. It is stored without its message. */
  'problem:report': (error: PageError) => Promise<Result<void>>
  /** A failure that the user was not notified of yet; returned only once. */
  'problem:take': () => Promise<Result<ProblemKind | undefined>>
  'diagnostics:read': () => Promise<Result<Diagnostics>>
  'diagnostics:copy': () => Promise<Result<void>>

  /** The user chose **Close anyway**, or nothing is left to lose. */
  'window:close': (reason: CloseReason) => Promise<Result<void>>
}

/** The events that main sends to the renderer. */
export type Events = {
  'session:changed': SessionState
  /**
   * The server no longer accepts the session. Requests in flight wait for `session:renew` or
   * `session:give-up`. `null`: the user is no longer asked to sign in.
   */
  'session:ended': SavedServer | null
  /** An account was removed, but this server couldn't be notified; its session may stay valid there. */
  'session:not-told': string
  'keychain:changed': KeychainState
  'settings:changed': Settings
  'job:changed': JobState
  /** Progress of `tokens:list` or `tokens:all` while all rows are read, to sort, search or select them here. */
  'tokens:reading': ReadProgress
  /** Another secret is shown, or none; request `reveal:current`. */
  'reveal:changed': null
  /** A save has succeeded after it failed with `file-slow`; `file` is the file's name. */
  'reveal:saved-late': { readonly id: RevealId; readonly usage: string; readonly file: string }
  /** A response was lost; request `lost:current`. */
  'lost:changed': null
  /**
   * The response to that create arrived late. Its token is shown, and the user need not be asked about it.
   */
  'lost:answered': LostId
  /** A create was followed by other new tokens, and its own token is no longer shown. */
  'create:also-new': AlsoNewNotice
  'clipboard:changed': readonly ClipboardHold[]
  'files:changed': FilesState
  'menu:command': MenuCommand
  'window:close-asked': CloseReason
  /** Something failed; request `problem:take`. */
  'problem:happened': undefined
}

export type RequestChannel = keyof Requests
export type EventChannel = keyof Events

/** The preload script exposes it to the page as `window.webitel`: the contract, nothing more. */
export interface Bridge {
  readonly request: { readonly [Channel in RequestChannel]: Requests[Channel] }
  /** @returns a function that ends the subscription */
  readonly on: <Channel extends EventChannel>(
    channel: Channel,
    listener: (event: Events[Channel]) => void,
  ) => () => void
}
