import type { Reveal, RevealId } from '../../contract/index.ts'
import { failure } from '../failure.ts'

/** The tokens that wait to be dealt with, the first of which is shown, and closed ones that can be shown again. */
export interface RevealList {
  readonly all: () => readonly Reveal[]
  readonly waiting: () => readonly Reveal[]
  /** @throws Failure `reveal-gone` unless that one is shown */
  readonly read: (id: RevealId) => Reveal
  /** Behind the one that is shown, which nobody takes away from under somebody's hands. */
  readonly add: (...reveals: readonly Reveal[]) => void
  /** Does nothing where it is dealt with by now. */
  readonly note: (id: RevealId, change: Partial<Reveal>) => void
  /** @param again what can be shown again of it */
  readonly close: (id: RevealId, again?: Reveal) => void
  /** @throws Failure `reveal-gone` unless it is a closed one */
  readonly showAgain: (id: RevealId) => void
  /** Can't be shown again from now on. */
  readonly drop: (id: RevealId) => void
}

export function createRevealList(): RevealList {
  let waiting: readonly Reveal[] = []
  let closed: readonly Reveal[] = []
  const without = (reveals: readonly Reveal[], id: RevealId) => reveals.filter((reveal) => reveal.id !== id)

  return {
    all: () => [...waiting, ...closed],
    waiting: () => waiting,
    read(id) {
      const [shown] = waiting
      if (shown?.id !== id) throw failure('reveal-gone')
      return shown
    },
    add: (...reveals) => void (waiting = [...waiting, ...reveals]),
    note(id, change) {
      const noted = (reveal: Reveal): Reveal => (reveal.id === id ? { ...reveal, ...change } : reveal)
      waiting = waiting.map(noted)
      closed = closed.map(noted)
    },
    close(id, again) {
      waiting = without(waiting, id)
      if (again) closed = [...closed, again]
    },
    showAgain(id) {
      const reveal = closed.find((one) => one.id === id)
      if (!reveal) throw failure('reveal-gone')
      closed = without(closed, id)
      waiting = [...waiting, reveal]
    },
    drop: (id) => void (closed = without(closed, id)),
  }
}
