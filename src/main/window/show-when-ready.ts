/** The event after which the window was shown; `timeout` if no event came. */
export type ShowReason = 'ready-to-show' | 'did-finish-load' | 'did-fail-load' | 'timeout'

/** The part of a window that is used here. */
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
 * Milliseconds until the window is shown without any event from the page, because an empty window is better
 * for the user than no window. On an idle computer, the page is ready 0.5 s after the start.
 */
const SHOW_TIMEOUT_MS = 3000

/**
 * Shows a window that was created hidden, after the first event from its page. `ready-to-show` alone is not
 * enough: it is never sent for a hidden window on native Wayland
 * (https://github.com/electron/electron/issues/48859) and on some virtual machines.
 *
 * @param onShown called once with the reason, for the log
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
  // If `ready-to-show` is sent at all, it follows in the same turn of the event loop, and the first frame is
  // painted.
  window.webContents.once('did-finish-load', () => setImmediate(show('did-finish-load')))
  window.webContents.once('did-fail-load', show('did-fail-load'))
}
