import { randomUUID } from 'node:crypto'
import PQueue from 'p-queue'
import type {
  AppError,
  JobFailure,
  JobId,
  JobItem,
  JobRequest,
  JobState,
  TokenId,
  UserId,
} from '../../contract/index.ts'
import { failure, Failure } from '../failure.ts'

/** Requests at once: what a browser would open to one server. */
const AT_ONCE = 6
/** Milliseconds between two words about progress. */
const EVERY = 100

export interface JobsOptions {
  readonly remove: (userId: UserId, id: TokenId) => Promise<void>
  readonly onChange: (state: JobState) => void
  readonly now?: () => number
}

export interface Jobs {
  /** @throws Failure `busy` while one runs */
  readonly start: (request: JobRequest) => JobState
  readonly stop: (id: JobId) => void
  readonly current: () => JobState | undefined
  readonly dismiss: (id: JobId) => void
}

/** What a running job has come to. */
interface Run {
  readonly id: JobId
  readonly request: JobRequest
  readonly queue: PQueue
  readonly began: number
  readonly done: TokenId[]
  readonly failures: JobFailure[]
  readonly begun: Set<TokenId>
  phase: JobState['phase']
  told: number
}

/** Bulk work with the truth: what was done, what was not and why, what was never tried. */
export function createJobs({ remove, onChange, now = Date.now }: JobsOptions): Jobs {
  let run: Run | undefined

  const tell = (told: Run) => {
    told.told = now()
    onChange(stateOf(told, now()))
  }

  function settled(changed: Run): void {
    if (now() - changed.told >= EVERY) tell(changed)
  }

  async function work(on: Run, item: JobItem): Promise<void> {
    on.begun.add(item.id)
    try {
      await remove(on.request.userId, item.id)
      on.done.push(item.id)
    } catch (thrown) {
      on.failures.push({ ...item, error: errorOf(thrown) })
      // The session is over for the rest too.
      if (errorOf(thrown).code === 'session-ended') on.queue.clear()
    }
    settled(on)
  }

  async function finish(on: Run): Promise<void> {
    await on.queue.onIdle()
    on.phase = 'finished'
    tell(on)
  }

  function start(request: JobRequest): JobState {
    if (run && run.phase !== 'finished') throw failure('busy')
    const started: Run = {
      id: randomUUID() as JobId,
      request,
      queue: new PQueue({ concurrency: AT_ONCE }),
      began: now(),
      done: [],
      failures: [],
      begun: new Set(),
      phase: 'running',
      told: now(),
    }
    run = started
    for (const item of request.items) void started.queue.add(() => work(started, item))
    void finish(started)
    return stateOf(started, now())
  }

  const known = (id: JobId): Run => {
    if (run?.id !== id) throw failure('not-found')
    return run
  }

  return {
    start,
    stop(id) {
      const stopped = known(id)
      if (stopped.phase !== 'running') return
      stopped.phase = 'stopping'
      stopped.queue.clear()
      tell(stopped)
    },
    current: () => run && stateOf(run, now()),
    dismiss(id) {
      if (known(id).phase === 'finished') run = undefined
    },
  }
}

const errorOf = (thrown: unknown): AppError =>
  thrown instanceof Failure ? thrown.error : failure('internal').error

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
