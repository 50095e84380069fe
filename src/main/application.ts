import { app, BrowserWindow, nativeTheme, powerMonitor, session as electronSession } from 'electron'
import { join } from 'node:path'
import type { CloseReason, Theme } from '../contract/index.ts'
import { createSend } from './bridge/events.ts'
import { handleAll } from './bridge/handle.ts'
import { createHandlers, type Services } from './bridge/handlers.ts'
import { appInfo } from './diagnostics/info.ts'
import { createLog } from './diagnostics/log.ts'
import { createProblems, watchMain } from './diagnostics/problems.ts'
import { createReports } from './diagnostics/reports.ts'
import { builtFiles, placesOf } from './diagnostics/thrown.ts'
import { endNow } from './closing/end-now.ts'
import { onSystemEnd } from './closing/system-end.ts'
import { electronSurroundings } from './electron-surroundings.ts'
import { endAfter } from './keychain/end-after.ts'
import { downloadNoDictionaries, useSystemResolver } from './security/background.ts'
import { forbidNavigation } from './security/navigation.ts'
import { denyPermissions } from './security/permissions.ts'
import { isOurs } from './security/sender.ts'
import { limitRequests, nowhere, onlyTo } from './security/targets.ts'
import { forbidPeerConnections, noProxyReachable } from './security/webrtc.ts'
import { forbidWindows } from './security/windows.ts'
import { createServices } from './services.ts'
import { holdToProvider } from './session/sso/policy.ts'
import { createVisits, type Visits } from './session/sso/visits.ts'
import { createStorage } from './storage/storage.ts'
import { settleCreate } from './tokens/settle-create.ts'
import { createBundle } from './window/bundle.ts'
import { createClosing } from './window/closing.ts'
import { openMainWindow, rememberPlace } from './window/main-window.ts'
import { installMenu } from './window/menu.ts'
import { FIRST_PLACE, placeSchema } from './window/place.ts'
import { ORIGIN, PAGE, SCHEME } from './window/scheme.ts'

/** Milliseconds after which the page has taken a token off the screen. */
const OFF_THE_SCREEN = 1000
const BUILT = import.meta.dirname
const RESOURCES = join(BUILT, '../../build')

/** With `npm run dev` the page comes from vite's server; a packaged application never looks at the variable. */
const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
const origin = devServer ? new URL(devServer).origin : ORIGIN

/**
 * Puts the application together; called once, when Electron is ready.
 *
 * @param refuse says why there will be no window, and ends
 */
export function start(refuse: (words: string) => void): void {
  guardSessions()
  const folder = app.getPath('userData')
  const log = createLog(folder)
  const reports = createReports({ folder, about: aboutReports(), files: builtFiles(BUILT) })
  let started = false
  const problems = createProblems({
    reports,
    log,
    tell: () => (started ? send('problem:happened', undefined) : refuse(notStarted(reports.folder))),
  })
  watchMain(problems)
  let window: BrowserWindow | undefined
  const closing = createClosing(() => window)
  const send = createSend(() => window?.webContents)
  const visits = createVisits(() => window, join(BUILT, '../preload/foreign.cjs'))
  const tellUnsaved = () => void (started && send('files:changed', services.filesState()))
  const storage = createStorage({ folder, onUnsaved: tellUnsaved })
  const services = createServices({
    folder,
    storage,
    around: electronSurroundings(folder, BUILT),
    send,
    problems,
    reports,
    visit: visits.visit,
    close: closing.go,
    onReveal() {
      if (reveals.isShown()) keepOutOfCaptures()
      else setTimeout(keepOutOfCaptures, OFF_THE_SCREEN)
      send('reveal:changed', null)
    },
  })
  const place = storage.open('window', placeSchema, FIRST_PLACE)

  const open = (): BrowserWindow => {
    const opened = openMainWindow({
      preload: join(BUILT, '../preload/index.cjs'),
      icon: join(RESOURCES, 'icon.png'),
      url: devServer ?? PAGE,
      session: pageSession(),
      place,
      mayClose,
      askToClose: (reason) => void askToClose(reason),
      quitting: closing.quitting,
      onShown: (reason) => log('window shown', { reason }),
      onEnded: problems.pageEnded,
      onStuck: problems.pageStuck,
    })
    // On macOS the application outlives its window; nothing is asked of one that is destroyed.
    opened.on('closed', () => (window = undefined))
    systemEnd.watch(opened)
    return opened
  }

  const { reveals, creation, clock, jobs, settings } = services
  /** A job that waits too is asked about. */
  const mayGiveUp = () => !jobs.isRunning()
  const giveUp = (): void => {
    services.signingIn.giveUp()
    send('session:ended', null)
  }
  const copies = (reason: CloseReason) => (endsAll(reason) ? clock.state() : [])
  const mayClose = (reason: CloseReason): boolean =>
    systemEnd.isEnding() ||
    (!reveals.isShown() && !creation.isUnderWay() && !jobs.isRunning() && copies(reason).length === 0)

  const askToClose = async (reason: CloseReason): Promise<void> => {
    await settleCreate({ ...services, giveUp, mayGiveUp })
    await clock.look()
    if (reveals.isShown() || jobs.isRunning() || copies(reason).some(({ onlyCopy }) => onlyCopy))
      return send('window:close-asked', reason)
    // What was saved too is cleared without a question; what can't be cleared does not hold anybody up.
    const ids = copies(reason).map(({ id }) => id)
    if (ids.length > 0) await clock.clear(ids).catch(clock.keep)
    closing.go(reason)
  }

  const endWithSystem = (): void =>
    void endNow({
      stopNow() {
        if (window) rememberPlace(window, place)
        jobs.abandon()
      },
      clearClipboard: reveals.clearCopiesBeforeExit,
      pendingWrites: services.pendingWrites,
      exit: destroyAndQuit,
    })
  const systemEnd = onSystemEnd({ process, powerMonitor }, endWithSystem)

  const keepOutOfCaptures = (): void =>
    window?.setContentProtection(settings.read().hideFromCapture && reveals.isShown())

  const show = (): BrowserWindow => {
    window ??= open()
    keepOutOfCaptures()
    if (window.isMinimized()) window.restore()
    // Users also start the app a second time when its window never appeared.
    if (!window.isVisible()) window.show()
    window.focus()
    return window
  }

  guardContents(visits)
  applyTheme(settings.read().theme)
  settings.onChange(({ theme }) => {
    applyTheme(theme)
    keepOutOfCaptures()
  })
  installMenu(process.platform, (command) => send('menu:command', command))
  handleAll(createHandlers(services), {
    isOurs: (event) => isOurs(event, window?.webContents.id, origin),
    report: (what, channel, thrown) => log(what, { channel, places: placesOf(thrown) }),
  })
  window = open()
  keepOutOfCaptures()
  app.on('second-instance', show)
  app.on('activate', show)
  app.on('before-quit', (event) => {
    // On macOS there may be no window to ask in.
    if (window || mayClose('quit')) return
    event.preventDefault()
    // The page hears nothing before it is there.
    show().webContents.once('did-finish-load', () => void askToClose('quit'))
  })
  app.on('window-all-closed', () => process.platform === 'darwin' || app.quit())
  watchResume(services)
  app.on('will-quit', storage.retry)
  // Another program may have overwritten the clipboard. Read it only while a copy of ours counts down.
  app.on('browser-window-focus', () => void (clock.state().length > 0 && clock.look()))
  endAfter(() => (systemEnd.isEnding() ? undefined : services.underWay()), services.keychain.close)
  started = true
}

function destroyAndQuit(): void {
  // Destroy, don't close: a hung page (ours or a provider's) would delay the exit.
  for (const one of BrowserWindow.getAllWindows()) one.destroy()
  app.quit()
}

/**
 * After the computer wakes up: checks the session before the user relies on it, and clears copies that are
 * due.
 */
function watchResume({ session, clock }: Pick<Services, 'session' | 'clock'>): void {
  powerMonitor.on('resume', () => void session.lookAgain())
  powerMonitor.on('resume', clock.catchUp)
}

/** On macOS the application, and with it its clock, outlives its window. */
const endsAll = (reason: CloseReason): boolean => reason === 'quit' || process.platform !== 'darwin'

function aboutReports(): Record<string, string> {
  const { version, electron, chrome } = appInfo()
  return { version, electron, chrome, platform: process.platform }
}

const notStarted = (folder: string): string =>
  `Something failed that nobody foresaw. What helps to find out is in ${folder}`

function applyTheme(theme: Theme): void {
  nativeTheme.themeSource = theme
}

/** The page's own session, in memory: nothing of the page is written to disk. */
function pageSession(): Electron.Session {
  const session = electronSession.fromPartition('page', { cache: false })
  if (devServer) limitRequests(session, onlyTo(origin))
  else void noProxyReachable(session)
  if (!session.protocol.isProtocolHandled(SCHEME))
    session.protocol.handle(SCHEME, createBundle(join(BUILT, '../renderer')))
  return session
}

/**
 * Covers every Electron session, not only the page's: by default, each grants all permissions and sends all
 * requests.
 */
function guardSessions(): void {
  useSystemResolver(app)
  guardSession(electronSession.defaultSession)
  app.on('session-created', guardSession)
}

function guardSession(session: Electron.Session): void {
  denyPermissions(session)
  downloadNoDictionaries(session)
  limitRequests(session, nowhere)
}

/** Every page there will ever be, not just the window's. Those of a provider are the only ones that may go anywhere. */
function guardContents({ serverOf }: Visits): void {
  app.on('web-contents-created', (_, contents) => {
    const server = serverOf(contents.session)
    if (server === undefined) forbidNavigation(contents, origin)
    else holdToProvider(contents, server)
    forbidWindows(contents)
    forbidPeerConnections(contents)
  })
}
