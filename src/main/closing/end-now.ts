/**
 * Milliseconds to wait for writes in flight. A desktop session kills a program that takes longer than a few
 * seconds to exit. A keychain call takes 5 ms, the first one 0.4 s.
 */
const END_TIMEOUT_MS = 1000

export interface EndNowOptions {
  /** Stops jobs and writes settings synchronously, because Windows may kill the process right after it. */
  readonly stopNow: () => void
  /** Clears copied tokens from the clipboard if they are also stored elsewhere. */
  readonly clearClipboard: () => Promise<unknown>
  /** Writes in flight (keychain, files); `undefined` when there are none. */
  readonly pendingWrites: () => Promise<unknown> | undefined
  readonly exit: () => void
}

/**
 * Exits without asking the user, because the system is ending the application. It waits for pending writes
 * only: a server's response or the user's answer may never come. An open token is restored at the next start.
 */
export async function endNow(options: EndNowOptions): Promise<void> {
  const { stopNow, clearClipboard, pendingWrites, exit } = options
  const timedOut = new Promise((resolve) => setTimeout(resolve, END_TIMEOUT_MS))
  try {
    stopNow()
    await Promise.race([timedOut, finish(clearClipboard, pendingWrites)])
  } finally {
    exit()
  }
}

async function finish(
  clearClipboard: EndNowOptions['clearClipboard'],
  pendingWrites: EndNowOptions['pendingWrites'],
): Promise<void> {
  // Clearing fails while another program locks the clipboard. Then the copy only stays longer: the next start
  // restores the token.
  await clearClipboard().catch(() => undefined)
  // One write may start another: an entry is deleted from the keychain, then its record from the disk.
  for (let pending = pendingWrites(); pending; pending = pendingWrites()) {
    await pending
    await new Promise(setImmediate)
  }
}
