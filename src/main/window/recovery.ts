import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { Ending } from '../diagnostics/problems.ts'

export interface RecoveryOptions {
  readonly onEnded: (ending: Ending) => void
  readonly onStuck: () => void
}

/** Times in a minute that a page that died is loaded again by itself. */
const MOST_RELOADS = 3
const MINUTE = 60_000

const KEEPS_ENDING: MessageBoxOptions = {
  type: 'warning',
  message: 'The window keeps failing',
  detail:
    'It ended several times within a minute. A token that was shown is not lost: it comes back when the window does. A report was written to the profile folder.',
  buttons: ['Reload', 'Quit'],
  defaultId: 0,
  cancelId: 0,
}
const STUCK: MessageBoxOptions = {
  type: 'warning',
  message: 'The window does not respond',
  detail:
    'It may go on by itself. Reload it if it does not: a token that was shown comes back. A report was written to the profile folder.',
  buttons: ['Wait', 'Reload'],
  defaultId: 0,
  cancelId: 0,
}

/** A page that died or hangs can go on: what main holds (a shown token, a running job) is shown again by a new one. */
export function recover(window: BrowserWindow, { onEnded, onStuck }: RecoveryOptions): void {
  const { webContents } = window
  let deaths: number[] = []
  webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    onEnded({ reason, exitCode })
    deaths = [...deaths.filter((at) => Date.now() - at < MINUTE), Date.now()]
    if (deaths.length <= MOST_RELOADS) webContents.reload()
    else void askToReload(window)
  })

  let asking: AbortController | undefined
  window.on('responsive', () => asking?.abort())
  window.on('unresponsive', () => {
    if (asking) return
    onStuck()
    const { signal } = (asking = new AbortController())
    void askWhileStuck(window, signal).finally(() => (asking = undefined))
  })
}

async function askToReload(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, KEEPS_ENDING)
  if (window.isDestroyed()) return
  // There is no page that could ask whether to close.
  if (response === 1) window.destroy()
  else window.webContents.reload()
}

/** A page that hangs hears of no reload: its process is ended, and what ended is loaded again. */
async function askWhileStuck(window: BrowserWindow, signal: AbortSignal): Promise<void> {
  const { response } = await dialog.showMessageBox(window, { ...STUCK, signal })
  if (response === 1 && !signal.aborted && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
}
