import { failure } from '../failure.ts'

/** The system's clipboard; answers may be promises or plain values, by Electron's version. */
export interface Clipboard {
  readonly writeText: (text: string) => Promise<void> | void
  readonly readText: () => Promise<string> | string
  /** Empties the clipboard, and on X11 the selection, if it holds such a text. May throw. */
  readonly clearIf: (isIt: (text: string) => boolean) => Promise<void>
  /** Empties only X11's selection, if there is one and it holds such a text. May throw. */
  readonly clearSelectionIf: (isIt: (text: string) => boolean) => Promise<void>
}

/**
 * Reads the clipboard back, so that a failed copy is not reported as copied.
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
