import type { AppError, ErrorCode } from '../contract/index.ts'

/**
 * An `AppError` on its way up to the bridge, which turns it into a value. Everything that can be foreseen is thrown
 * as one of these; anything else that is thrown is a defect and crosses as `internal`, without its words.
 */
export class Failure extends Error {
  readonly error: AppError
  /** Milliseconds that the server asks to be left alone for; 0 when it said nothing. */
  readonly retryAfter: number

  constructor(error: AppError, options: ErrorOptions & { readonly retryAfter?: number } = {}) {
    super(error.code, options)
    this.retryAfter = options.retryAfter ?? 0
    this.name = 'Failure'
    this.error = error
  }
}

interface Details {
  readonly message?: string
  readonly retryable?: boolean
  readonly status?: number | undefined
  readonly cause?: unknown
  readonly retryAfter?: number
}

/** @param code what went wrong; `retryable` is false and `message` empty unless told. */
export function failure(code: ErrorCode, details: Details = {}): Failure {
  const { message = '', retryable = false, status, cause, retryAfter = 0 } = details
  const error = { code, message, retryable, ...(status === undefined ? {} : { status }) }
  return new Failure(error, { cause, retryAfter })
}

/** The code of what was thrown: `internal` for what nobody foresaw. */
export const codeOf = (thrown: unknown): ErrorCode =>
  thrown instanceof Failure ? thrown.error.code : 'internal'
