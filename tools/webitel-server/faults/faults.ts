import type { RouteName } from '../routes/names.ts'
import type { Fault, FaultKind } from './kinds.ts'

export type { Fault, FaultKind } from './kinds.ts'

/** What is due at one request. */
export interface DueFaults {
  /** Milliseconds. */
  readonly latency: number
  /** The request waits for these. */
  readonly held: readonly Promise<void>[]
  /** Extra creates that the server does before the work of the request. */
  readonly extra: readonly ExtraWork[]
  readonly kind: FaultKind | undefined
}

/** Faults that are combined with others. */
export type ExtraWork = Extract<FaultKind, { kind: 'twice' | 'twin' }>

/** The requests of a route that a hold applies to. */
export interface HoldOptions {
  /** Number of first requests that pass; 0 by default. */
  readonly skip?: number
  /** Number of requests to hold; by default all. */
  readonly times?: number
}

interface Hold {
  readonly route: RouteName
  readonly released: Promise<void>
  skip: number
  left: number
}

interface Planned {
  readonly fault: Fault
  left: number
  calls: number
}

/**
 * The planned faults. For each request, every latency, `twice` and `twin` of its route is due, and of the
 * others the first that was added: two statuses in a row come one after the other.
 */
export class Faults {
  #planned: Planned[] = []
  readonly #holds = new Set<Hold>()
  readonly #late = new Set<Promise<void>>()

  add(fault: Fault): void {
    const left = fault.times ?? (fault.every === undefined ? 1 : Infinity)
    this.#planned.push({ fault, left, calls: 0 })
  }

  /**
   * Holds requests of that route, before their work, until the test releases them. Unlike a latency, this
   * doesn't depend on the computer's speed.
   *
   * @returns releases the waiting requests and ends the hold
   */
  hold(route: RouteName, { skip = 0, times = Infinity }: HoldOptions = {}): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    const hold = { route, released: promise, skip, left: times }
    this.#holds.add(hold)
    return () => {
      this.#holds.delete(hold)
      resolve()
    }
  }

  /** No more faults; what hangs stays hanging. */
  clear(): void {
    this.#planned = []
  }

  /** How many are still to come, those without end included. */
  get pending(): number {
    return this.#planned.length
  }

  /** Resolves when all late work is done. */
  async settled(): Promise<void> {
    while (this.#late.size > 0) await Promise.all(this.#late)
  }

  /** Uses up what is due at a request of that route. */
  take(route: RouteName | undefined): DueFaults {
    let latency = 0
    const extra: ExtraWork[] = []
    let kind: FaultKind | undefined
    for (const planned of this.#planned.filter(({ fault }) => fault.route === '*' || fault.route === route)) {
      if (!comes(planned)) continue
      const { fault } = planned
      if (fault.kind === 'latency') latency += fault.ms
      else if (fault.kind === 'twice' || fault.kind === 'twin') extra.push(fault)
      else if (kind === undefined) kind = fault
      else continue
      planned.left--
    }
    this.#planned = this.#planned.filter(({ left }) => left > 0)
    return { latency, held: this.#takeHolds(route), extra, kind }
  }

  #takeHolds(route: RouteName | undefined): Promise<void>[] {
    return [...this.#holds]
      .filter((hold) => hold.route === route && hold.skip-- <= 0 && hold.left-- > 0)
      .map(({ released }) => released)
  }

  /** Remembers work that goes on after its answer. */
  addLate(work: Promise<void>): void {
    this.#late.add(work)
    void work.finally(() => this.#late.delete(work))
  }
}

function comes(planned: Planned): boolean {
  planned.calls++
  return planned.calls % (planned.fault.every ?? 1) === 0
}
