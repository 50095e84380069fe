import { BrowserWindow, type Session, type WebContents } from 'electron'
import { failure, type Failure } from '../../failure.ts'
import { afterAwake } from '../../limits/awake-clock.ts'
import { errorOf } from '../../webitel/answer.ts'
import { connectionFailure } from '../../webitel/connection.ts'
import type { ProviderVisit } from '../sign-in/signing-in.ts'
import { wordsIn } from './address-words.ts'
import { keyOfCookies } from './cookie-key.ts'
import { mayVisit } from './policy.ts'

/** Timeout for the first page. Counts only the time that main was running. */
const FIRST_PAGE_TIMEOUT_MS = 20_000
/** Chromium's code for a load that was given up for another. */
const ABORTED = -3
/** Of scripts of ours in a foreign page: it can't get at them. */
const OWN_WORLD = 999

interface Ending {
  readonly key: (access: string) => void
  readonly fail: (why: Failure) => void
  readonly signal: AbortSignal
}

/**
 * Shows a provider's pages until the server's key is known. The window has no access to the application: it
 * has no bridge, and its own in-memory Electron session, restricted by `policy.ts`. Its preload script only
 * removes features.
 *
 * @returns the key @throws Failure `window-closed`, `cancelled`, `provider`, or what became of the way there
 */
export async function showProvider(
  visit: ProviderVisit,
  session: Session,
  parent: BrowserWindow | undefined,
  signal: AbortSignal,
): Promise<string> {
  const window = openWindow(session, parent)
  try {
    return await ending(window, visit, signal)
  } finally {
    if (!window.isDestroyed()) window.hide()
    // Not within one of its own events.
    setImmediate(() => window.destroy())
  }
}

function openWindow(session: Session, parent: BrowserWindow | undefined): BrowserWindow {
  const window = new BrowserWindow({
    ...(parent ? { parent } : {}),
    width: 520,
    height: 720,
    minWidth: 360,
    minHeight: 480,
    fullscreenable: false,
    backgroundColor: '#ffffff',
    webPreferences: {
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      // With the sandbox, this only makes the session's preload script run in frames, too. There is no Node.
      nodeIntegrationInSubFrames: true,
      webviewTag: false,
      spellcheck: false,
      disableDialogs: true,
      devTools: false,
      // The last two are the pickers for files and folders.
      disableBlinkFeatures: 'Auxclick,FileSystemAccess,FileSystemAccessLocal',
    },
  })
  window.removeMenu()
  return window
}

function ending(window: BrowserWindow, visit: ProviderVisit, signal: AbortSignal): Promise<string> {
  const over = new AbortController()
  return new Promise<string>((resolve, reject) => {
    const end: Ending = { key: resolve, fail: reject, signal: over.signal }
    const cancel = () => end.fail(failure('cancelled'))
    signal.addEventListener('abort', cancel, { signal: over.signal })
    if (signal.aborted) return cancel()
    window.on('closed', () => end.fail(failure('window-closed')))
    const { webContents } = window
    listenToAddresses(webContents, visit, end)
    listenToPages(window, visit, end)
    listenToFailures(webContents, end)
    webContents.loadURL(visit.address).catch(() => undefined)
  }).finally(() => over.abort())
}

/** Before a page of that address is there: an address with a key is never gone to. */
function listenToAddresses(contents: WebContents, { server }: ProviderVisit, end: Ending): void {
  const look = (url: string): boolean => {
    const { key, refusal } = wordsIn(url, server)
    if (key !== undefined) end.key(key)
    else if (refusal !== undefined) end.fail(failure('provider', { message: refusal.slice(0, 300) }))
    return key !== undefined
  }
  contents.on('will-navigate', (event) => look(event.url) && event.preventDefault())
  contents.on('will-redirect', (event) => {
    // A frame within a page decides nothing: anybody's page may have one.
    if (!event.isMainFrame) return
    if (look(event.url)) event.preventDefault()
    else if (!mayVisit(event.url, server)) end.fail(failure('redirected'))
  })
  contents.on('did-navigate', (_, url) => void look(url))
  contents.on('did-navigate-in-page', (_, url, isMainFrame) => void (isMainFrame && look(url)))
}

function listenToPages(window: BrowserWindow, { server, name }: ProviderVisit, end: Ending): void {
  const { webContents } = window
  const stop = afterAwake(FIRST_PAGE_TIMEOUT_MS, () => end.fail(failure('timeout', { retryable: true })))
  end.signal.addEventListener('abort', stop)
  // Whose page it is, before what anybody calls himself.
  const entitle = (address: string) => window.setTitle(`${new URL(address).host} · ${name}`)
  entitle(server)
  webContents.on('page-title-updated', (event) => event.preventDefault())
  window.on('page-title-updated', (event) => event.preventDefault())
  webContents.on('did-navigate', (_, address, status) => {
    stop()
    entitle(address)
    if (new URL(address).origin !== server) return
    if (status >= 400) void refusal(webContents, status, end)
    else void lookForKey(webContents, server, end)
  })
}

async function lookForKey({ session }: WebContents, server: string, end: Ending): Promise<void> {
  const key = await keyOfCookies((address, init) => session.fetch(address, init), server, end.signal)
  if (key !== undefined) end.key(key)
}

/** Webitel's own error in place of a page; anything else is a page that the person can read. */
async function refusal(contents: WebContents, status: number, end: Ending): Promise<void> {
  const code = `/json/.test(document.contentType) ? document.body.innerText.slice(0, 5000) : ''`
  const text = String(await contents.executeJavaScriptInIsolatedWorld(OWN_WORLD, [{ code }]).catch(() => ''))
  if (text === '') return
  const { message } = errorOf({ status, text }).error
  end.fail(failure('provider', { message, status }))
}

function listenToFailures(contents: WebContents, end: Ending): void {
  contents.on('did-fail-load', (_, code, description, _address, isMainFrame) => {
    if (isMainFrame && code !== ABORTED) end.fail(connectionFailure(new Error(description)))
  })
  contents.on('render-process-gone', () => end.fail(failure('provider')))
}
