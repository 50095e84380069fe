import type { Session, WebContents } from 'electron'
import { isThisMachine } from '../address.ts'

/**
 * Where the pages of a provider may go: narrower than the web. Https; http to the server alone that is signed in to, and
 * within this machine where that server is on it (trying, tests). No file, no page of ours, nothing that another program
 * would be started for.
 *
 * @param server origin
 */
export function mayVisit(address: string, server: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, origin, hostname } = new URL(address)
  if (protocol === 'https:') return true
  return protocol === 'http:' && (origin === server || (isThisMachine(hostname) && isHttpHere(server)))
}

const isHttpHere = (server: string): boolean => {
  const { protocol, hostname } = new URL(server)
  return protocol === 'http:' && isThisMachine(hostname)
}

/** What a page may load beside: the same, and what it holds itself. */
export function mayLoad(address: string, server: string): boolean {
  if (/^(data|blob):/i.test(address)) return true
  return mayVisit(address.replace(/^ws(s?):/i, 'http$1:'), server)
}

/** A frame that shows what its page has written into it. */
const OWN_FRAME = /^about:(blank|srcdoc)$/

/** In place of `forbidNavigation`, for the pages of a provider alone. */
export function holdToProvider(contents: WebContents, server: string): void {
  const hold = (event: { preventDefault: () => void; url: string; isMainFrame?: boolean }) => {
    const own = event.isMainFrame === false && OWN_FRAME.test(event.url)
    if (!own && !mayVisit(event.url, server)) event.preventDefault()
  }
  contents.on('will-navigate', hold)
  contents.on('will-frame-navigate', hold)
  contents.on('will-redirect', hold)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // Else a page could keep its window from being closed.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
}

/**
 * Without `allow-modals`, so a page and its frames can't print or open `alert` and similar dialogs
 * (https://html.spec.whatwg.org/multipage/browsers.html#sandboxed-modals-flag).
 */
const SANDBOX =
  'sandbox allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads' +
  ' allow-top-navigation allow-pointer-lock allow-storage-access-by-user-activation'

/** Adds our policy to the page's own. Chromium enforces all of them. */
function withSandbox(headers: Readonly<Record<string, string[]>> = {}): Record<string, string[]> {
  const name = Object.keys(headers).find((one) => one.toLowerCase() === 'content-security-policy')
  return { ...headers, [name ?? 'Content-Security-Policy']: [...(headers[name ?? ''] ?? []), SANDBOX] }
}

/** The same a second time, below the page: each request of whatever kind; and nothing is saved. */
export function holdSession(session: Session, server: string): void {
  session.webRequest.onBeforeRequest(({ url, resourceType }, answer) => {
    const isPage = resourceType === 'mainFrame' || resourceType === 'subFrame'
    answer({ cancel: !(isPage ? mayVisit : mayLoad)(url, server) })
  })
  session.webRequest.onHeadersReceived(({ responseHeaders, resourceType }, answer) => {
    const isPage = resourceType === 'mainFrame' || resourceType === 'subFrame'
    answer(isPage ? { responseHeaders: withSandbox(responseHeaders) } : {})
  })
  session.on('will-download', (event) => event.preventDefault())
}
