import type { ErrorCode } from '../../contract/index.ts'
import type { Typed } from './fields.ts'

/** Errors that another address may cure. */
const ABOUT_SERVER: ReadonlySet<ErrorCode> = new Set([
  'unreachable',
  'certificate',
  'redirected',
  'not-webitel',
  'bad-answer',
  'too-large',
])

/** The field to look at first, after this error. */
export const fieldAtFault = (code: ErrorCode | undefined): keyof Typed =>
  code && ABOUT_SERVER.has(code) ? 'server' : 'password'
