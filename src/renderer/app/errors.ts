import { useI18n } from 'vue-i18n'
import type { AppError, ErrorCode } from '../../contract/index.ts'

/** What happened and what to do, for each code. A record, so that the compiler names one that has no words. */
export const SENTENCES: Readonly<Record<ErrorCode, string>> = {
  offline: 'errors.offline',
  unreachable: 'errors.unreachable',
  timeout: 'errors.timeout',
  cancelled: 'errors.cancelled',
  certificate: 'errors.certificate',
  proxy: 'errors.proxy',
  redirected: 'errors.redirected',
  'connection-lost': 'errors.connection-lost',
  'not-webitel': 'errors.not-webitel',
  'bad-answer': 'errors.bad-answer',
  'too-large': 'errors.too-large',
  unauthorized: 'errors.unauthorized',
  'session-ended': 'errors.session-ended',
  forbidden: 'errors.forbidden',
  'not-found': 'errors.not-found',
  invalid: 'errors.invalid',
  'rate-limited': 'errors.rate-limited',
  server: 'errors.server',
  'not-done': 'errors.not-done',
  'name-changed': 'errors.name-changed',
  clipboard: 'errors.clipboard',
  'file-denied': 'errors.file-denied',
  'file-full': 'errors.file-full',
  'file-gone': 'errors.file-gone',
  'file-directory': 'errors.file-directory',
  'file-dangling': 'errors.file-dangling',
  'file-special': 'errors.file-special',
  'file-shared': 'errors.file-shared',
  'file-slow': 'errors.file-slow',
  file: 'errors.file',
  'reveal-gone': 'errors.reveal-gone',
  'token-refused': 'errors.token-refused',
  'token-unsendable': 'errors.token-unsendable',
  'keychain-read': 'errors.keychain-read',
  'keychain-kept': 'errors.keychain-kept',
  busy: 'errors.busy',
  'wrong-code': 'errors.wrong-code',
  'step-expired': 'errors.step-expired',
  'password-expired': 'errors.password-expired',
  'password-refused': 'errors.password-refused',
  'other-person': 'errors.other-person',
  'other-domain': 'errors.other-domain',
  provider: 'errors.provider',
  'window-closed': 'errors.window-closed',
  internal: 'errors.internal',
}

/** The same in a few words, for lists of failures; the others are worded by their sentence. */
export const REASONS: Readonly<Partial<Record<ErrorCode, string>>> = {
  offline: 'reasons.offline',
  timeout: 'reasons.timeout',
  'connection-lost': 'reasons.connection-lost',
  'session-ended': 'reasons.session-ended',
  forbidden: 'reasons.forbidden',
  'rate-limited': 'reasons.rate-limited',
  server: 'reasons.server',
}

export interface ErrorWords {
  /** What happened, what to do, and the server's own words where it gave some. */
  readonly sentence: (error: AppError) => string
  /** A few words, with the status when there was one. */
  readonly reason: (error: AppError) => string
}

export function useErrorWords(): ErrorWords {
  const { t } = useI18n()

  function sentence({ code, message }: AppError): string {
    const ours = t(SENTENCES[code])
    return message ? `${ours} ${t('errors.server-words', { message })}` : ours
  }

  function reason(error: AppError): string {
    const short = REASONS[error.code]
    if (!short) return sentence(error)
    return error.status === undefined
      ? t(short)
      : t('reasons.with-status', { reason: t(short), status: error.status })
  }

  return { sentence, reason }
}
