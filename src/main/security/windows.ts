import type { WebContents } from 'electron'

/** The application has one window; nothing in the page opens another. Electron's checklist, 14. */
export function forbidWindows(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
