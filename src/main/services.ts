import type { CloseReason, Diagnostics, LostId, ProfileId, Reveal, RevealId } from '../contract/index.ts'
import type { Send } from './bridge/events.ts'
import type { Services } from './bridge/handlers.ts'
import { createTickets } from './bridge/tickets.ts'
import { appInfo } from './diagnostics/info.ts'
import { logFile } from './diagnostics/log.ts'
import type { Problems } from './diagnostics/problems.ts'
import type { Reports } from './diagnostics/reports.ts'
import { summaryOf, systemName } from './diagnostics/summary.ts'
import { failure } from './failure.ts'
import { reportOf } from './jobs/report.ts'
import { spawnKeychainProcess } from './keychain/electron-process.ts'
import { createHealth } from './keychain/health.ts'
import { createKeychain } from './keychain/keychain.ts'
import type { SecretStore } from './keychain/port.ts'
import { serviceOf } from './keychain/service-name.ts'
import { electronTransports } from './network/electron-fetch.ts'
import { createClipboardClock } from './reveal/clipboard-clock.ts'
import { copyText } from './reveal/clipboard.ts'
import { electronClipboard } from './reveal/electron-clipboard.ts'
import { spawnFileProcess } from './reveal/electron-file-process.ts'
import { createFileWriter } from './reveal/file-writer.ts'
import { createPending, recordsSchema } from './reveal/pending.ts'
import { createReveals } from './reveal/reveals.ts'
import { createSaver } from './reveal/save-dialog.ts'
import { testToken } from './reveal/test-token.ts'
import { createRegistry } from './registry.ts'
import { endingsUnderWay, type Connect } from './session/connect.ts'
import { createProfiles, NO_PROFILES, profilesSchema } from './session/profiles.ts'
import { createSession } from './session/session.ts'
import { createSigningIn, type SigningInOptions } from './session/sign-in/signing-in.ts'
import { createSettings, DEFAULTS, settingsSchema } from './settings/settings.ts'
import { identify } from './storage/identity.ts'
import type { Storage } from './storage/storage.ts'
import { trackPending } from './closing/track-pending.ts'
import { createChanges } from './tokens/changes.ts'
import { createCreation } from './tokens/creation.ts'
import { createIntents, intentsSchema } from './tokens/intents.ts'
import { createRecent, recentSchema } from './users/recent.ts'
import { createLoginApi, type LoginApi } from './webitel/login.ts'
import { createUsersApi } from './webitel/people.ts'
import { createWire } from './webitel/wire.ts'

export interface ServicesOptions {
  /** The profile folder. */
  readonly folder: string
  readonly storage: Storage
  /** Where the built files of main lie. */
  readonly built: string
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
  /** Keychain calls and files in flight, without servers. */
  readonly pendingWrites: () => Promise<unknown> | undefined
}

/** Every noun of main with its collaborators. */
export function createServices(options: ServicesOptions): Services & Ending {
  const { folder, storage, built, send, problems, reports, visit, close, onReveal } = options
  // First of all files: in a copied folder some of the others are not its own.
  const { id, isCopy } = identify(folder, storage)
  const keychain = createKeychain({ spawn: () => spawnKeychainProcess(built), service: serviceOf(id) })
  const health = createHealth(keychain, (state) => {
    send('keychain:changed', state)
    if (!health.isOpen()) return
    // It may give or take now what it did not before.
    void reveals.lookAgain()
    void session.settle()
  })
  const profiles = createProfiles(storage.open('profiles', profilesSchema, NO_PROFILES))
  const session = createSession({
    profiles,
    health,
    connect,
    onChange(state) {
      if (registry.onSession(state)) settings.profileChanged()
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
      // The outcome of a create or a change is told in the profile that it was begun in.
      while (creation.isUnderWay() || changes.isUnderWay())
        await Promise.all([creation.idle(), changes.idle()])
      if (jobs.isRunning() || reveals.isShown()) throw failure('busy')
    },
  })
  const registry = createRegistry({ session: () => session, transports: electronTransports, send })
  const { tokens, listing, jobs, wire } = registry
  const changes = createChanges(tokens)
  const recent = createRecent(storage.open('recent', recentSchema, {}))
  const settings = createSettings(storage.open('settings', settingsSchema, DEFAULTS), {
    read() {
      const profile = session.live()?.profileId
      return profile && { ...profiles.own(profile), profile }
    },
    change: profiles.changeOwn,
  })
  settings.onChange((changed) => send('settings:changed', changed))
  const creates = storage.open('creates', intentsSchema, [])
  const waiting = storage.open('pending', recordsSchema, [])
  const isKnown = (profile: ProfileId): boolean => profiles.find(profile) !== undefined
  const intents = createIntents(creates, isKnown)
  const writer = trackPending(createFileWriter(() => spawnFileProcess(built)))
  const clock = createClipboardClock(electronClipboard, (holds) => send('clipboard:changed', holds))
  const reveals = createReveals({
    clock,
    pending: createPending(waiting, health.keychain, (profile, server) =>
      profiles.all().some((one) => one.profileId === profile && one.server === server),
    ),
    save: createSaver(storage, writer.run),
    settings: settings.read,
    onSafe: intents.end,
    onUnreadable({ id, createdAt, ...one }) {
      intents.put({ ...one, id: asLost(id), at: createdAt })
      send('lost:changed', null)
    },
    onChange: onReveal,
    onSavedLate: (saved) => send('reveal:saved-late', saved),
  })
  const creation = createCreation({
    api: () => tokens(session.account().profileId),
    account: session.live,
    intents,
    reveal: (
      secret,
      { id, usage, at, before: _, ...intent },
      { id: tokenId, createdAt = at, usage: named },
    ) => reveals.open({ ...intent, id: asRevealed(id), usage: named || usage, createdAt, tokenId }, secret),
    restored: reveals.restored,
    isReadable: reveals.isReadable,
    onLost: () => send('lost:changed', null),
  })
  const diagnostics = async (): Promise<Diagnostics> => ({
    info: appInfo(),
    system: systemName(),
    folder,
    log: logFile(folder),
    reports: { folder: reports.folder, count: reports.count() },
    keychain: await session.keychainState(),
  })
  return {
    info: appInfo,
    settings,
    session,
    signingIn: createSigningIn({ session, connect, visit }),
    users: (profile) => createUsersApi(wire(profile)),
    recent,
    tokens,
    listing,
    changes,
    send,
    copyId: (id) => copyText(electronClipboard, id),
    creation,
    reveals,
    clock,
    filesState: () => ({ ...storage.state(), isCopy }),
    testToken: (reveal, signal) => testToken(reveal.secret, apiOf(reveal), signal),
    jobs,
    async copyReport(id) {
      const job = jobs.current()
      if (job?.id !== id) throw failure('not-found')
      await copyText(electronClipboard, reportOf(job))
    },
    problems,
    diagnostics,
    copyDiagnostics: async () => await copyText(electronClipboard, summaryOf(await diagnostics())),
    close,
    tickets: createTickets(),
    keychain,
    underWay: () => allOf([keychain.underWay(), endingsUnderWay()]),
    pendingWrites: () => allOf([keychain.underWay(), writer.pending()]),
  }
}

function allOf(promises: readonly (Promise<unknown> | undefined)[]): Promise<unknown> | undefined {
  const pending = promises.filter((one) => one !== undefined)
  return pending.length > 0 ? Promise.all(pending) : undefined
}

const connect: Connect = (server, access) =>
  createLoginApi(createWire({ server, access, ...electronTransports(server) }))

/** A create and the secret that came of it have one id: which of the two is to be asked about is told by it. */
const asRevealed = (id: LostId): RevealId => id as string as RevealId
const asLost = (id: RevealId): LostId => id as string as LostId

/** Requests of that token alone: without the session, and without anybody to ask for another one. */
function apiOf({ secret, server }: Reveal): LoginApi {
  if (server === undefined) throw failure('unreachable')
  return createLoginApi(createWire({ server, access: () => secret, ...electronTransports(server) }))
}
