import type { WebContents } from 'electron'

/**
 * The page stays the page: whatever it holds (a name from a server, a pasted link), it can't be led elsewhere, where
 * other content would find our preload script. Pages of a provider, which have none, are held by `session/sso/policy.ts`.
 * Electron's checklist, 13.
 */
export function forbidNavigation(contents: WebContents, origin: string): void {
  const stay = (event: { preventDefault: () => void; url: string; isMainFrame?: boolean }) => {
    if (event.isMainFrame === false || !isWithin(event.url, origin)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

export const isWithin = (url: string, origin: string): boolean =>
  url === origin || url.startsWith(`${origin}/`)
