import type { Bridge, ProfileId, Result, Ticket } from '../../contract/index.ts'
import { nextTicket } from './bridge.ts'
import { isOnScreen, type Place } from './place.ts'

export interface Latest {
  /** @returns nothing when a newer question was asked meanwhile: its answer is the one that counts */
  readonly ask: <T>(question: (ticket: Ticket) => Promise<Result<T>>) => Promise<Result<T> | undefined>
  /** The answer to the question in flight becomes `cancelled`. */
  readonly cancel: () => void
  /** The answer to the question in flight is dropped. */
  readonly forget: () => void
  /** Whether that question is the one in flight. */
  readonly isAsking: (ticket: Ticket) => boolean
}

/** Sends one question at a time. A newer question cancels the older one, and the older answer is dropped. */
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
    isAsking: (ticket) => ticket === current,
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

type Question<T> = (profile: ProfileId, ticket: Ticket) => Promise<T>

/** @returns `undefined` if the screen has changed, so the caller must ignore the answer */
type Ask = <T>(place: Place, question: Question<T>) => Promise<T | undefined>

/**
 * Sends questions about a profile's data; several may be in flight.
 *
 * @param screen see `useScreen`
 */
export const createAsk =
  (screen: () => Place | undefined): Ask =>
  async (place, question) => {
    const answer = await question(place.profile, nextTicket())
    return isOnScreen(place, screen()) ? answer : undefined
  }

export interface LatestOf extends Omit<Latest, 'ask'> {
  /** @returns `undefined` if a newer question was asked, or if the screen has changed */
  readonly ask: <T>(place: Place, question: Question<Result<T>>) => Promise<Result<T> | undefined>
}

/**
 * Sends questions about a profile's data, one at a time.
 *
 * @param screen see `useScreen`
 */
export function createLatestOf(bridge: Bridge, screen: () => Place | undefined): LatestOf {
  const { ask, ...latest } = createLatest(bridge)
  return {
    ...latest,
    async ask(place, question) {
      const answer = await ask((ticket) => question(place.profile, ticket))
      return isOnScreen(place, screen()) ? answer : undefined
    },
  }
}
