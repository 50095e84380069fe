import { ref, shallowRef } from 'vue'
import type { AppError, Bridge, TokenId } from '../../contract/index.ts'
import { createLatestOf } from '../app/latest.ts'
import { isOnScreen, type Owner, type Place } from '../app/place.ts'
import type { createSelection } from './selection.ts'

/** All tokens of an owner that match a search. */
export interface Matching extends Owner {
  readonly search: string
}

/** The result of selecting all tokens that match a search. */
export interface AllSelected {
  readonly search: string
  /** There are more than were read. */
  readonly partly: boolean
  /** Number of rows that couldn't be read. */
  readonly unreadable: number
}

/**
 * Selects all tokens that match. The API has no total, so the remaining pages are read.
 *
 * @param screen see `useScreen`
 */
export function createSelectAll(
  bridge: Bridge,
  selection: ReturnType<typeof createSelection>,
  screen: () => Place | undefined,
) {
  const latest = createLatestOf(bridge, screen)
  /** Rows that were read so far; nothing: it is not under way. */
  const read = ref<number>()
  const error = shallowRef<AppError>()
  const done = shallowRef<AllSelected>()
  let asked: Matching | undefined

  /** Known to be gone since it was begun. */
  let left = new Set<TokenId>()

  bridge.on('tokens:reading', ({ ticket, read: count }) => {
    if (latest.isAsking(ticket)) read.value = count
  })

  /** @returns `undefined` if it was cancelled, or if the screen has changed */
  async function select(matching: Matching): Promise<AllSelected | AppError | undefined> {
    const { profile: _, ...search } = matching
    asked = matching
    read.value = 0
    left = new Set()
    error.value = done.value = undefined
    const answer = await latest.ask(matching, (profile, ticket) =>
      bridge.request['tokens:all'](profile, search, ticket),
    )
    if (!answer) return undefined
    read.value = undefined
    if (!answer.ok) {
      if (answer.error.code !== 'cancelled') error.value = answer.error
      return error.value
    }
    const { items, partly = false, unreadable = 0 } = answer.value
    selection.set(
      items.filter(({ id }) => !left.has(id)),
      true,
    )
    done.value = { search: search.search, partly, unreadable }
    return done.value
  }

  function stop(): void {
    latest.forget()
    read.value = undefined
  }

  return {
    read,
    error,
    done,
    select,
    cancel(): void {
      stop()
      error.value = done.value = undefined
    },
    /** Stops reading if the screen will show other rows. */
    leaveFor(place: Place): void {
      if (asked && !isOnScreen(asked, place)) stop()
    },
    outdated: () => (done.value = undefined),
    leave(ids: readonly TokenId[]): void {
      for (const id of ids) left.add(id)
    },
  }
}
