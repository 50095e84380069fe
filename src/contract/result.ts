/**
 * What went wrong, in one word. The renderer words it (`errors.<code>`), so that every language can.
 *
 * - the way there: `offline`, `unreachable` (no such host, refused), `timeout`, `cancelled`, `certificate`,
 *   `proxy`, `redirected` (somewhere else: refused), `connection-lost`
 * - the answer: `not-webitel` (another program answers), `bad-answer` (cut off or of the wrong shape), `too-large`
 * - Webitel's word: `unauthorized` (what was typed), `session-ended`, `forbidden`, `not-found`, `invalid`,
 *   `rate-limited`, `server`, `not-done` (it said that it was, and shows the contrary), `name-changed` (done, but the
 *   server changed the token's name too)
 * - the keychain: `keychain-read` (gave no key), `keychain-kept` (did not let one go)
 * - this computer: `clipboard`, `file-denied`, `file-full`, `file-gone`, `file-directory`, `file-dangling`, `file-special`, `file-shared`, `file-slow`, `file`, `reveal-gone`, `busy`
 * - signing in: `wrong-code`, `step-expired` (back to the password), `password-expired`, `password-refused` (a new one),
 *   `other-person` (not the one whose session ended), `other-domain`, `provider` (it refused, or its page failed),
 *   `window-closed` (by the person)
 * - ours: `internal`
 */
export type ErrorCode =
  | 'offline'
  | 'unreachable'
  | 'timeout'
  | 'cancelled'
  | 'certificate'
  | 'proxy'
  | 'redirected'
  | 'connection-lost'
  | 'not-webitel'
  | 'bad-answer'
  | 'too-large'
  | 'unauthorized'
  | 'session-ended'
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'rate-limited'
  | 'server'
  | 'not-done'
  | 'name-changed'
  | 'clipboard'
  | 'file-denied'
  | 'file-full'
  | 'file-gone'
  | 'file-directory'
  | 'file-dangling'
  | 'file-special'
  | 'file-shared'
  | 'file-slow'
  | 'file'
  | 'reveal-gone'
  | 'token-refused'
  | 'token-unsendable'
  | 'keychain-read'
  | 'keychain-kept'
  | 'busy'
  | 'wrong-code'
  | 'step-expired'
  | 'password-expired'
  | 'password-refused'
  | 'other-person'
  | 'other-domain'
  | 'provider'
  | 'window-closed'
  | 'internal'

/** An error as a value: Electron loses the class and fields of what a handler throws (electron#24427). */
export interface AppError {
  readonly code: ErrorCode
  /** The server's own words (`detail`), cut to a readable length; empty when it gave none. */
  readonly message: string
  /** Whether the same request may succeed if it is just tried again. */
  readonly retryable: boolean
  /** The HTTP status, when there was an answer. */
  readonly status?: number
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }
