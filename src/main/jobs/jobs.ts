import { randomUUID } from 'node:crypto'
import PQueue from 'p-queue'
import type {
  ErrorCode,
  JobFailure,
  JobId,
  JobItem,
  JobKind,
  JobRequest,
  JobState,
  TokenId,
  UserId,
} from '../../contract/index.ts'
import { failure, Failure } from '../failure.ts'
import { AT_ONCE, createPace, type Pace } from './pace.ts'

/** Milliseconds between two words about progress. */
const EVERY = 100
/** Times that one token is tried again after a 429. */
const MOST_TRIES = 10
/** Nothing has reached the server: it is tried again when the network is back. */
const ABSENT: ReadonlySet<ErrorCode> = new Set(['offline', 'unreachable'])

export interface JobsOptions {
  /** Done when it returns. @throws Failure */
  readonly perform: (kind: JobKind, userId: UserId, id: TokenId) => Promise<void>
  readonly onChange: (state: JobState) => void
  readonly now?: () => number
}

export interface Jobs {
  /** @throws Failure `busy` while one runs */
  readonly start: (request: JobRequest) => JobState
  readonly stop: (id: JobId) => void
  readonly current: () => JobState | undefined
  readonly dismiss: (id: JobId) => void
  readonly isRunning: () => boolean
  /** Its person is gone: what is under way ends, and nobody is told. */
  readonly abandon: () => void
}

/** What a running job has come to. */
interface Run {
  readonly id: JobId
  readonly request: JobRequest
  readonly queue: PQueue
  readonly pace: Pace
  readonly began: number
  readonly done: TokenId[]
  readonly failures: JobFailure[]
  /** Sent, at least once. */
  readonly begun: Set<TokenId>
  phase: JobState['phase']
  told: number
}

/** Bulk work with the truth: what was done, what was not and why, what was never tried. */
export function createJobs({ perform, onChange, now = Date.now }: JobsOptions): Jobs {
  let run: Run | undefined

  function tell(told: Run): void {
    told.told = now()
    if (run === told) onChange(stateOf(told, now()))
  }

  function settled(changed: Run): void {
    if (now() - changed.told >= EVERY) tell(changed)
  }

  async function work(on: Run, item: JobItem, tries = 0): Promise<void> {
    on.begun.add(item.id)
    try {
      await perform(on.request.kind, on.request.userId, item.id)
      on.done.push(item.id)
      on.pace.up()
      if (on.phase === 'waiting') changePhase(on, 'running')
    } catch (thrown) {
      if (!putBack(on, item, thrown, tries)) fail(on, item, thrown)
    }
    settled(on)
  }

  /** What has certainly not been done, and is worth another try, goes back in front. @returns whether it did */
  function putBack(on: Run, item: JobItem, thrown: unknown, tries: number): boolean {
    if (!(thrown instanceof Failure)) return false
    const { code } = thrown.error
    const isTooMany = code === 'rate-limited' && tries < MOST_TRIES
    if (!isTooMany && !ABSENT.has(code)) return false
    on.begun.delete(item.id)
    // Stopped meanwhile: it stays as it is.
    if (on.phase === 'stopping') return true
    void on.queue.add(() => work(on, item, isTooMany ? tries + 1 : tries), { priority: 1 })
    if (isTooMany) on.pace.down(thrown)
    else {
      on.pace.absent()
      changePhase(on, 'waiting')
    }
    return true
  }

  function fail(on: Run, item: JobItem, thrown: unknown): void {
    const { error } = thrown instanceof Failure ? thrown : failure('internal')
    on.failures.push({ ...item, error })
    // The session is over for the rest too.
    if (error.code === 'session-ended') on.queue.clear()
  }

  function changePhase(on: Run, phase: Run['phase']): void {
    if (on.phase === phase || on.phase === 'stopping' || on.phase === 'finished') return
    on.phase = phase
    tell(on)
  }

  async function finish(on: Run): Promise<void> {
    await on.queue.onIdle()
    on.phase = 'finished'
    tell(on)
  }

  function start(request: JobRequest): JobState {
    if (run && run.phase !== 'finished') throw failure('busy')
    const queue = new PQueue({ concurrency: AT_ONCE })
    const started: Run = {
      id: randomUUID() as JobId,
      request,
      queue,
      pace: createPace(queue),
      began: now(),
      done: [],
      failures: [],
      begun: new Set(),
      phase: 'running',
      told: now(),
    }
    run = started
    for (const item of request.items) void queue.add(() => work(started, item))
    void finish(started)
    return stateOf(started, now())
  }

  function end(stopped: Run): void {
    if (stopped.phase === 'finished' || stopped.phase === 'stopping') return
    stopped.phase = 'stopping'
    stopped.queue.clear()
    stopped.pace.release()
    tell(stopped)
  }

  const known = (id: JobId): Run => {
    if (run?.id !== id) throw failure('not-found')
    return run
  }

  return {
    start,
    stop: (id) => end(known(id)),
    current: () => run && stateOf(run, now()),
    dismiss(id) {
      if (known(id).phase === 'finished') run = undefined
    },
    isRunning: () => run !== undefined && run.phase !== 'finished',
    abandon() {
      const left = run
      run = undefined
      if (left) end(left)
    },
  }
}

function stateOf(run: Run, now: number): JobState {
  const { id, request, phase, done, failures, begun } = run
  const finished = phase === 'finished'
  return {
    id,
    kind: request.kind,
    userId: request.userId,
    phase,
    total: request.items.length,
    done: done.length,
    failures: [...failures],
    doneIds: finished ? [...done] : [],
    untried: finished ? request.items.filter((item) => !begun.has(item.id)) : [],
    ...timeLeft(run, now),
  }
}

function timeLeft(run: Run, now: number): Pick<JobState, 'timeLeft'> {
  const settled = run.done.length + run.failures.length
  const open = run.request.items.length - settled
  if (run.phase !== 'running' || settled === 0) return {}
  return { timeLeft: Math.round(((now - run.began) / settled) * open) }
}
