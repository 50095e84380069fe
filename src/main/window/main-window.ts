import { BrowserWindow, nativeTheme, screen, type Session } from 'electron'
import type { CloseReason } from '../../contract/index.ts'
import type { JsonStore } from '../storage/store.ts'
import { LEAST, placeOn, type Place } from './place.ts'

export interface MainWindowOptions {
  readonly preload: string
  readonly icon: string
  readonly url: string
  readonly session: Session
  readonly place: JsonStore<Place>
  /** Asked before each closing. @returns false: not now; the page asks the person */
  readonly mayClose: (reason: CloseReason) => boolean
  readonly askToClose: (reason: CloseReason) => void
  readonly quitting: () => boolean
}

/** The page's ground, so that nothing flashes before it is painted. */
const GROUND = { light: '#f6f7f9', dark: '#14161c' }

export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const displays = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { maximized, corner, width, height } = placeOn(displays, options.place.get())
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
  window.once('ready-to-show', () => window.show())
  rememberPlace(window, options.place)
  guardClosing(window, options)
  comeBack(window)
  void window.loadURL(options.url)
  return window
}

function rememberPlace(window: BrowserWindow, place: JsonStore<Place>): void {
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds()
    place.set({ corner: { x, y }, width, height, maximized: window.isMaximized() })
  })
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

/** Times in a minute that a page that died is loaded again; one that keeps dying is left alone. */
const MOST_RELOADS = 3
const MINUTE = 60_000

/** What main holds (a shown token, a running job) is shown again by a new page. */
function comeBack(window: BrowserWindow): void {
  let deaths: number[] = []
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    deaths = [...deaths.filter((at) => Date.now() - at < MINUTE), Date.now()]
    if (deaths.length <= MOST_RELOADS) window.webContents.reload()
  })
}
