import type { KeychainState } from './session.ts'
import type { AppInfo } from './settings.ts'

/** What failed without anybody having foreseen it: main, the page, or the page's whole process. */
export type ProblemKind = 'main' | 'page' | 'page-ended'

/** A class of errors that JavaScript knows; what calls itself otherwise is an `Error`. */
export type ErrorName =
  'Error' | 'TypeError' | 'RangeError' | 'ReferenceError' | 'SyntaxError' | 'DOMException'

/** A place in a file of the bundle. */
export interface CodePlace {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** An error of the page, without its words: they may hold what was typed. */
export interface PageError {
  readonly name: ErrorName
  /** Innermost first. */
  readonly places: readonly CodePlace[]
}

/** What helps to find out why something does not work here. */
export interface Diagnostics {
  readonly info: AppInfo
  /** Name and version of the operating system. */
  readonly system: string
  /** The profile folder. */
  readonly folder: string
  /** The file of the log. */
  readonly log: string
  /** The folder of the problem reports, and how many there are. */
  readonly reports: { readonly folder: string; readonly count: number }
  readonly keychain: KeychainState
}
