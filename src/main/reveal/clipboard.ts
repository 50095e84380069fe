import { failure } from '../failure.ts'

/** Electron's: promises in newer versions, plain values in older ones. */
export interface Clipboard {
  readonly writeText: (text: string) => Promise<void> | void
  readonly readText: () => Promise<string> | string
}

/**
 * A copy that did not arrive is not called copied: it is read back.
 *
 * @throws Failure `clipboard`
 */
export async function copyText(clipboard: Clipboard, text: string): Promise<void> {
  try {
    await clipboard.writeText(text)
    if ((await clipboard.readText()) === text) return
  } catch (cause) {
    throw failure('clipboard', { retryable: true, cause })
  }
  throw failure('clipboard', { retryable: true })
}
