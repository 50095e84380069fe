import { BrowserWindow, nativeTheme, screen, type Rectangle, type Session } from 'electron'
import type { CloseReason } from '../../contract/index.ts'
import type { JsonStore } from '../storage/store.ts'
import { offerEditing } from './edit-menu.ts'
import { LEAST, placeOn, type Place } from './place.ts'
import { recover, type RecoveryOptions } from './recovery.ts'
import { showWhenReady, type ShowReason } from './show-when-ready.ts'

export interface MainWindowOptions extends RecoveryOptions {
  readonly preload: string
  readonly icon: string
  readonly url: string
  readonly session: Session
  readonly place: JsonStore<Place>
  /** Asked before each closing. @returns false: not now; the page asks the person */
  readonly mayClose: (reason: CloseReason) => boolean
  readonly askToClose: (reason: CloseReason) => void
  readonly quitting: () => boolean
  readonly onShown: (reason: ShowReason) => void
}

/** The page's ground, so that nothing flashes before it is painted. */
const GROUND = { light: '#f6f7f9', dark: '#14161c' }

export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { maximized, corner, width, height } = placeOn(workAreas(), options.place.get())
  const window = new BrowserWindow({
    ...corner,
    width,
    height,
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    show: false,
    title: 'Webitel Tokens',
    icon: options.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    webPreferences: {
      preload: options.preload,
      session: options.session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Downloads dictionaries, and keeps the words that it learns.
      spellcheck: false,
      disableBlinkFeatures: 'Auxclick',
    },
  })
  if (maximized) window.maximize()
  showWhenReady(window, options.onShown)
  window.on('close', () => rememberPlace(window, options.place))
  guardClosing(window, options)
  offerEditing(window)
  recover(window, options)
  // A reload in the middle ends it.
  window.loadURL(options.url).catch(() => undefined)
  return window
}

/**
 * Work areas of all screens, the primary screen first: the system opens windows without a stored place there.
 */
function workAreas(): Rectangle[] {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return [primary, ...others].map(({ workArea }) => workArea)
}

/** Stores the window's place for the next start. */
export function rememberPlace(window: BrowserWindow, place: JsonStore<Place>): void {
  const { x, y, width, height } = window.getNormalBounds()
  place.set({ corner: { x, y }, width, height, maximized: window.isMaximized() })
}

function guardClosing(window: BrowserWindow, { mayClose, askToClose, quitting }: MainWindowOptions): void {
  window.on('close', (event) => {
    const reason = quitting() ? 'quit' : 'window'
    if (mayClose(reason)) return
    event.preventDefault()
    if (window.isMinimized()) window.restore()
    window.focus()
    askToClose(reason)
  })
}
