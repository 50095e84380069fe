import type { Bridge, Result, Ticket } from '../../contract/index.ts'
import { nextTicket } from './bridge.ts'

export interface Latest {
  /** @returns nothing when a newer question was asked meanwhile: its answer is the one that counts */
  readonly ask: <T>(question: (ticket: Ticket) => Promise<Result<T>>) => Promise<Result<T> | undefined>
  /** The answer to the question under way becomes `cancelled`. */
  readonly cancel: () => void
  /** The answer to the question under way is dropped. */
  readonly forget: () => void
}

/** One question at a time: a newer one ends the older, whose answer never overwrites the newer one's. */
export function createLatest(bridge: Bridge): Latest {
  let current: Ticket | undefined

  function cancel(): void {
    if (current !== undefined) void bridge.request['request:cancel'](current)
  }

  function forget(): void {
    cancel()
    current = undefined
  }

  return {
    cancel,
    forget,
    async ask(question) {
      cancel()
      const ticket = nextTicket()
      current = ticket
      const answer = await question(ticket)
      if (current !== ticket) return undefined
      current = undefined
      return answer
    },
  }
}
