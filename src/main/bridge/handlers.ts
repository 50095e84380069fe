import type {
  AppInfo,
  CloseReason,
  Diagnostics,
  FilesState,
  JobId,
  ProfileId,
  Reveal,
  Ticket,
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
import type { Changes } from '../tokens/changes.ts'
import type { Creation } from '../tokens/creation.ts'
import { goneOf } from '../tokens/holding.ts'
import type { Listing } from '../tokens/listing.ts'
import type { Recent } from '../users/recent.ts'
import type { UsersApi } from '../webitel/people.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import type { Handlers } from './handle.ts'
import type { Send } from './events.ts'
import type { Tickets } from './tickets.ts'

export interface Services {
  readonly info: () => AppInfo
  readonly settings: SettingsService
  readonly session: Session
  readonly signingIn: SigningIn
  /** Requests of this profile. @throws Failure `cancelled` if another profile is shown, `session-ended` */
  readonly users: (profile: ProfileId) => UsersApi
  readonly recent: Recent
  /** As `users`. */
  readonly tokens: (profile: ProfileId, quiet?: boolean) => TokensApi
  readonly listing: (profile: ProfileId) => Listing
  readonly changes: Changes
  readonly send: Send
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
    changes,
    send,
    creation,
    reveals,
    clock,
    jobs,
    tickets,
  } = services
  /** @returns the given profile @throws Failure `cancelled` if another profile is shown */
  function shown(profile: ProfileId): ProfileId {
    if (session.account().profileId !== profile) throw failure('cancelled')
    return profile
  }
  /** Runs the work only if the profile that the caller named is still shown. */
  const within =
    <Args extends unknown[], T>(work: (...args: Args) => T) =>
    (profile: ProfileId, ...args: Args): T => {
      shown(profile)
      return work(...args)
    }
  const onRead = (ticket: Ticket) => (read: number) => send('tokens:reading', { ticket, read })
  return {
    'app:info': services.info,
    'request:cancel': tickets.cancel,
    'settings:read': settings.read,
    'settings:change': settings.change,
    'settings:change-own': settings.changeOwn,
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
    'session:give-up': within(signingIn.giveUp),
    'session:open': session.open,
    'session:forget': session.forget,
    'session:rename': session.rename,
    'session:look-again': session.lookAgain,
    'users:list': (profile, query, ticket) =>
      tickets.run(ticket, (signal) => users(profile).list(query, signal)),
    'users:read': (profile, id, ticket) =>
      tickets.run(ticket, (signal) => recent.reading(profile, users(profile)).read(id, signal)),
    'users:recent': (profile) => recent.list(shown(profile)),
    'users:opened': (profile, person) => recent.opened(shown(profile), person),
    'tokens:list': (profile, query, ticket) =>
      tickets.run(ticket, (signal) => listing(profile).page(query, signal, onRead(ticket))),
    'tokens:read': (profile, { userId, id }, ticket) =>
      tickets.run(ticket, (signal) => tokens(profile).read(userId, id, signal)),
    'tokens:copy-id': services.copyId,
    'tokens:gone': (profile, userId, ids, ticket) =>
      tickets.run(ticket, (signal) =>
        goneOf({ read: tokens(profile).read, glance: listing(profile).glance }, userId, ids, signal),
      ),
    'tokens:all': (profile, search, ticket) =>
      tickets.run(ticket, (signal) => listing(profile).all(search, signal, onRead(ticket))),
    'tokens:prepare-create': within((owner, ticket) =>
      tickets.run(ticket, (signal) => creation.prepare(owner, signal)),
    ),
    'tokens:create': within((request, ticket) =>
      tickets.run(ticket, (signal) => creation.create(request, signal)),
    ),
    'tokens:rename': (profile, request, ticket) =>
      tickets.run(ticket, (signal) => changes.rename(profile, request, signal)),
    'tokens:enable': (profile, request, ticket) =>
      tickets.run(ticket, (signal) => changes.enable(profile, request, signal)),
    'lost:current': within(creation.current),
    'lost:check': within(creation.check),
    'lost:put-away': within(creation.putAway),
    'lost:settle': within(creation.settle),
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
    'jobs:start': jobs.start,
    'jobs:stop': jobs.stop,
    'jobs:current': within(jobs.current),
    'jobs:dismiss': jobs.dismiss,
    'jobs:copy-report': services.copyReport,
    'problem:report': services.problems.ofPage,
    'problem:take': services.problems.take,
    'diagnostics:read': services.diagnostics,
    'diagnostics:copy': services.copyDiagnostics,
    'window:close': services.close,
  }
}
