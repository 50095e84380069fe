import { SIGNALS } from './system-end.ts'

/**
 * Lets signals end this process at once, as if nobody listened. While the system shows an error box of Electron, neither
 * JavaScript nor Chromium's own handlers run, so a log-out would wait for a person to close the box.
 *
 * @param process Node's own; libuv restores a signal's default when its last listener goes, whoever replaced the handler
 */
export function restoreDefaultSignals(process: Pick<NodeJS.Process, 'on' | 'removeAllListeners'>): void {
  for (const signal of SIGNALS) {
    process.on(signal, () => undefined)
    process.removeAllListeners(signal)
  }
}
