import type {
  AppInfo,
  CloseReason,
  Diagnostics,
  FilesState,
  JobId,
  ProfileId,
  Reveal,
  TokenId,
  TokenTest,
} from '../../contract/index.ts'
import type { Problems } from '../diagnostics/problems.ts'
import { failure } from '../failure.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { ClipboardClock } from '../reveal/clipboard-clock.ts'
import { copyOf } from '../reveal/forms.ts'
import type { Reveals } from '../reveal/reveals.ts'
import type { Session } from '../session/session.ts'
import type { SigningIn } from '../session/sign-in/signing-in.ts'
import type { SettingsService } from '../settings/settings.ts'
import { enableToken, renameToken } from '../tokens/changing.ts'
import type { Creation } from '../tokens/creation.ts'
import { goneOf } from '../tokens/holding.ts'
import type { Listing } from '../tokens/listing.ts'
import type { Recent } from '../users/recent.ts'
import type { UsersApi } from '../webitel/people.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import type { Handlers } from './handle.ts'
import type { Tickets } from './tickets.ts'

export interface Services {
  readonly info: () => AppInfo
  readonly settings: SettingsService
  readonly session: Session
  readonly signingIn: SigningIn
  readonly users: () => UsersApi
  readonly recent: Recent
  readonly tokens: () => TokensApi
  /** Of the server that somebody is signed in to. */
  readonly listing: () => Listing
  readonly copyId: (id: TokenId) => Promise<void>
  readonly creation: Creation
  readonly reveals: Reveals
  readonly clock: ClipboardClock
  readonly filesState: () => FilesState
  readonly testToken: (reveal: Reveal, signal: AbortSignal) => Promise<TokenTest>
  readonly jobs: Jobs
  readonly copyReport: (id: JobId) => Promise<void>
  readonly problems: Problems
  readonly diagnostics: () => Promise<Diagnostics>
  readonly copyDiagnostics: () => Promise<void>
  readonly close: (reason: CloseReason) => void
  readonly tickets: Tickets
}

/** Which service answers which channel. */
export function createHandlers(services: Services): Handlers {
  const {
    settings,
    session,
    signingIn,
    users,
    recent,
    tokens,
    listing,
    creation,
    reveals,
    clock,
    jobs,
    tickets,
  } = services
  /** What changes a server is done for the profile that it was asked for, or not at all. */
  const within =
    <Args extends unknown[], T>(work: (...args: Args) => T) =>
    (profile: ProfileId, ...args: Args): T => {
      if (session.account().profileId !== profile) throw failure('cancelled')
      return work(...args)
    }
  return {
    'app:info': services.info,
    'request:cancel': tickets.cancel,
    'settings:read': settings.read,
    'settings:change': settings.change,
    'keychain:state': session.keychainState,
    'keychain:retry': session.retryKeychain,
    'keychain:unlock': session.unlockKeychain,
    'keychain:replace': session.replaceDamaged,
    'session:state': session.state,
    'session:ways': (place, ticket) => tickets.run(ticket, (signal) => signingIn.ways(place, signal)),
    'session:sign-in': (credentials, ticket) =>
      tickets.run(ticket, (signal) => signingIn.signIn(credentials, signal)),
    'session:sign-in-with': (provider, place, ticket) =>
      tickets.run(ticket, (signal) => signingIn.signInWith(provider, place, signal)),
    'session:verify': (attempt, code, ticket) =>
      tickets.run(ticket, (signal) => signingIn.verify(attempt, code, signal)),
    'session:change-password': (attempt, password, ticket) =>
      tickets.run(ticket, (signal) => signingIn.changePassword(attempt, password, signal)),
    'session:abandon': signingIn.abandon,
    'session:sign-out': within(session.signOut),
    // The password of one is not for another's server.
    'session:renew': within((password, ticket) =>
      tickets.run(ticket, (signal) => signingIn.renew(password, signal)),
    ),
    'session:renew-with': within((provider, ticket) =>
      tickets.run(ticket, (signal) => signingIn.renewWith(provider, signal)),
    ),
    'session:give-up': signingIn.giveUp,
    'session:open': session.open,
    'session:forget': async (id) => {
      const state = await session.forget(id)
      recent.leave(id)
      return state
    },
    'session:rename': session.rename,
    'session:look-again': session.lookAgain,
    'users:list': (query, ticket) => tickets.run(ticket, (signal) => users().list(query, signal)),
    'users:read': (id, ticket) => tickets.run(ticket, (signal) => recent.reading(users()).read(id, signal)),
    'users:recent': recent.list,
    'users:opened': recent.opened,
    'tokens:list': (query, ticket) => tickets.run(ticket, (signal) => listing().page(query, signal)),
    'tokens:read': ({ userId, id }, ticket) =>
      tickets.run(ticket, (signal) => tokens().read(userId, id, signal)),
    'tokens:copy-id': services.copyId,
    'tokens:gone': (userId, ids, ticket) =>
      tickets.run(ticket, (signal) =>
        goneOf({ read: tokens().read, glance: listing().glance }, userId, ids, signal),
      ),
    'tokens:all': (search, ticket) => tickets.run(ticket, (signal) => listing().all(search, signal)),
    'tokens:create': within((request, ticket) =>
      tickets.run(ticket, (signal) => creation.create(request, signal)),
    ),
    'tokens:rename': within((request, ticket) =>
      tickets.run(ticket, (signal) => renameToken(tokens(), request, signal)),
    ),
    'tokens:enable': within((request, ticket) =>
      tickets.run(ticket, (signal) => enableToken(tokens(), request, signal)),
    ),
    'lost:current': creation.current,
    'lost:check': creation.check,
    'lost:settle': creation.settle,
    'files:state': services.filesState,
    'reveal:current': reveals.current,
    'reveal:copy': (id, as) => reveals.copy(id, (reveal) => copyOf(reveal, as)),
    'reveal:save': reveals.save,
    'reveal:test': (id, ticket) =>
      tickets.run(ticket, (signal) => services.testToken(reveals.read(id), signal)),
    'reveal:close': reveals.close,
    'reveal:show-again': reveals.showAgain,
    'clipboard:holds': clock.state,
    'clipboard:clear': clock.clear,
    'clipboard:keep': clock.keep,
    'jobs:start': within(jobs.start),
    'jobs:stop': jobs.stop,
    'jobs:current': jobs.current,
    'jobs:dismiss': jobs.dismiss,
    'jobs:copy-report': services.copyReport,
    'problem:report': services.problems.ofPage,
    'problem:take': services.problems.take,
    'diagnostics:read': services.diagnostics,
    'diagnostics:copy': services.copyDiagnostics,
    'window:close': services.close,
  }
}
