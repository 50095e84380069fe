import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AppError, Result, User, UserId } from '../../contract/index.ts'
import { nextTicket, useBridge } from '../app/bridge.ts'
import { createLatest } from '../app/latest.ts'

/** People read at once. */
const SIZE = 50

/** The directory of users, as far as it was read; and who was met so far, by id. */
export const useDirectory = defineStore('directory', () => {
  const bridge = useBridge()
  const latest = createLatest(bridge)
  const search = ref('')
  const users = shallowRef<readonly User[]>([])
  const page = ref(0)
  const next = ref(false)
  const waiting = ref(false)
  const error = shallowRef<AppError>()
  const met = shallowRef<ReadonlyMap<UserId, User>>(new Map())

  function meet(people: readonly User[]): void {
    met.value = new Map([...met.value, ...people.map((user): [UserId, User] => [user.id, user])])
  }

  async function read(wanted: number): Promise<void> {
    waiting.value = true
    const query = { search: search.value, page: wanted, size: SIZE }
    const answer = await latest.ask((ticket) => bridge.request['users:list'](query, ticket))
    if (!answer) return
    waiting.value = false
    error.value = answer.ok ? undefined : answer.error
    if (!answer.ok) return
    const { items } = answer.value
    meet(items)
    const before = wanted === 1 ? [] : users.value
    const known = new Set(before.map(({ id }) => id))
    users.value = [...before, ...items.filter(({ id }) => !known.has(id))]
    page.value = wanted
    next.value = answer.value.next
  }

  function find(text: string): Promise<void> {
    search.value = text.trim()
    return read(1)
  }

  async function more(): Promise<void> {
    if (next.value && !waiting.value && !error.value) await read(page.value + 1)
  }

  /** Someone whose address was opened without having been in a list. */
  async function look(id: UserId): Promise<Result<User>> {
    const answer = await bridge.request['users:read'](id, nextTicket())
    if (answer.ok) meet([answer.value])
    return answer
  }

  function reset(): void {
    latest.forget()
    search.value = ''
    users.value = []
    met.value = new Map()
    page.value = 0
    next.value = waiting.value = false
    error.value = undefined
  }

  const again = (): Promise<void> => read(page.value + 1)
  const empty = computed(() => !waiting.value && !error.value && page.value > 0 && users.value.length === 0)

  return { search, users, next, waiting, error, met, empty, find, more, again, look, reset }
})
