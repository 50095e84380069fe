import { ref, shallowRef } from 'vue'
import type { AppError, Bridge, TokenId, UserId } from '../../contract/index.ts'
import { createLatest } from '../app/latest.ts'
import type { createSelection } from './selection.ts'

/** Selecting all that match: the API has no total, so the rest is read. */
export function createSelectAll(bridge: Bridge, selection: ReturnType<typeof createSelection>) {
  const latest = createLatest(bridge)
  /** Rows that were read so far; nothing: it is not under way. */
  const read = ref<number>()
  const error = shallowRef<AppError>()
  /** What was searched when all of it was selected, whether that was all there is, and how many rows couldn't be read. */
  const done = shallowRef<{
    readonly search: string
    readonly partly: boolean
    readonly unreadable: number
  }>()

  /** Known to be gone since it was begun. */
  let left = new Set<TokenId>()

  bridge.on('tokens:reading', (count) => {
    if (read.value !== undefined) read.value = count
  })

  async function select(userId: UserId, search: string): Promise<void> {
    read.value = 0
    left = new Set()
    error.value = done.value = undefined
    const answer = await latest.ask((ticket) => bridge.request['tokens:all']({ userId, search }, ticket))
    if (!answer) return
    read.value = undefined
    if (answer.ok) {
      selection.set(
        answer.value.items.filter(({ id }) => !left.has(id)),
        true,
      )
      const { partly = false, unreadable = 0 } = answer.value
      done.value = { search, partly, unreadable }
    } else if (answer.error.code !== 'cancelled') error.value = answer.error
  }

  function cancel(): void {
    latest.forget()
    read.value = error.value = done.value = undefined
  }

  return {
    read,
    error,
    done,
    select,
    cancel,
    outdated: () => (done.value = undefined),
    leave(ids: readonly TokenId[]): void {
      for (const id of ids) left.add(id)
    },
  }
}
