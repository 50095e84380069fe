import type { Session } from 'electron'

/**
 * Origins beside the servers that the user named. The only list of its kind: a later part that has to reach one more
 * server (the signed manifest of updates) adds its origin here. Empty, so the application reaches nothing else.
 */
export const EXTRA_ORIGINS: readonly string[] = []

/** What reaches the network. `app:`, `data:`, `blob:` and `file:` don't; where a page may go is for `navigation.ts`. */
const NETWORK = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'] }

/**
 * Cancels each request of a session that is not allowed, of pages and of main's own fetch alike. Later calls replace
 * earlier ones: a session has one such listener. Where a page itself goes is for `navigation.ts` to refuse.
 *
 * Not seen by it: WebRTC (`webrtc.ts`), name lookups, and what Chromium sends by itself (`background.ts`).
 */
export function limitRequests(session: Session, isAllowed: (url: string) => boolean): void {
  session.webRequest.onBeforeRequest(NETWORK, ({ url, resourceType }, answer) =>
    answer({ cancel: resourceType !== 'mainFrame' && !isAllowed(url) }),
  )
}

/** For a session without a purpose, until its owner names its targets. */
export const nowhere = (): boolean => false

/** For requests to one server. @param server origin */
export const onlyTo =
  (server: string) =>
  (url: string): boolean => {
    if (!URL.canParse(url)) return false
    const { origin } = new URL(url.replace(/^ws(s?):/i, 'http$1:'))
    return origin === server || EXTRA_ORIGINS.includes(origin)
  }
