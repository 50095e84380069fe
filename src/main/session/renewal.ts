import { failure } from '../failure.ts'
import { orCancelled } from '../or-cancelled.ts'

export interface Renewal {
  /** Resolves when the session is good again; one wait for many callers. @throws Failure `session-ended`, `cancelled` */
  readonly wait: (signal?: AbortSignal) => Promise<void>
  /** Somebody is asked. */
  readonly isWaiting: () => boolean
  /** Resolves when somebody is. */
  readonly asked: () => Promise<void>
  readonly succeed: () => void
  /** There is nobody any more who could. */
  readonly giveUp: () => void
  /** They would not: nobody is asked anew for what follows by itself. */
  readonly refuse: () => void
}

/** Milliseconds of it: what follows by itself from what was given up (a list is read again after a job) is no new wish. */
const QUIET = 2000

/** The wait for a person to sign in again, after the server refused the session. */
export function createRenewal(ask: () => void, now: () => number = Date.now): Renewal {
  let waiting: PromiseWithResolvers<void> | undefined
  let asking = withResolvers()
  let quietUntil = 0

  function begin(): PromiseWithResolvers<void> {
    const wait = withResolvers()
    // Every caller may have been cancelled by the time it is given up.
    wait.promise.catch(() => undefined)
    // First: where nobody can be asked it throws, and nothing is waited for.
    ask()
    waiting = wait
    asking.resolve()
    return wait
  }

  function end(settle: (wait: PromiseWithResolvers<void>) => void): void {
    if (!waiting) return
    settle(waiting)
    waiting = undefined
    asking = withResolvers()
  }

  return {
    async wait(signal) {
      if (!waiting && now() < quietUntil) throw failure('session-ended')
      await orCancelled((waiting ?? begin()).promise, signal)
    },
    isWaiting: () => waiting !== undefined,
    asked: () => asking.promise,
    succeed() {
      quietUntil = 0
      end(({ resolve }) => resolve())
    },
    giveUp() {
      quietUntil = 0
      end(refuse)
    },
    refuse() {
      if (waiting) quietUntil = now() + QUIET
      end(refuse)
    },
  }
}

const refuse = ({ reject }: PromiseWithResolvers<void>): void => reject(failure('session-ended'))

/** `Promise.withResolvers`, which Node 20 lacks. */
function withResolvers(): PromiseWithResolvers<void> {
  let resolve: () => void = () => undefined
  let reject: (reason: unknown) => void = () => undefined
  const promise = new Promise<void>((...both) => ([resolve, reject] = both))
  return { promise, resolve, reject }
}
