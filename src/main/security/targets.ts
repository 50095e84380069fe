import type { Session } from 'electron'

/**
 * Origins that the application may reach besides the user's servers. This is the only such list: a later
 * feature that needs another server (such as the signed manifest of updates) adds its origin here. It is
 * empty, so nothing else is reachable.
 */
export const EXTRA_ORIGINS: readonly string[] = []

/** URLs that reach the network. `app:`, `data:`, `blob:` and `file:` don't. */
const NETWORK = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'] }

/**
 * Cancels each request of an Electron session that is not allowed, both from pages and from main's own fetch.
 * Later calls replace earlier ones, because a session has only one such listener. `navigation.ts` checks page
 * navigations.
 *
 * It doesn't see WebRTC (`webrtc.ts`), name lookups, or Chromium's background requests (`background.ts`).
 */
export function limitRequests(session: Session, isAllowed: (url: string) => boolean): void {
  session.webRequest.onBeforeRequest(NETWORK, ({ url, resourceType }, answer) =>
    answer({ cancel: resourceType !== 'mainFrame' && !isAllowed(url) }),
  )
}

/** Allows nothing. For each new Electron session, until its owner sets its targets. */
export const nowhere = (): boolean => false

/** Allows requests to one server. @param server origin */
export const onlyTo =
  (server: string) =>
  (url: string): boolean => {
    if (!URL.canParse(url)) return false
    const { origin } = new URL(url.replace(/^ws(s?):/i, 'http$1:'))
    return origin === server || EXTRA_ORIGINS.includes(origin)
  }
