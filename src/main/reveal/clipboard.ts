import { failure } from '../failure.ts'

/** The system's clipboard; answers may be promises or plain values, by Electron's version. */
export interface Clipboard {
  readonly writeText: (text: string) => Promise<void> | void
  readonly readText: () => Promise<string> | string
  /** Empties what holds such a text now: the clipboard, and on X11 the selection. May throw. */
  readonly clearIf: (isIt: (text: string) => boolean) => Promise<void>
  /** Empties X11's selection alone, where there is one. May throw. */
  readonly clearSelectionIf: (isIt: (text: string) => boolean) => Promise<void>
}

/**
 * A copy that did not arrive is not called copied: it is read back.
 *
 * @throws Failure `clipboard`
 */
export async function copyText(
  clipboard: Pick<Clipboard, 'writeText' | 'readText'>,
  text: string,
): Promise<void> {
  try {
    await clipboard.writeText(text)
    if ((await clipboard.readText()) === text) return
  } catch (cause) {
    throw failure('clipboard', { retryable: true, cause })
  }
  throw failure('clipboard', { retryable: true })
}
