import { randomUUID } from 'node:crypto'

const LIFETIME = 5 * 60_000
const TRIES = 5

interface Step {
  readonly userId: string
  readonly until: number
  tries: number
}

/** Sign-ins that wait for their one-time code. */
export class SecondFactors {
  readonly #steps = new Map<string, Step>()

  /** Begins the step and gives the id that the code is sent with. */
  begin(userId: string): string {
    const id = randomUUID()
    this.#steps.set(id, { userId, until: Date.now() + LIFETIME, tries: 0 })
    return id
  }

  /** Whose step it is; `undefined` when it is unknown, over or tried too often. Counts as a try. */
  attempt(id: string): string | undefined {
    const step = this.#steps.get(id)
    if (step === undefined || step.until <= Date.now() || step.tries >= TRIES) return undefined
    step.tries++
    return step.userId
  }

  finish(id: string): void {
    this.#steps.delete(id)
  }

  /** Every step under way has expired: its next code gets status 416. */
  expireAll(): void {
    this.#steps.clear()
  }
}
