import type { SecondFactors } from '../second-factors.ts'
import type { Store } from '../store/store.ts'
import type { Switches } from '../switches.ts'

/** What every route works with. */
export interface Context {
  readonly store: Store
  readonly switches: Switches
  readonly secondFactors: SecondFactors
}
