import type { AppError, ErrorCode } from '../contract/index.ts'

/**
 * An `AppError` on its way up to the bridge, which turns it into a value. Everything that can be foreseen is thrown
 * as one of these; anything else that is thrown is a defect and crosses as `internal`, without its words.
 */
export class Failure extends Error {
  readonly error: AppError

  constructor(error: AppError, options?: ErrorOptions) {
    super(error.code, options)
    this.name = 'Failure'
    this.error = error
  }
}

interface Details {
  readonly message?: string
  readonly retryable?: boolean
  readonly status?: number | undefined
  readonly cause?: unknown
}

/** @param code what went wrong; `retryable` is false and `message` empty unless told. */
export function failure(code: ErrorCode, details: Details = {}): Failure {
  const { message = '', retryable = false, status, cause } = details
  const error = { code, message, retryable, ...(status === undefined ? {} : { status }) }
  return new Failure(error, { cause })
}

/** The code of what was thrown: `internal` for what nobody foresaw. */
export const codeOf = (thrown: unknown): ErrorCode =>
  thrown instanceof Failure ? thrown.error.code : 'internal'
