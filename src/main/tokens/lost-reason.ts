import type { ErrorCode, LostReason } from '../../contract/index.ts'
import { Failure } from '../failure.ts'

type Reason = Exclude<LostReason, 'ended'>

/** The others are the connection's. */
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
  /** The HTTP status of an answer that was an error. */
  readonly status?: number
  /** The server's own words. */
  readonly message?: string
}

/** Why a create brought no token. */
export function whyLost(thrown: unknown): WhyLost {
  if (!(thrown instanceof Failure)) return { reason: 'connection' }
  const { code, status, message } = thrown.error
  const reason = REASONS[code] ?? 'connection'
  if (reason !== 'server' || status === undefined) return { reason }
  return { reason, status, ...(message ? { message } : {}) }
}
