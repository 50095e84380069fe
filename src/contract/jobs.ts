import type { JobId, TokenId, UserId } from './ids.ts'
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
}

/** How a bulk job stands. `done + failures.length ≤ total`; equal when `phase` is `finished` and nobody stopped it. */
export interface JobState {
  readonly id: JobId
  readonly kind: JobKind
  readonly userId: UserId
  /** `waiting`: the network is away; it goes on by itself when it is back. */
  readonly phase: 'running' | 'waiting' | 'stopping' | 'finished'
  readonly total: number
  readonly done: number
  readonly failures: readonly JobFailure[]
  /** Milliseconds, by the pace so far; absent until there is one. */
  readonly timeLeft?: number
  /** What is done, once `phase` is `finished`. */
  readonly doneIds: readonly TokenId[]
  /** What was never tried because of Stop, once `phase` is `finished`. */
  readonly untried: readonly JobItem[]
}
