import type { BrowserWindow, Event, PowerMonitor } from 'electron'

/** Signals with which a desktop session, a service manager or a terminal ends a program. */
export const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const

/** Sources of the events that announce the end. The application passes Node's and Electron's own objects. */
export interface SystemEndSources {
  readonly process: Pick<NodeJS.Process, 'on' | 'removeAllListeners' | 'platform'>
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
}

/**
 * When the user quits, the app asks what to do with an open token. When the system ends the app, it doesn't
 * ask.
 */
export interface SystemEnd {
  /** Also listens to a window: Windows announces the end of a session to windows only. */
  readonly watch: (window: Pick<BrowserWindow, 'on'>) => void
  /**
   * Whether the system is ending the app. macOS then also asks the app to quit: that must not ask the user.
   */
  readonly isEnding: () => boolean
}

/**
 * Calls `end` once when the system ends the application: a signal (Linux, macOS, a closed console on
 * Windows), the power-off or log-out of macOS, a shutdown of Linux, `session-end` of Windows.
 *
 * Call it when Electron is ready. Before that, Chromium installs its own signal handlers, which quit like the
 * user does; the handler installed last wins.
 */
export function onSystemEnd({ process, powerMonitor }: SystemEndSources, end: () => void): SystemEnd {
  let isEnding = false
  const endOnce = (): void => {
    if (isEnding) return
    isEnding = true
    end()
  }
  for (const signal of SIGNALS) {
    // Libraries add listeners when they are imported. Then Chromium replaces libuv's handler, and libuv
    // installs it again only for the first listener of a signal, so remove theirs. They only clean up, which
    // they also do on exit, and send the signal again.
    process.removeAllListeners(signal)
    process.on(signal, endOnce)
  }
  // macOS sends `shutdown` before it asks each application to quit. On Linux, logind waits some seconds for
  // an app that calls `preventDefault`.
  if (process.platform !== 'win32')
    powerMonitor.on('shutdown', (...args: unknown[]) => {
      preventDefault(args[0])
      endOnce()
    })
  return {
    watch(window) {
      if (process.platform === 'win32') window.on('session-end', endOnce)
    },
    isEnding: () => isEnding,
  }
}

/**
 * Electron passes an event to `shutdown` that its types omit. Without `preventDefault` the system doesn't
 * wait.
 */
function preventDefault(event: unknown): void {
  if (isEvent(event)) event.preventDefault()
}

const isEvent = (value: unknown): value is Pick<Event, 'preventDefault'> =>
  typeof value === 'object' && value !== null && 'preventDefault' in value
