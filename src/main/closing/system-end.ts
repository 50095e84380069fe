import type { BrowserWindow, Event, PowerMonitor } from 'electron'

/** Signals with which a desktop session, a service manager or a terminal ends a program. */
export const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const

/** What tells that the system ends this process; Electron's own objects in the application. */
export interface SystemEndSources {
  readonly process: Pick<NodeJS.Process, 'on' | 'removeAllListeners' | 'platform'>
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
}

/** A person who presses Quit is asked what becomes of a token that is shown; a system that ends is not. */
export interface SystemEnd {
  /** Also listens to a window: Windows announces the end of a session to windows only. */
  readonly watch: (window: Pick<BrowserWindow, 'on'>) => void
  /** Whether the end has begun: macOS then asks the application to quit, which must not ask the person. */
  readonly isEnding: () => boolean
}

/**
 * Calls `end` once when the system ends the application: a signal (Linux, macOS, a closed console on Windows), the
 * power-off or log-out of macOS, a shutdown of Linux, `session-end` of Windows.
 *
 * Call it when Electron is ready: Chromium installs its own handlers before that, which quit as a person does, and the last
 * handler of a signal wins.
 */
export function onSystemEnd({ process, powerMonitor }: SystemEndSources, end: () => void): SystemEnd {
  let isEnding = false
  const endOnce = (): void => {
    if (isEnding) return
    isEnding = true
    end()
  }
  for (const signal of SIGNALS) {
    // Libraries listen at import time. Chromium then replaces libuv's handler, and libuv installs it again only for a first
    // listener. Their listeners just clean up and send the signal again; they do the former on exit, too.
    process.removeAllListeners(signal)
    process.on(signal, endOnce)
  }
  // macOS sends it before it asks each application to quit; logind (Linux) waits some seconds for whoever prevents it.
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

/** Electron passes an event to `shutdown` that its types leave out: without it the system does not wait at all. */
function preventDefault(event: unknown): void {
  if (isEvent(event)) event.preventDefault()
}

const isEvent = (value: unknown): value is Pick<Event, 'preventDefault'> =>
  typeof value === 'object' && value !== null && 'preventDefault' in value
