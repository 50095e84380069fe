/**
 * What went wrong, as a code. The renderer words it (`errors.<code>`), so that it can be translated.
 *
 * - the connection: `offline`, `unreachable` (no such host, refused), `timeout`, `cancelled`, `certificate`,
 *   `proxy`, `redirected` (to another address: refused), `connection-lost`
 * - the response: `not-webitel` (another program answers), `bad-answer` (cut off or of the wrong shape),
 *   `too-large`
 * - Webitel: `unauthorized` (wrong credentials), `session-ended`, `forbidden`, `not-found`, `invalid`,
 *   `rate-limited`, `server`, `not-done` (reported as done, but the change didn't take effect),
 *   `name-changed` (done, but the server also changed the token's name)
 * - a token that is tested: `token-refused`, `token-unsendable` (no header can carry it)
 * - the keychain: `keychain-read` (couldn't read the key), `keychain-kept` (couldn't delete the key)
 * - this computer: `clipboard`, `file-denied`, `file-full`, `file-gone`, `file-directory`, `file-dangling`,
 *   `file-special`, `file-shared`, `file-slow`, `file`, `reveal-gone`, `busy`
 * - signing in: `wrong-code`, `step-expired` (back to the password), `password-expired`, `password-refused`
 *   (a new one), `other-person` (not the user of the ended session), `other-domain`, `provider` (it refused,
 *   or its page failed), `window-closed` (by the user)
 * - a bug in the app: `internal`
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
