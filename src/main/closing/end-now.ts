/**
 * Milliseconds that the end waits for writes in flight. A desktop session kills a program that takes longer than a few
 * seconds; a keychain call takes 5 ms, its first 0.4 s.
 */
const END_TIMEOUT_MS = 1000

export interface EndNowOptions {
  /** Stops work and writes settings, before anything is awaited: Windows may kill the process right after it. */
  readonly stopNow: () => void
  /** Takes copied tokens out of the clipboard that are safe elsewhere. */
  readonly clearClipboard: () => Promise<unknown>
  /** Writes in flight (keychain, files); `undefined` when there are none. */
  readonly pendingWrites: () => Promise<unknown> | undefined
  readonly exit: () => void
}

/**
 * Ends the application without asking anybody, because the system ends it. Waits for what is being written, and for
 * nothing else: a server's response or a person could take for ever. What was open comes back at the next start.
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
  // The next start shows the token again, so a clipboard that another program holds costs nothing but a longer copy.
  await clearClipboard().catch(() => undefined)
  // One write may ask for another: an entry is removed from the keychain, then its record from the disk.
  for (let pending = pendingWrites(); pending; pending = pendingWrites()) {
    await pending
    await new Promise(setImmediate)
  }
}
