import type PQueue from 'p-queue'

/** Requests at once, at most: what a browser would open to one server. */
export const AT_ONCE = 6
/** Milliseconds of quiet after a 429 that names none; twice as long after the next, up to sixteen times. */
const QUIET = 1000
const LONGEST_QUIET = 16_000
/** Milliseconds that a server may ask for; who asks for more is asked again by a person. */
const LONGEST = 600_000
/** Pauses in a row, without anything that went well, after which the server is taken at its word. */
const MOST_PAUSES = 8
/** Milliseconds after which an absent network is tried again. */
const ABSENT = 2000

export interface Pace {
  /** One more went well: up again, slowly. */
  readonly up: () => void
  /**
   * Too many requests: half as many at once, after the time that the server asks for.
   *
   * @param asked milliseconds; 0: it named none
   * @returns milliseconds until it goes on; nothing when it is not to go on at all
   */
  readonly down: (asked: number) => number | undefined
  /** No network: one at a time, tried again after a while. */
  readonly absent: () => void
  /** Lets everything go on at once, so that it can end. */
  readonly release: () => void
}

/**
 * How many requests of a queue are under way at once, by what the server and the network make of them.
 *
 * @param onGo a pause is over
 */
export function createPace(queue: PQueue, onGo: () => void, now: () => number = Date.now): Pace {
  let timer: ReturnType<typeof setTimeout> | undefined
  let until = 0
  let good = 0
  let pauses = 0

  /** Refusals come in bursts, of what was under way: one pause for all of them, as long as the longest. */
  function rest(atOnce: number, time: number): number {
    if (!queue.isPaused) queue.concurrency = atOnce
    until = queue.isPaused ? Math.max(until, now() + time) : now() + time
    good = 0
    queue.pause()
    clearTimeout(timer)
    timer = setTimeout(resume, until - now())
    return until - now()
  }

  function resume(): void {
    clearTimeout(timer)
    queue.start()
    onGo()
  }

  return {
    up() {
      good += 1
      pauses = 0
      if (good < queue.concurrency * 2 || queue.concurrency >= AT_ONCE) return
      good = 0
      queue.concurrency += 1
    },
    down(asked) {
      if (!queue.isPaused) pauses += 1
      if (asked > LONGEST || pauses > MOST_PAUSES) return undefined
      const quiet = Math.min(QUIET * 2 ** (pauses - 1), LONGEST_QUIET)
      return rest(Math.max(1, Math.floor(queue.concurrency / 2)), asked || quiet)
    },
    absent: () => void rest(1, ABSENT),
    release: resume,
  }
}
