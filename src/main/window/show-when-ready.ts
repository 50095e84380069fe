/** What made the window visible; `timeout` is a window that told nothing. */
export type ShowReason = 'ready-to-show' | 'did-finish-load' | 'did-fail-load' | 'timeout'

/** What this needs of a window. */
export interface HiddenWindow {
  readonly once: (event: 'ready-to-show', listener: () => void) => unknown
  readonly isDestroyed: () => boolean
  readonly isVisible: () => boolean
  readonly show: () => void
  readonly webContents: {
    once(event: 'did-finish-load', listener: () => void): unknown
    once(event: 'did-fail-load', listener: () => void): unknown
  }
}

/**
 * Milliseconds until the window is shown whatever the page does. An empty window tells a person more than none; the page is
 * ready 0.5 s after the start on an idle computer.
 */
const SHOW_TIMEOUT_MS = 3000

/**
 * Shows a window that was created hidden, at the first sign of a page. `ready-to-show` alone is not enough: it never comes
 * for a hidden window on native Wayland (https://github.com/electron/electron/issues/48859) and on some virtual machines.
 *
 * @param onShown called once with what showed the window, for the log
 */
export function showWhenReady(window: HiddenWindow, onShown: (reason: ShowReason) => void): void {
  let isShown = false
  const show = (reason: ShowReason) => (): void => {
    clearTimeout(timer)
    if (isShown || window.isDestroyed()) return
    isShown = true
    if (!window.isVisible()) window.show()
    onShown(reason)
  }
  const timer = setTimeout(show('timeout'), SHOW_TIMEOUT_MS)
  window.once('ready-to-show', show('ready-to-show'))
  // `ready-to-show` follows within the same turn where it comes at all, and then the first frame is painted.
  window.webContents.once('did-finish-load', () => setImmediate(show('did-finish-load')))
  window.webContents.once('did-fail-load', show('did-fail-load'))
}
