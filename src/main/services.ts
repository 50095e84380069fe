import { clipboard } from 'electron'
import type { CloseReason, Diagnostics } from '../contract/index.ts'
import type { Send } from './bridge/events.ts'
import type { Services } from './bridge/handlers.ts'
import { createTickets } from './bridge/tickets.ts'
import { appInfo } from './diagnostics/info.ts'
import { logFile } from './diagnostics/log.ts'
import type { Problems } from './diagnostics/problems.ts'
import type { Reports } from './diagnostics/reports.ts'
import { summaryOf, systemName } from './diagnostics/summary.ts'
import { failure } from './failure.ts'
import { createJobs } from './jobs/jobs.ts'
import { reportOf } from './jobs/report.ts'
import { spawnKeychainProcess } from './keychain/electron-process.ts'
import { createKeychain } from './keychain/keychain.ts'
import type { SecretStore } from './keychain/port.ts'
import { serviceName } from './keychain/service-name.ts'
import { electronTransports } from './network/electron-fetch.ts'
import { copyText } from './reveal/clipboard.ts'
import { createPending, recordsSchema } from './reveal/pending.ts'
import { createReveals } from './reveal/reveals.ts'
import { createSaver } from './reveal/save-dialog.ts'
import { createProfiles, NO_PROFILES, profilesSchema } from './session/profiles.ts'
import { createSession, type Session } from './session/session.ts'
import { createSettings, DEFAULTS, settingsSchema } from './settings/settings.ts'
import { openStore } from './storage/store.ts'
import { createCreation } from './tokens/creation.ts'
import { createLoginApi } from './webitel/login.ts'
import { createUsersApi } from './webitel/people.ts'
import { createTokensApi } from './webitel/tokens.ts'
import { createWire, type Wire } from './webitel/wire.ts'

export interface ServicesOptions {
  /** The profile folder. */
  readonly folder: string
  /** Where the built files of main lie. */
  readonly built: string
  readonly send: Send
  readonly problems: Problems
  readonly reports: Reports
  readonly close: (reason: CloseReason) => void
}

/** Every noun of main with its collaborators. */
export function createServices({
  folder,
  built,
  send,
  problems,
  reports,
  close,
}: ServicesOptions): Services & { keychain: SecretStore } {
  const keychain = createKeychain({ spawn: () => spawnKeychainProcess(built), service: serviceName(folder) })
  const session = sessionOf(folder, keychain, send)
  const wire = () => sessionWire(session)
  const tokens = () => createTokensApi(wire())
  const records = openStore(folder, 'pending', recordsSchema, [])
  const reveals = createReveals({
    pending: createPending(records, keychain),
    copy: (secret) => copyText(clipboard, secret),
    save: createSaver(folder),
  })
  const settings = createSettings(openStore(folder, 'settings', settingsSchema, DEFAULTS))
  settings.onChange((changed) => send('settings:changed', changed))
  const jobs = createJobs({
    remove: (userId, id) => tokens().remove(userId, id),
    onChange: (state) => send('job:changed', state),
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
    users: () => createUsersApi(wire()),
    tokens,
    creation: createCreation({ api: tokens, reveal: reveals.open, profile: session.profile }),
    reveals,
    jobs,
    async copyReport(id) {
      const job = jobs.current()
      if (job?.id !== id) throw failure('not-found')
      await copyText(clipboard, reportOf(job))
    },
    problems,
    diagnostics,
    copyDiagnostics: async () => await copyText(clipboard, summaryOf(await diagnostics())),
    close,
    tickets: createTickets(),
    keychain,
  }
}

const sessionOf = (folder: string, keychain: SecretStore, send: Send): Session =>
  createSession({
    profiles: createProfiles(openStore(folder, 'profiles', profilesSchema, NO_PROFILES)),
    keychain,
    connect: (server, access) =>
      createLoginApi(createWire({ server, access, ...electronTransports(server) })),
    onChange: (state) => send('session:changed', state),
    onKeychain: (state) => send('keychain:changed', state),
    onEnded: (saved) => send('session:ended', saved),
  })

/** Requests of the session that is there now; a 401 waits for the person, and goes on. */
function sessionWire(session: Session): Wire {
  const requests = session.forRequests()
  return createWire({ ...requests, ...electronTransports(requests.server) })
}
