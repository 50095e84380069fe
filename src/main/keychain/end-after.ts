import { app } from 'electron'
import { afterAwake } from '../limits/awake-clock.ts'

/** Enough for a responsive keychain or server. Counts only the time that main was running (docs/adr/0041). */
const QUIT_TIMEOUT_MS = 1000

/**
 * Quitting waits for what it would cut off: a token that was dealt with is not left in the keychain until the next start,
 * which may never come; a key gets there, and one that nobody uses any more is ended on its server.
 *
 * @param underWay nothing when nothing is
 * @param end nothing is waited for any more
 */
export function endAfter(underWay: () => Promise<unknown> | undefined, end: () => void): void {
  let isOver = false
  let timeout: Promise<void> | undefined
  const begin = (): Promise<void> =>
    new Promise((resolve) => {
      afterAwake(QUIT_TIMEOUT_MS, () => {
        isOver = true
        resolve()
      })
    })
  app.on('will-quit', (event) => {
    const pending = isOver ? undefined : underWay()
    if (!pending) return end()
    event.preventDefault()
    // What follows from its end (a look, then a write) is asked for by then.
    timeout ??= begin()
    void Promise.race([pending, timeout]).then(() => setImmediate(() => app.quit()))
  })
}
