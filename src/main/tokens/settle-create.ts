import type { Session } from '../session/session.ts'
import type { Creation } from './creation.ts'

export interface SettleCreateOptions {
  readonly creation: Pick<Creation, 'idle' | 'isUnderWay'>
  readonly session: Pick<Session, 'asked'>
  /** Nobody signs in again. */
  readonly giveUp: () => void
  /** Whether nothing else waits for somebody to sign in again that is asked about first. */
  readonly mayGiveUp: () => boolean
}

/**
 * The application is to end. A create that was sent is waited for: its answer may be a token that has to be shown. One
 * that was refused, and waits for somebody to sign in again, has made nothing: nobody who closes a window comes to do so.
 */
export async function settleCreate({
  creation,
  session,
  giveUp,
  mayGiveUp,
}: SettleCreateOptions): Promise<void> {
  while (creation.isUnderWay()) {
    await Promise.race([creation.idle(), session.asked()])
    if (!creation.isUnderWay() || !mayGiveUp()) return
    giveUp()
  }
}
