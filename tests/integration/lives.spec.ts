import fc from 'fast-check'
import { expect, it } from 'vitest'
import { startWebitelServer } from '../../tools/webitel-server/index.ts'
import { rounds, SOAK } from '../support/soak.ts'
import { playLives } from './lives/play.ts'
import { lives, LIVES_OF_ONE_FOLDER } from './lives/steps.ts'

const LIVES = rounds(40, 1000)
/**
 * A failure is told with its seed, its path and all that was done: `SOAK_SEED=… npx vitest run tests/integration/lives.spec.ts`.
 * The long rounds draw another each time.
 */
const SEED = process.env['SOAK_SEED'] ?? (SOAK ? undefined : '20261128')

it("in random lives nothing is doubled, lost, or another account's", async () => {
  const start = () => startWebitelServer({ big: false, users: 0, tokens: 0 })
  const servers = [await start(), await start()] as const
  try {
    const property = fc.asyncProperty(lives, async (plans) => {
      expect(await playLives(servers, plans)).toBe('')
    })
    const seed = SEED === undefined ? {} : { seed: Number(SEED) }
    await fc.assert(property, { numRuns: LIVES / LIVES_OF_ONE_FOLDER, ...seed })
  } finally {
    for (const server of servers) await server.close()
  }
})
