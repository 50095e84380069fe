import type { Reveal, RevealId } from '../../contract/index.ts'
import { failure } from '../failure.ts'

/**
 * The tokens that wait for the user, of which the first is shown, and closed tokens that can be shown again.
 */
export interface RevealList {
  readonly all: () => readonly Reveal[]
  readonly waiting: () => readonly Reveal[]
  /** @throws Failure `reveal-gone` unless that token is shown */
  readonly read: (id: RevealId) => Reveal
  /** Appends to the list, so that the token the user is working with stays shown. */
  readonly add: (...reveals: readonly Reveal[]) => void
  /** Does nothing if the token is no longer in the list. */
  readonly note: (id: RevealId, change: Partial<Reveal>) => void
  /** @param again the token, if it can be shown again */
  readonly close: (id: RevealId, again?: Reveal) => void
  /** @throws Failure `reveal-gone` unless the token was closed and can be shown again */
  readonly showAgain: (id: RevealId) => void
  /** Drops a closed token, so that it can't be shown again. */
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
