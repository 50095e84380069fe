import { shortened, SOAK } from '../../support/soak.ts'
import type { Running } from './fixtures.ts'

/**
 * Main's timers of that length take a fifth of it, until `calm` is called. How long they are is for unit tests to say;
 * here it is seen that something waits at all, and what comes of it. The long rounds (`npm run test:soak`) wait for all
 * of it.
 *
 * @returns `calm`, to be called as soon as the wait is over: what follows may need the whole time on a slow computer
 */
export async function hurry({ app }: Running, ms: number): Promise<() => Promise<void>> {
  const before = await app.evaluateHandle(
    (_, [whole, less]) => {
      const { setTimeout: start } = globalThis
      const hurried = (run: () => void, wait?: number, ...rest: []) =>
        start(run, wait === whole ? less : wait, ...rest)
      globalThis.setTimeout = Object.assign(hurried, start)
      return { start }
    },
    [ms, shortened(ms)] as const,
  )
  return async () => await before.evaluate(({ start }) => void (globalThis.setTimeout = start))
}

/**
 * Main's next timer of that length waits until `fire` is called, however slow the test is. In the long rounds it takes
 * its whole time instead.
 */
export async function holdTimer({ app }: Running, ms: number): Promise<() => Promise<void>> {
  if (SOAK) return async () => undefined
  const held = await app.evaluateHandle((_, length) => {
    const { setTimeout: start } = globalThis
    let run: (() => void) | undefined
    const holding = (work: () => void, wait?: number, ...rest: []) => {
      if (wait !== length) return start(work, wait, ...rest)
      globalThis.setTimeout = start
      run = work
      // Never by itself: 24 days.
      return start(() => undefined, 2 ** 31 - 1)
    }
    globalThis.setTimeout = Object.assign(holding, start)
    return { fire: () => run?.() }
  }, ms)
  return async () => await held.evaluate(({ fire }) => fire())
}
