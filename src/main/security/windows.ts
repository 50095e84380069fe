import type { WebContents } from 'electron'

/** No page opens a window, a provider's neither. Electron's checklist, 14. */
export function forbidWindows(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
