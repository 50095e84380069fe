import { randomUUID } from 'node:crypto'
import PQueue from 'p-queue'
import type {
  AppError,
  JobFailure,
  JobId,
  JobItem,
  JobRequest,
  JobState,
  ProfileId,
  TokenId,
} from '../../contract/index.ts'
import { AT_ONCE, createPace, type Pace } from './pace.ts'
import type { Worker } from './worker.ts'

/** Failures that are told while a job runs: 20 000 of them ten times a second would stop the page. */
export const FAILURES_TOLD = 200
/** Settled ones by which the time left is told. */
const OF_LATE = 30

/** What a running job has come to. */
export interface Run {
  readonly id: JobId
  readonly profile: ProfileId
  readonly request: JobRequest
  readonly worker: Worker
  readonly items: ReadonlyMap<TokenId, JobItem>
  readonly queue: PQueue
  readonly pace: Pace
  readonly done: Set<TokenId>
  readonly failures: Map<TokenId, JobFailure>
  /** Sent, at least once, unless it was put back since. */
  readonly begun: Set<TokenId>
  /** Put back when the network went away, which may have been after it was sent. */
  readonly doubted: Map<TokenId, JobFailure>
  /** Ends waits for somebody to sign in again, once nothing more is to be done. */
  readonly stop: AbortController
  /** There once all is sent: ends the look at what the server then holds. */
  looking?: AbortController
  phase: JobState['phase']
  /** Why the rest is not tried any more, when nobody stopped it. */
  over?: AppError
  goesOnAt?: number
  /** When it began, or went on after a pause, and when the last of them were settled. */
  times: readonly number[]
  /** When it was told last. */
  told: number
}

export interface RunOptions extends Pick<Run, 'profile' | 'request' | 'worker'> {
  readonly now: () => number
  /** Called when a pause is over. */
  readonly onGo: (run: Run) => void
}

export function newRun({ profile, request, worker, now, onGo }: RunOptions): Run {
  const queue = new PQueue({ concurrency: AT_ONCE })
  const run: Run = {
    id: randomUUID() as JobId,
    profile,
    request,
    worker,
    // What is named twice is done once, and counts once.
    items: new Map(request.items.map((item) => [item.id, item])),
    queue,
    pace: createPace(queue, () => onGo(run), now),
    done: new Set(),
    failures: new Map(),
    begun: new Set(),
    doubted: new Map(),
    stop: new AbortController(),
    phase: 'running',
    times: [now()],
    told: now(),
  }
  return run
}

/** What was sent ends by itself; nothing more is sent, and nobody is waited for. */
export function letEnd({ queue, stop, pace }: Run): void {
  queue.clear()
  stop.abort()
  pace.release()
}

export const isOver = ({ phase, over }: Run): boolean =>
  phase === 'stopping' || phase === 'finished' || over !== undefined

export function countSettled(run: Run, now: number): void {
  run.times = [...run.times, now].slice(-OF_LATE - 1)
}

/** What was never sent: stopped before, or failed with the reason that ended it all. */
export function endRest(run: Run): readonly JobItem[] {
  const rest = [...run.items.values()].filter(({ id }) => !run.begun.has(id))
  if (!run.over) return rest
  for (const item of rest) run.failures.set(item.id, { ...item, error: run.over })
  return []
}

export function stateOf(run: Run, now: number, untried: readonly JobItem[] = []): JobState {
  const { id, profile, request, items, phase, done, failures, goesOnAt } = run
  const finished = phase === 'finished'
  return {
    id,
    profile,
    kind: request.kind,
    userId: request.userId,
    phase,
    total: items.size,
    done: done.size,
    failed: failures.size,
    failures: finished ? [...failures.values()] : firstOf(failures.values(), FAILURES_TOLD),
    doneIds: finished ? [...done] : [],
    untried,
    ...(phase === 'resting' && goesOnAt !== undefined ? { goesOnAt } : {}),
    ...timeLeft(run, now),
  }
}

function firstOf<T>(values: Iterable<T>, most: number): readonly T[] {
  const first: T[] = []
  for (const value of values) {
    if (first.length >= most) break
    first.push(value)
  }
  return first
}

function timeLeft({ items, done, failures, phase, times }: Run, now: number): Pick<JobState, 'timeLeft'> {
  const [first] = times
  const settled = times.length - 1
  if (phase !== 'running' || first === undefined || settled < 1) return {}
  const open = items.size - done.size - failures.size
  return { timeLeft: Math.round(((now - first) / settled) * open) }
}
