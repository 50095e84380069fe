import { app } from 'electron'
import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds: time enough for a keychain, or a server, that answers at all. */
const PATIENCE = 1000

/**
 * Quitting waits for what it would cut off: a token that was dealt with is not left in the keychain until the next start,
 * which may never come; a key gets there, and one that nobody uses any more is ended on its server.
 *
 * @param underWay nothing when nothing is
 * @param end nothing is waited for any more
 */
export function endAfter(underWay: () => Promise<unknown> | undefined, end: () => void): void {
  let until: number | undefined
  app.on('will-quit', (event) => {
    until ??= performance.now() + PATIENCE
    const left = until - performance.now()
    const pending = left > 0 ? underWay() : undefined
    if (!pending) return end()
    event.preventDefault()
    // What follows from its end (a look, then a write) is asked for by then.
    void Promise.race([pending, pause(left)]).then(() => setImmediate(() => app.quit()))
  })
}
