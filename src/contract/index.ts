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
 * All that the renderer may ask of main. Wrappers on both sides derive from it; main checks each argument
 * by a schema and the sender of each call.
 *
 * A request about one server's data names the profile that it is for, first. Main answers for exactly that profile, or
 * refuses with `cancelled` when it shows another one by now; the page may not have heard of the switch yet.
 */
export type Requests = {
  'app:info': () => Promise<Result<AppInfo>>
  /** Ends a request under way; its answer is `cancelled`. Unknown tickets are ignored. */
  'request:cancel': (ticket: Ticket) => Promise<Result<void>>

  'settings:read': () => Promise<Result<Settings>>
  /** @returns the settings as they are now */
  'settings:change': (change: Partial<SharedSettings>) => Promise<Result<Settings>>
  /** Kept with that profile, also when another one is shown by now. @returns the settings of the one that is shown */
  'settings:change-own': (profile: ProfileId, change: Partial<OwnSettings>) => Promise<Result<Settings>>

  'keychain:state': () => Promise<Result<KeychainState>>
  /** Looks again; moves there what is kept in memory meanwhile, and takes up the session that lies there. */
  'keychain:retry': () => Promise<Result<KeychainState>>
  /** Has the system ask for its password, where it can (two minutes at most), then as `keychain:retry`. */
  'keychain:unlock': () => Promise<Result<KeychainState>>
  /** The person agreed: entries that can't be read make room for what is kept in memory. */
  'keychain:replace': () => Promise<Result<KeychainState>>

  /**
   * Answers after the stored session was looked for: within seconds where the keychain does not answer, within half a
   * minute where this computer is slow. A session that is found later comes as `session:changed`. Where somebody is asked
   * to sign in again, `session:ended` says so anew.
   */
  'session:state': () => Promise<Result<SessionState>>
  /** Nothing where nothing may be sent yet: `http://` without consent. */
  'session:ways': (place: SignInPlace, ticket: Ticket) => Promise<Result<WaysToSignIn | undefined>>
  'session:sign-in': (credentials: Credentials, ticket: Ticket) => Promise<Result<SignInStep>>
  /** Opens the provider's pages in a window of their own; one at a time (`busy` else). Cancelling closes it. */
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
  /** Back to where it began: what main keeps of it is dropped. */
  'session:abandon': (attempt: AttemptId) => Promise<Result<void>>
  /** Always forgets here; `told` says whether the server heard of it (5 s at most). `cancelled`: as `tokens:create`. */
  'session:sign-out': (profile: ProfileId) => Promise<Result<SignedOut>>
  /** The same person's password, after `session:ended`: once they are signed in, what waits goes on. */
  'session:renew': (profile: ProfileId, password: string, ticket: Ticket) => Promise<Result<SignInStep>>
  'session:renew-with': (
    profile: ProfileId,
    provider: Provider['id'],
    ticket: Ticket,
  ) => Promise<Result<SignInStep>>
  /** The person won't sign in again: requests that wait for it fail with `session-ended`. */
  'session:give-up': (profile: ProfileId) => Promise<Result<void>>
  /** Another profile that still has its key. `busy` while something of the present one can't be left alone. */
  'session:open': (id: ProfileId) => Promise<Result<SessionState>>
  /** Ends its session and takes its key out of the keychain; `keychain-kept`, and nothing is dropped, where that fails. */
  'session:forget': (id: ProfileId) => Promise<Result<SessionState>>
  /** What it is called here; nothing: by its host. */
  'session:rename': (id: ProfileId, name: string) => Promise<Result<SessionState>>
  /** Whether the server still accepts the session: the network is another one now. */
  'session:look-again': () => Promise<Result<void>>

  'users:list': (profile: ProfileId, query: UserQuery, ticket: Ticket) => Promise<Result<UserPage>>
  'users:read': (profile: ProfileId, id: UserId, ticket: Ticket) => Promise<Result<User>>
  /** Users whose tokens were opened recently in this profile, latest first, without those that the server no longer has. */
  'users:recent': (profile: ProfileId) => Promise<Result<readonly Person[]>>
  /** This user's tokens were opened. */
  'users:opened': (profile: ProfileId, person: Person) => Promise<Result<void>>

  'tokens:list': (profile: ProfileId, query: TokenQuery, ticket: Ticket) => Promise<Result<TokenPage>>
  /** As the server holds it now. */
  'tokens:read': (profile: ProfileId, token: TokenRef, ticket: Ticket) => Promise<Result<Token>>
  /** Its id, never its secret, which main does not even have. */
  'tokens:copy-id': (id: TokenId) => Promise<Result<void>>
  /** Which of these the server no longer holds. */
  'tokens:gone': (
    profile: ProfileId,
    userId: UserId,
    ids: readonly TokenId[],
    ticket: Ticket,
  ) => Promise<Result<readonly TokenId[]>>
  /** All that match, up to 20 000 rows. */
  'tokens:all': (
    profile: ProfileId,
    search: Pick<TokenQuery, 'userId' | 'search'>,
    ticket: Ticket,
  ) => Promise<Result<TokenPage>>
  /** **New token** is open for that person: reads the ids of all of their tokens, so that Add need not wait for them. */
  'tokens:prepare-create': (profile: ProfileId, owner: UserId, ticket: Ticket) => Promise<Result<void>>
  /** One at a time (`busy` else). `cancelled` after it was sent: what it made is looked up, and `lost:changed` follows. */
  'tokens:create': (profile: ProfileId, request: NewToken, ticket: Ticket) => Promise<Result<CreateOutcome>>

  /** Reads before it writes; between the two somebody else may still rename it (docs/adr/0007). */
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

  /** The oldest create that brought no token, and was neither settled nor put away. */
  'lost:current': (profile: ProfileId) => Promise<Result<LostCreate | undefined>>
  'lost:check': (profile: ProfileId, id: LostId) => Promise<Result<LostCreate>>
  /** Not asked about before the next start, or before this profile is shown again. */
  'lost:put-away': (profile: ProfileId, id: LostId) => Promise<Result<void>>
  /** The person has decided (keeps what is there, or nothing is): not asked again. */
  'lost:settle': (profile: ProfileId, id: LostId) => Promise<Result<void>>
  /** What of the profile folder's files could not be read or written. */
  'files:state': () => Promise<Result<FilesState>>

  /** The secret that is open: after a create, and after the renderer was loaded again. */
  'reveal:current': () => Promise<Result<Reveal | undefined>>
  'reveal:copy': (id: RevealId, as: CopyForm) => Promise<Result<void>>
  'reveal:save': (id: RevealId, as: SaveForm) => Promise<Result<SaveOutcome>>
  /** Asks the token's server with the token, never with the session. */
  'reveal:test': (id: RevealId, ticket: Ticket) => Promise<Result<TokenTest>>
  /** With nothing but a copy made it can be shown again until the clipboard is cleared. */
  'reveal:close': (id: RevealId) => Promise<Result<void>>
  'reveal:show-again': (id: RevealId) => Promise<Result<void>>

  /** The tokens that wait to be cleared from the clipboard. */
  'clipboard:holds': () => Promise<Result<readonly ClipboardHold[]>>
  /** Clears these now: they can't be shown again. */
  'clipboard:clear': (ids: readonly RevealId[]) => Promise<Result<void>>
  /** Leaves what is in the clipboard there for good: none of them can be shown again either. */
  'clipboard:keep': () => Promise<Result<void>>

  /** One job at a time (`busy` else). */
  'jobs:start': (profile: ProfileId, request: JobRequest) => Promise<Result<JobState>>
  /** What is under way ends, the rest stays. */
  'jobs:stop': (id: JobId) => Promise<Result<void>>
  /** The job last started in this profile, running or finished and not yet dismissed. */
  'jobs:current': (profile: ProfileId) => Promise<Result<JobState | undefined>>
  'jobs:dismiss': (id: JobId) => Promise<Result<void>>
  'jobs:copy-report': (id: JobId) => Promise<Result<void>>

  /** An error of the page that nobody foresaw; kept without its words. */
  'problem:report': (error: PageError) => Promise<Result<void>>
  /** What failed and nobody was told of yet; once. */
  'problem:take': () => Promise<Result<ProblemKind | undefined>>
  'diagnostics:read': () => Promise<Result<Diagnostics>>
  'diagnostics:copy': () => Promise<Result<void>>

  /** The person said **Close anyway** (or there is nothing to lose any more). */
  'window:close': (reason: CloseReason) => Promise<Result<void>>
}

/** All that main tells the renderer unasked. */
export type Events = {
  'session:changed': SessionState
  /**
   * The server no longer accepts the session; what was begun waits for `session:renew` or `session:give-up`. Nothing:
   * nobody is asked any more.
   */
  'session:ended': SavedServer | null
  /** An account was removed; this server could not be told, and its session may go on there. */
  'session:not-told': string
  'keychain:changed': KeychainState
  'settings:changed': Settings
  'job:changed': JobState
  /** Progress of `tokens:list` or `tokens:all` while all rows are read, to sort, search or select them here. */
  'tokens:reading': ReadProgress
  /** Another secret is to be shown, or none: ask which. */
  'reveal:changed': null
  /** A save that failed with `file-slow` was done after all: the name of its file. */
  'reveal:saved-late': { readonly id: RevealId; readonly usage: string; readonly file: string }
  /** An answer was lost: ask which. */
  'lost:changed': null
  /** The answer of that create came after all: its token is shown, and there is nothing to ask about. */
  'lost:answered': LostId
  /** Something else is new since a create whose token is no longer shown. */
  'create:also-new': AlsoNewNotice
  'clipboard:changed': readonly ClipboardHold[]
  'files:changed': FilesState
  'menu:command': MenuCommand
  'window:close-asked': CloseReason
  /** `problem:take` has it. */
  'problem:happened': undefined
}

export type RequestChannel = keyof Requests
export type EventChannel = keyof Events

/** What the preload script puts into the page as `window.webitel`: the contract, nothing more. */
export interface Bridge {
  readonly request: { readonly [Channel in RequestChannel]: Requests[Channel] }
  /** Returns what ends the subscription. */
  readonly on: <Channel extends EventChannel>(
    channel: Channel,
    listener: (event: Events[Channel]) => void,
  ) => () => void
}
