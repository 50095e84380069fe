import type { JobKind, TokenId, UserId } from '../../contract/index.ts'
import type { Holding } from '../tokens/holding.ts'

type LookAt = (
  userId: UserId,
  ids: readonly TokenId[],
  /** Ends the look. */
  signal: AbortSignal,
  /** Nobody is waited for to sign in again once it is aborted. */
  stopped: AbortSignal,
) => Promise<Holding>

export interface Look {
  /** All of them, in one look. @throws Failure */
  readonly look: LookAt
  /** One by one, to be sure. */
  readonly lookClosely: LookAt
}

/** What a job asks its server for, all of it in the session of the profile that it was started in. */
export interface Worker extends Look {
  /**
   * Done when it returns. A request that was sent runs to its end; a wait for the person to sign in again ends with
   * `stopped`.
   *
   * @throws Failure
   */
  readonly perform: (kind: JobKind, userId: UserId, id: TokenId, stopped: AbortSignal) => Promise<void>
}
