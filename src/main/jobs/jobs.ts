import type { ErrorCode, JobId, JobItem, JobRequest, JobState, ProfileId } from '../../contract/index.ts'
import { failure, Failure } from '../failure.ts'
import { compare } from './outcome.ts'
import { countSettled, endRest, isOver, letEnd, newRun, stateOf, type Run } from './run.ts'
import type { Worker } from './worker.ts'

/** Milliseconds between two words about progress. */
const EVERY = 100
/** Times that one token is tried again after a 429. */
const MOST_TRIES = 10
/** Milliseconds: a pause that is shorter is not worth a word. */
const SHORT = 3000
/** It is tried again when the network is back: what was done already is done, or found so, then. */
const ABSENT: ReadonlySet<ErrorCode> = new Set(['offline', 'unreachable'])

export interface JobsOptions {
  /** Called once for each job. @throws Failure when that profile is not the current one */
  readonly worker: (profile: ProfileId) => Worker
  readonly onChange: (state: JobState) => void
  readonly now?: () => number
}

export interface Jobs {
  /** @throws Failure `busy` while a job runs; `cancelled` when another profile is current */
  readonly start: (profile: ProfileId, request: JobRequest) => JobState
  readonly stop: (id: JobId) => void
  readonly current: () => JobState | undefined
  readonly dismiss: (id: JobId) => void
  readonly isRunning: () => boolean
  /**
   * Called when the job's user is gone: requests already sent will finish, and the renderer is not notified.
   */
  readonly abandon: () => void
}

/** Bulk work with the truth: what was done, what was not and why, what was never tried. */
export function createJobs(options: JobsOptions): Jobs {
  const { worker, onChange, now = Date.now } = options
  let run: Run | undefined
  let outcome: JobState | undefined

  function tell(told: Run): void {
    told.told = now()
    if (run === told) onChange(outcome ?? stateOf(told, now()))
  }

  async function work(on: Run, item: JobItem, tries = 0): Promise<void> {
    on.begun.add(item.id)
    try {
      await on.worker.perform(on.request.kind, on.request.userId, item.id, on.stop.signal)
      on.done.add(item.id)
      on.pace.up()
    } catch (thrown) {
      if (putBack(on, item, thrown, tries)) return
      fail(on, item, thrown)
    }
    on.doubted.delete(item.id)
    countSettled(on, now())
    // What was on its way when the network went may still end well.
    if (on.phase === 'waiting' && !on.queue.isPaused) changePhase(on, 'running')
    if (now() - on.told >= EVERY) tell(on)
  }

  /** What was not done, as far as can be told, and is worth another try, goes back in front. @returns whether it did */
  function putBack(on: Run, item: JobItem, thrown: unknown, tries: number): boolean {
    if (!(thrown instanceof Failure)) return false
    const { code } = thrown.error
    const isTooMany = code === 'rate-limited' && tries < MOST_TRIES
    // Stopped while it waited for somebody to sign in again.
    if (!isTooMany && !ABSENT.has(code) && !(code === 'cancelled' && on.stop.signal.aborted)) return false
    on.begun.delete(item.id)
    if (ABSENT.has(code)) on.doubted.set(item.id, { ...item, error: thrown.error })
    if (isOver(on)) return true
    void on.queue.add(() => work(on, item, isTooMany ? tries + 1 : tries), { priority: 1 })
    if (isTooMany) slowDown(on, thrown)
    else {
      on.pace.absent()
      changePhase(on, 'waiting')
    }
    return true
  }

  function slowDown(on: Run, thrown: Failure): void {
    const time = on.pace.down(thrown.retryAfter)
    if (time === undefined) return giveUp(on, thrown)
    on.goesOnAt = now() + time
    changePhase(on, time >= SHORT ? 'resting' : 'running')
  }

  function fail(on: Run, item: JobItem, thrown: unknown): void {
    const failed = thrown instanceof Failure ? thrown : failure('internal')
    on.failures.set(item.id, { ...item, error: failed.error })
    if (failed.error.code === 'session-ended') giveUp(on, failed)
  }

  /** The reason holds for the rest too, of which nothing is sent any more. */
  function giveUp(on: Run, { error }: Failure): void {
    on.over ??= error
    letEnd(on)
  }

  function goOn(on: Run): void {
    on.times = [now()]
    if (on.phase === 'resting') changePhase(on, 'running')
  }

  function changePhase(on: Run, phase: Run['phase']): void {
    if (on.phase === phase || on.phase === 'stopping' || on.phase === 'finished') return
    on.phase = phase
    tell(on)
  }

  async function finish(on: Run): Promise<void> {
    await on.queue.onIdle()
    if (run === on) await compare(on, on.worker)
    on.phase = 'finished'
    const untried = endRest(on)
    if (run === on) outcome = stateOf(on, now(), untried)
    tell(on)
  }

  function start(profile: ProfileId, request: JobRequest): JobState {
    if (run && run.phase !== 'finished') throw failure('busy')
    const started = newRun({ profile, request, worker: worker(profile), now, onGo: goOn })
    run = started
    outcome = undefined
    for (const item of started.items.values()) void started.queue.add(() => work(started, item))
    void finish(started)
    return stateOf(started, now())
  }

  function end(stopped: Run): void {
    if (stopped.phase === 'finished') return
    stopped.looking?.abort()
    if (stopped.phase === 'stopping') return
    stopped.phase = 'stopping'
    letEnd(stopped)
    tell(stopped)
  }

  const known = (id: JobId): Run => {
    if (run?.id !== id) throw failure('not-found')
    return run
  }

  return {
    start,
    stop: (id) => end(known(id)),
    current: () => run && (outcome ?? stateOf(run, now())),
    dismiss(id) {
      if (known(id).phase === 'finished') run = outcome = undefined
    },
    isRunning: () => run !== undefined && run.phase !== 'finished',
    abandon() {
      const left = run
      run = outcome = undefined
      if (left) end(left)
    },
  }
}
