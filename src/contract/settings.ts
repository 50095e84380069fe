import type { ProfileId, UserId } from './ids.ts'
import type { TokenSort } from './tokens.ts'

export type Theme = 'system' | 'light' | 'dark'
export type Language = 'en'
export type RowsPerPage = 10 | 25 | 50 | 100 | 500 | 1000

/** Seconds after which a copied token is cleared from the clipboard; 0: never. */
export type ClipboardSeconds = 0 | 15 | 30 | 60 | 120 | 300

/** The settings that each profile has separately. */
export interface OwnSettings {
  readonly rowsPerPage: RowsPerPage
  /** Of the registry. */
  readonly sort: TokenSort
  /** The owner of the tokens shown last; absent if none were shown yet. */
  readonly shownUser?: UserId
}

/** What all profiles on this computer share. */
export interface SharedSettings {
  readonly theme: Theme
  readonly language: Language
  readonly clipboardSeconds: ClipboardSeconds
  /** Excludes the window from screen captures while a token is shown. */
  readonly hideFromCapture: boolean
}

/** The shared settings, and the current profile's own settings. */
export interface Settings extends SharedSettings, OwnSettings {
  /** The profile of the own settings; absent while no user is signed in. */
  readonly profile?: ProfileId
}

export interface AppInfo {
  readonly version: string
  readonly electron: string
  readonly chrome: string
  readonly node: string
  readonly platform: 'win32' | 'darwin' | 'linux'
  /** BCP 47 tag of the system's regional format, for dates and numbers. */
  readonly locale: string
}

export type MenuCommand =
  | 'new-token'
  | 'refresh'
  | 'search'
  | 'select-page'
  | 'details'
  | 'rename'
  | 'delete'
  | 'next-page'
  | 'previous-page'
  | 'back'
  | 'forward'
  | 'settings'
  | 'shortcuts'
  | 'diagnostics'
  | 'sign-out'

/** What the window was asked to do while a token is shown that nobody copied or saved. */
export type CloseReason = 'window' | 'quit'
