import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rounds } from '../support/soak.ts'
import { actions, worlds } from './model/actions.ts'
import { play } from './model/registry.ts'

/** Sequences; a failing one is told with its seed: `REGISTRY_SEED=… npx vitest run tests/integration/registry.spec.ts` */
const SEQUENCES = rounds(100, 5000)
const SEED = process.env['REGISTRY_SEED']

it(
  'whatever is done, and whatever the server makes of it: rows, selection and numbers are as the model says',
  async () => {
    const seed = SEED === undefined ? {} : { seed: Number(SEED) }
    await fc.assert(fc.asyncProperty(worlds, actions, play), { numRuns: SEQUENCES, ...seed })
    expect.hasAssertions()
  },
  SEQUENCES * 2000,
)
