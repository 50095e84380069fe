import { app, type BrowserWindow } from 'electron'
import type { CloseReason } from '../../contract/index.ts'

export interface Closing {
  readonly quitting: () => boolean
  readonly go: (reason: CloseReason) => void
}

/** Whether a closing of the window is part of quitting, and how to go on with either. */
export function createClosing(window: () => BrowserWindow | undefined): Closing {
  let quitting = false
  app.on('before-quit', () => (quitting = true))
  return {
    quitting() {
      const asked = quitting
      // A quit that is refused is over; the next closing of the window is not part of it.
      quitting = false
      return asked
    },
    go(reason) {
      if (reason === 'quit') app.quit()
      else window()?.close()
    },
  }
}
