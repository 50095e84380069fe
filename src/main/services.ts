import type { CloseReason, Diagnostics, ProfileId, Reveal } from '../contract/index.ts'
import type { Send } from './bridge/events.ts'
import type { Services } from './bridge/handlers.ts'
import { createTickets } from './bridge/tickets.ts'
import type { Problems } from './diagnostics/problems.ts'
import type { Reports } from './diagnostics/reports.ts'
import { summaryOf, systemName } from './diagnostics/summary.ts'
import { failure } from './failure.ts'
import { reportOf } from './jobs/report.ts'
import { createHealth } from './keychain/health.ts'
import { createKeychain } from './keychain/keychain.ts'
import type { SecretStore } from './keychain/port.ts'
import { serviceOf } from './keychain/service-name.ts'
import { createClipboardClock } from './reveal/clipboard-clock.ts'
import { copyText } from './reveal/clipboard.ts'
import { createFileWriter } from './reveal/file-writer.ts'
import { intentFor, waitingFor } from './reveal/of-intent.ts'
import { createPending, recordsSchema } from './reveal/pending.ts'
import { createReveals, type Reveals } from './reveal/reveals.ts'
import { testToken } from './reveal/test-token.ts'
import { createRegistry } from './registry.ts'
import type { Connect } from './session/connect.ts'
import { createProfiles, NO_PROFILES, profilesSchema, type Profiles } from './session/profiles.ts'
import { createSession, type Session } from './session/session.ts'
import { createSigningIn, type SigningInOptions } from './session/sign-in/signing-in.ts'
import type { OwnStore } from './settings/own.ts'
import { createSettings, DEFAULTS, settingsSchema } from './settings/settings.ts'
import { identify } from './storage/identity.ts'
import type { Storage } from './storage/storage.ts'
import type { Surroundings } from './surroundings.ts'
import { trackPending } from './closing/track-pending.ts'
import { createChanges } from './tokens/changes.ts'
import { createCreation, type CreationOptions } from './tokens/creation.ts'
import { createIntents, intentsSchema } from './tokens/intents.ts'
import { createRecent, recentSchema } from './users/recent.ts'
import { createLoginApi, type LoginApi } from './webitel/login.ts'
import { createUsersApi } from './webitel/people.ts'
import { createWire } from './webitel/wire.ts'

export interface ServicesOptions {
  /** The profile folder. */
  readonly folder: string
  readonly storage: Storage
  readonly around: Surroundings
  readonly send: Send
  readonly problems: Problems
  readonly reports: Reports
  /** Shows a provider's pages. */
  readonly visit: SigningInOptions['visit']
  readonly close: (reason: CloseReason) => void
  /** Another token is shown, or none. */
  readonly onReveal: () => void
}

/** What the end of the application waits for. */
interface Ending {
  readonly keychain: SecretStore
  readonly underWay: () => Promise<unknown> | undefined
  /** Keychain calls and file writes in flight. Requests to servers are not included. */
  readonly pendingWrites: () => Promise<unknown> | undefined
}

/** Every noun of main with its collaborators. */
export function createServices(options: ServicesOptions): Services & Ending {
  const { folder, storage, around, send, problems, reports, visit, close, onReveal } = options
  // Before any other file is read: in a copied folder, some files still belong to the original.
  const { id, isCopy } = identify(folder, storage)
  const keychain = createKeychain({ spawn: around.spawnKeychain, service: serviceOf(id) })
  const health = createHealth(keychain, (state) => {
    send('keychain:changed', state)
    if (!health.isOpen()) return
    // The keychain is usable again, so retry the reads and writes that failed.
    void reveals.lookAgain()
    void session.settle()
  })
  const { connect, loggingOut } = connectBy(around)
  const profiles = createProfiles(storage.open('profiles', profilesSchema, NO_PROFILES))
  const session = createSession({
    profiles,
    health,
    connect,
    onChange(state) {
      if (registry.onSession(state)) {
        settings.profileChanged()
        creation.askAgain()
      }
      send('session:changed', state)
      // Signing in may have unlocked the keychain.
      void reveals.lookAgain()
    },
    onEnded: (saved) => send('session:ended', saved),
    onNotTold: (server) => send('session:not-told', server),
    onForgotten(profile) {
      recent.leave(profile)
      intents.leave(profile)
      registry.leave(profile)
    },
    async quiet() {
      // The user must see the outcome of a create or a change in the profile in which they started it.
      while (creation.isUnderWay() || changes.isUnderWay())
        await Promise.all([creation.idle(), changes.idle()])
      if (jobs.isRunning() || reveals.isShown()) throw failure('busy')
    },
  })
  const registry = createRegistry({ ...around, session: () => session, send })
  const { tokens, listing, jobs, wire } = registry
  const changes = createChanges(tokens)
  const recent = createRecent(storage.open('recent', recentSchema, {}))
  const settingsFile = storage.open('settings', settingsSchema, DEFAULTS)
  const settings = createSettings(settingsFile, ownSettings(session, profiles))
  settings.onChange((changed) => send('settings:changed', changed))
  const creates = storage.open('creates', intentsSchema, [])
  const intents = createIntents(creates, (profile) => profiles.find(profile) !== undefined)
  const writer = trackPending(createFileWriter(around.spawnFileWriter))
  const clock = createClipboardClock(around.clipboard, (holds) => send('clipboard:changed', holds))
  const isServerOf = (profile: ProfileId, server: string) => profiles.find(profile)?.server === server
  const pending = createPending(storage.open('pending', recordsSchema, []), health.keychain, isServerOf)
  const reveals = createReveals({
    clock,
    pending,
    save: around.saver(storage, writer.run),
    settings: settings.read,
    onSafe: intents.end,
    onUnreadable(record) {
      intents.put(intentFor(record))
      send('lost:changed', null)
    },
    onUsed(id, how) {
      // The intent has the token until the keychain stores the secret, then the pending record has it.
      pending.used(id, how)
      intents.used(id, how)
    },
    onChange: onReveal,
    onSavedLate: (saved) => send('reveal:saved-late', saved),
  })
  const creation = createCreation({
    api: (quiet) => tokens(session.account().profileId, quiet),
    account: session.live,
    intents,
    reveal: (secret, intent, token) => reveals.open(waitingFor(intent, token), secret),
    restored: reveals.restored,
    isReadable: reveals.isReadable,
    onLost: () => send('lost:changed', null),
    onAlsoNew: tellAlsoNew(send, reveals),
    onAnswered: (id) => send('lost:answered', id),
    ...(around.pauses ? { pauses: around.pauses } : {}),
  })
  const diagnostics = async (): Promise<Diagnostics> => ({
    info: around.info(),
    system: systemName(),
    folder,
    log: around.log,
    reports: { folder: reports.folder, count: reports.count() },
    keychain: await session.keychainState(),
  })
  return {
    info: around.info,
    settings,
    session,
    signingIn: createSigningIn({ session, connect, visit }),
    users: (profile) => createUsersApi(wire(profile)),
    recent,
    tokens,
    listing,
    changes,
    send,
    copyId: (id) => copyText(around.clipboard, id),
    creation,
    reveals,
    clock,
    filesState: () => ({ ...storage.state(), isCopy }),
    testToken: (reveal, signal) => testToken(reveal.secret, apiOf(connect, reveal), signal),
    jobs,
    async copyReport(id) {
      const job = jobs.current()
      if (job?.id !== id) throw failure('not-found')
      await copyText(around.clipboard, reportOf(job))
    },
    problems,
    diagnostics,
    copyDiagnostics: async () => await copyText(around.clipboard, summaryOf(await diagnostics())),
    close,
    tickets: createTickets(),
    keychain,
    underWay: () => allOf([keychain.underWay(), loggingOut()]),
    pendingWrites: () => allOf([keychain.underWay(), writer.pending()]),
  }
}

function allOf(promises: readonly (Promise<unknown> | undefined)[]): Promise<unknown> | undefined {
  const pending = promises.filter((one) => one !== undefined)
  return pending.length > 0 ? Promise.all(pending) : undefined
}

/** @returns `connect`, and the log-out requests in flight, which the application waits for before it exits */
function connectBy({ transports, timeouts }: Surroundings) {
  const { run, pending } = trackPending((api: LoginApi, timeoutMs: number) => api.logout(timeoutMs))
  const connect: Connect = (server, access) => {
    const wire = createWire({ server, access, ...transports(server), ...(timeouts ? { timeouts } : {}) })
    const api = createLoginApi(wire)
    return { ...api, logout: (timeoutMs) => run(api, timeoutMs) }
  }
  return { connect, loggingOut: pending }
}

/** The settings of the current profile, if any. */
const ownSettings = (session: Session, profiles: Profiles): OwnStore => ({
  read() {
    const profile = session.live()?.profileId
    return profile && { ...profiles.own(profile), profile }
  },
  change: profiles.changeOwn,
})

/**
 * Reports other new tokens in the token's dialog while it is open, otherwise in a separate notice. If the
 * list of tokens couldn't be read, only the dialog says so.
 */
const tellAlsoNew =
  (send: Send, { noteAlsoNew }: Reveals): CreationOptions['onAlsoNew'] =>
  (id, { owner, usage }, also) => {
    if (noteAlsoNew(id, also) || also.kind === 'unknown') return
    send('create:also-new', { owner, usage, tokens: also.tokens, count: also.count })
  }

/** Requests of that token alone: without the session, and without anybody to ask for another one. */
function apiOf(connect: Connect, { secret, server }: Reveal): LoginApi {
  if (server === undefined) throw failure('unreachable')
  return connect(server, () => secret)
}
