import type { JobId, ProfileId, TokenId, UserId } from './ids.ts'
import type { AppError } from './result.ts'

export type JobKind = 'delete' | 'disable' | 'enable'

export interface JobItem {
  readonly id: TokenId
  readonly usage: string
}

export interface JobRequest {
  readonly kind: JobKind
  readonly userId: UserId
  readonly items: readonly JobItem[]
}

export interface JobFailure extends JobItem {
  readonly error: AppError
  /** The answer was lost, and what came of it could not be looked up: it may be done all the same. */
  readonly unsure?: boolean
}

/** How a bulk job stands. `done + failed ≤ total`; equal when `phase` is `finished` and nobody stopped it. */
export interface JobState {
  readonly id: JobId
  /** The profile that started it. */
  readonly profile: ProfileId
  readonly kind: JobKind
  readonly userId: UserId
  /**
   * `waiting`: the network is away; it goes on by itself when it is back. `resting`: the server asked to be left alone
   * for a while.
   */
  readonly phase: 'running' | 'waiting' | 'resting' | 'stopping' | 'finished'
  readonly total: number
  readonly done: number
  readonly failed: number
  /** All of them once `phase` is `finished`; until then the first `FAILURES_TOLD`. */
  readonly failures: readonly JobFailure[]
  /** Milliseconds, by the pace of late; absent until there is one. */
  readonly timeLeft?: number
  /** When it goes on, while it is `resting`: milliseconds since the epoch. */
  readonly goesOnAt?: number
  /** What is done, once `phase` is `finished`. */
  readonly doneIds: readonly TokenId[]
  /** What was never tried because of Stop, once `phase` is `finished`. */
  readonly untried: readonly JobItem[]
}
