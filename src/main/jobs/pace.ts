import type PQueue from 'p-queue'
import type { Failure } from '../failure.ts'

/** Requests at once, at most: what a browser would open to one server. */
export const AT_ONCE = 6
/** Milliseconds of quiet after a 429 that names none. */
const QUIET = 1000
/** Milliseconds after which an absent network is tried again. */
const ABSENT = 2000

export interface Pace {
  /** One more went well: up again, slowly. */
  readonly up: () => void
  /** Too many requests: half as many at once, after the time that the server asks for. */
  readonly down: (thrown: Failure) => void
  /** No network: one at a time, tried again after a while. */
  readonly absent: () => void
  /** Lets everything go on at once, so that it can end. */
  readonly release: () => void
}

/** How many requests of a queue are under way at once, by what the server and the network make of them. */
export function createPace(queue: PQueue): Pace {
  let timer: ReturnType<typeof setTimeout> | undefined
  let good = 0

  function rest(atOnce: number, time: number): void {
    good = 0
    queue.concurrency = atOnce
    // Several come back in one moment: one pause for all of them.
    if (queue.isPaused) return
    queue.pause()
    timer = setTimeout(resume, time)
  }

  function resume(): void {
    clearTimeout(timer)
    queue.start()
  }

  return {
    up() {
      good += 1
      if (good < queue.concurrency * 2 || queue.concurrency >= AT_ONCE) return
      good = 0
      queue.concurrency += 1
    },
    down: ({ retryAfter }) => rest(Math.max(1, Math.floor(queue.concurrency / 2)), retryAfter || QUIET),
    absent: () => rest(1, ABSENT),
    release: resume,
  }
}
