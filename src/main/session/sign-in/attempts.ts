import { randomUUID } from 'node:crypto'
import type { AttemptId } from '../../../contract/index.ts'
import { failure } from '../../failure.ts'
import type { Goal } from './goal.ts'

/** A sign-in that is half-way: what the page must not hold, and what it needs no more once it went on. */
export type Attempt =
  | { readonly goal: Goal; readonly kind: 'second-factor'; readonly step: string }
  | { readonly goal: Goal; readonly kind: 'new-password'; readonly password: string }

export interface Attempts {
  /** Another one for the same purpose ends the one before. */
  readonly begin: (attempt: Attempt) => AttemptId
  /** @throws Failure `step-expired` when it is over, or of another kind */
  readonly find: <Kind extends Attempt['kind']>(
    id: AttemptId,
    kind: Kind,
  ) => Extract<Attempt, { readonly kind: Kind }>
  readonly end: (id: AttemptId) => void
  /** Of that purpose, whatever its id. */
  readonly endAll: (purpose: Goal['purpose']) => void
}

/** At most one for each purpose. */
export function createAttempts(): Attempts {
  const attempts = new Map<AttemptId, Attempt>()

  function endAll(purpose: Goal['purpose']): void {
    for (const [id, { goal }] of attempts) if (goal.purpose === purpose) attempts.delete(id)
  }

  return {
    begin(attempt) {
      endAll(attempt.goal.purpose)
      const id = randomUUID() as AttemptId
      attempts.set(id, attempt)
      return id
    },
    find<Kind extends Attempt['kind']>(id: AttemptId, kind: Kind) {
      const attempt = attempts.get(id)
      if (attempt?.kind !== kind) throw failure('step-expired')
      return attempt as Extract<Attempt, { readonly kind: Kind }>
    },
    end: (id) => void attempts.delete(id),
    endAll,
  }
}
