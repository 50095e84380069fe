import { isWithin } from './navigation.ts'

interface Frame {
  readonly url: string
  readonly parent: unknown
}

/** What is known of who calls; a part of Electron's `IpcMainInvokeEvent`. */
export interface Caller {
  readonly sender: { readonly id: number }
  /** `null` when the frame is gone already. */
  readonly senderFrame: Frame | null
}

/**
 * Whether a call comes from the main frame of our window at our origin: not from another window, a frame within, or
 * a page that the window was led to. Electron's checklist, 17.
 */
export function isOurs({ sender, senderFrame }: Caller, window: number | undefined, origin: string): boolean {
  return (
    sender.id === window &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    isWithin(senderFrame.url, origin)
  )
}
