import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rounds, SOAK } from '../support/soak.ts'
import { actions, worlds } from './model/actions.ts'
import { play } from './model/registry.ts'

/** A failing one is told with its seed: `REGISTRY_SEED=… npx vitest run tests/integration/registry.spec.ts` */
const SEQUENCES = rounds(100, 5000)
/** The long rounds draw another each time. */
const SEED = process.env['REGISTRY_SEED'] ?? (SOAK ? undefined : '20261125')

it(
  'whatever is done, and whatever the server makes of it: rows, selection and numbers are as the model says',
  async () => {
    const seed = SEED === undefined ? {} : { seed: Number(SEED) }
    await fc.assert(fc.asyncProperty(worlds, actions, play), { numRuns: SEQUENCES, ...seed })
    expect.hasAssertions()
  },
  SEQUENCES * 2000,
)
