/** Where a life is killed: at one of its effects (a file, a keychain call, a request), counted from 1. */
export interface Cut {
  readonly at: number
  /** The effect takes place, and nothing that follows from it. */
  readonly after: boolean
}

/** The only way out of a life. Once it is closed, nothing that was begun in that life has an effect any more. */
export interface Gate {
  readonly isOpen: () => boolean
  /** Resolves when the life was killed, or ended. */
  readonly closed: Promise<void>
  readonly close: () => void
  /** Never settles once the life is over, as a killed process never goes on. */
  readonly pass: <T>(effect: () => Promise<T>) => Promise<T>
  /** @throws Error once the life is over */
  readonly passNow: <T>(effect: () => T) => T
  /** Resolves when the effects that were begun have come to their end: a server goes on with what reached it. */
  readonly settled: () => Promise<unknown>
  readonly effects: () => number
}

export function createGate(cut?: Cut): Gate {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const inFlight = new Set<Promise<unknown>>()
  let isOpen = true
  let effects = 0

  function close(): void {
    isOpen = false
    resolve()
  }

  /** @returns the effect's number, or nothing where it must not take place */
  function begin(): number | undefined {
    if (!isOpen) return undefined
    effects += 1
    if (cut?.at === effects && !cut.after) close()
    return isOpen ? effects : undefined
  }

  function end(effect: number): void {
    if (cut?.at === effect && cut.after) close()
  }

  return {
    isOpen: () => isOpen,
    closed,
    close,
    async pass(effect) {
      const number = begin()
      if (number === undefined) return await never()
      const working = effect().finally(() => end(number))
      const ended: Promise<unknown> = working.catch(() => undefined).finally(() => inFlight.delete(ended))
      inFlight.add(ended)
      await ended
      return await (isOpen ? working : never())
    },
    passNow(effect) {
      const number = begin()
      if (number === undefined) throw new Error('This life is over')
      try {
        return effect()
      } finally {
        end(number)
      }
    },
    async settled() {
      while (inFlight.size > 0) await Promise.all(inFlight)
    },
    effects: () => effects,
  }
}

const never = (): Promise<never> => new Promise(() => undefined)
