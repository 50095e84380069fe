import type { ErrorCode, LostReason } from '../../contract/index.ts'
import { Failure } from '../failure.ts'

type Reason = Exclude<LostReason, 'ended'>

/** Every other code counts as `connection`. */
const REASONS: Readonly<Partial<Record<ErrorCode, Reason>>> = {
  server: 'server',
  forbidden: 'server',
  'not-found': 'server',
  invalid: 'server',
  'rate-limited': 'server',
  timeout: 'timeout',
  cancelled: 'cancelled',
  'bad-answer': 'unreadable',
  'not-webitel': 'unreadable',
  'too-large': 'unreadable',
  redirected: 'unreadable',
}

export interface WhyLost {
  readonly reason: Reason
  /** The HTTP status of an error response. */
  readonly status?: number
  /** The server's error message. */
  readonly message?: string
}

/** Why a create returned no token. */
export function whyLost(thrown: unknown): WhyLost {
  if (!(thrown instanceof Failure)) return { reason: 'connection' }
  const { code, status, message } = thrown.error
  const reason = REASONS[code] ?? 'connection'
  if (reason !== 'server' || status === undefined) return { reason }
  return { reason, status, ...(message ? { message } : {}) }
}
