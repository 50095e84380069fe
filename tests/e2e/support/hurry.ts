import { shortened } from '../../support/soak.ts'
import type { Running } from './fixtures.ts'

/**
 * Main's timers of that length take a fifth of it from now on. How long they are is for unit tests to say; here it is
 * seen that something waits at all, and what comes of it. The long rounds (`npm run test:soak`) wait for all of it.
 */
export async function hurry({ app }: Running, ms: number): Promise<void> {
  await app.evaluate(
    (_, [whole, less]) => {
      const { setTimeout: start } = globalThis
      const hurried = (run: () => void, wait?: number, ...rest: []) =>
        start(run, wait === whole ? less : wait, ...rest)
      globalThis.setTimeout = Object.assign(hurried, start)
    },
    [ms, shortened(ms)] as const,
  )
}
