export type Theme = 'system' | 'light' | 'dark'
export type Language = 'en'
export type RowsPerPage = 10 | 25 | 50 | 100 | 500 | 1000

export interface Settings {
  readonly theme: Theme
  readonly language: Language
  readonly rowsPerPage: RowsPerPage
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
