import { SIGNALS } from './system-end.ts'

/**
 * Restores the default action of signals, so that they end this process immediately. While Electron shows an
 * error box, neither JavaScript nor Chromium's handlers run, so a log-out would wait until the user closes
 * the box.
 *
 * @param process Node's process. When the last listener of a signal is removed, libuv restores the default
 *   action, even if Chromium replaced libuv's handler
 */
export function restoreDefaultSignals(process: Pick<NodeJS.Process, 'on' | 'removeAllListeners'>): void {
  for (const signal of SIGNALS) {
    process.on(signal, () => undefined)
    process.removeAllListeners(signal)
  }
}
