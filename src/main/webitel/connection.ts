import type { ErrorCode } from '../../contract/index.ts'
import { codeOf, failure, type Failure } from '../failure.ts'

/**
 * Chromium's and Node's names for what can happen on the way, by what a person can do about it. First match counts.
 * Chromium's: https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h
 */
const KINDS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/redirect/i, 'redirected'],
  [/ERR_CERT|ERR_SSL|ERR_BAD_SSL|CERT_|SELF_SIGNED|UNABLE_TO_VERIFY/, 'certificate'],
  [/ERR_[A-Z_]*PROXY|ERR_TUNNEL/, 'proxy'],
  [/ERR_INTERNET_DISCONNECTED|ENETDOWN/, 'offline'],
  [
    /ERR_NAME_|ERR_CONNECTION_REFUSED|ERR_ADDRESS_|ERR_DNS|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/,
    'unreachable',
  ],
  [/ERR_CONNECTION_TIMED_OUT|ERR_TIMED_OUT|ETIMEDOUT|UND_ERR_.*TIMEOUT/, 'timeout'],
  [/ERR_UNSAFE_PORT|ERR_INVALID_URL|ERR_DISALLOWED_URL|bad port/, 'unreachable'],
]

/**
 * What ends a request before its connection is open. By name, not by kind: `ERR_SSL_…`, `ERR_ADDRESS_UNREACHABLE` and
 * `ERR_INTERNET_DISCONNECTED` also end connections that a request was already sent over.
 */
const BEFORE_SENDING =
  /ERR_CERT_|ERR_NAME_|ERR_DNS|ERR_CONNECTION_REFUSED|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ERR_UNSAFE_PORT|ERR_INVALID_URL|ERR_DISALLOWED_URL|bad port/
const WORTH_ANOTHER_TRY: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'unreachable',
  'timeout',
  'connection-lost',
])

const words = (thrown: unknown): string =>
  thrown instanceof Error
    ? `${'code' in thrown ? String(thrown.code) : ''} ${thrown.message} ${words(thrown.cause)}`
    : ''

/** @param thrown what `fetch` rejected with. Never carries its words on: they may hold an address with its query. */
export function connectionFailure(thrown: unknown): Failure {
  const text = words(thrown)
  const code = KINDS.find(([pattern]) => pattern.test(text))?.[1] ?? 'connection-lost'
  return failure(code, { retryable: WORTH_ANOTHER_TRY.has(code), cause: thrown })
}

/** Whether nothing can have reached the server: a create that ended so was not made. */
export const neverSent = (thrown: unknown): boolean =>
  codeOf(thrown) === 'proxy' || BEFORE_SENDING.test(words(thrown))
