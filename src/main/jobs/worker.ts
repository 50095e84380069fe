import type { JobKind, TokenId, UserId } from '../../contract/index.ts'
import type { Holding } from '../tokens/holding.ts'

type LookAt = (
  userId: UserId,
  ids: readonly TokenId[],
  /** Aborts the lookup. */
  signal: AbortSignal,
  /** Once aborted, the lookup no longer waits for the user to sign in again. */
  stopped: AbortSignal,
) => Promise<Holding>

export interface Look {
  /** Looks up all the tokens together. @throws Failure */
  readonly look: LookAt
  /** Reads each token separately, to be sure. */
  readonly lookClosely: LookAt
}

/** The requests that a job sends, all in the session of the profile that started it. */
export interface Worker extends Look {
  /**
   * Resolves when the change is done. `stopped` cancels only the wait for the user to sign in again, not a
   * request already sent.
   *
   * @throws Failure
   */
  readonly perform: (kind: JobKind, userId: UserId, id: TokenId, stopped: AbortSignal) => Promise<void>
}
