import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AppError, Person, Result, Ticket, User, UserId, UserPage } from '../../contract/index.ts'
import { LONGEST_SEARCH, nextTicket, useBridge } from '../app/bridge.ts'
import { createLatest } from '../app/latest.ts'
import { nameOf } from './names.ts'
import { sweep } from './sweep.ts'

/** People read at once. */
const SIZE = 50

interface Beginning {
  readonly first: UserPage
  readonly recent: readonly Person[]
}

const asPerson = (user: User): Person => ({ id: user.id, name: nameOf(user) })

/** The directory of users, as far as it was read; and who was met so far, by id. */
export const useDirectory = defineStore('directory', () => {
  const bridge = useBridge()
  const latest = createLatest(bridge)
  const search = ref('')
  const users = shallowRef<readonly User[]>([])
  /** Whose tokens were opened lately, as of when the list was begun: who is opened now stays where they are. */
  const recent = shallowRef<readonly Person[]>([])
  /** The last that was read; 0: the list was not begun. */
  const page = ref(0)
  const next = ref(false)
  /** How many people couldn't be read and are left out. */
  const unreadable = ref(0)
  const waiting = ref(false)
  const error = shallowRef<AppError>()
  const met = shallowRef<ReadonlyMap<UserId, User>>(new Map())
  /** Somebody came more than once. */
  let repeated = false
  /** What was asked last, to be asked again. */
  let again = (): Promise<void> => find('')

  /** Each once: those of late, then the others in the server's order. */
  const people = computed<readonly Person[]>(() => {
    const first = new Set(recent.value.map(({ id }) => id))
    return [...recent.value, ...users.value.filter(({ id }) => !first.has(id)).map(asPerson)]
  })
  const empty = computed(
    () =>
      !waiting.value && !error.value && page.value > 0 && people.value.length === 0 && unreadable.value === 0,
  )

  function meet(those: readonly User[]): void {
    met.value = new Map([...met.value, ...those.map((user): [UserId, User] => [user.id, user])])
  }

  /** @returns nothing after a failure, and when something newer was asked meanwhile */
  async function ask<T>(question: (ticket: Ticket) => Promise<Result<T>>): Promise<T | undefined> {
    waiting.value = true
    const answer = await latest.ask(question)
    if (!answer) return undefined
    waiting.value = false
    error.value = answer.ok ? undefined : answer.error
    return answer.ok ? answer.value : undefined
  }

  const list = (wanted: number, ticket: Ticket, size = SIZE): Promise<Result<UserPage>> =>
    bridge.request['users:list']({ search: search.value, page: wanted, size }, ticket)

  /** A search is the server's alone; of everybody, those of late come first. */
  async function find(typed: string): Promise<void> {
    const text = typed.slice(0, LONGEST_SEARCH)
    search.value = text.trim()
    again = () => find(text)
    const begun = await ask<Beginning>(async (ticket) => {
      const lately = search.value === '' ? bridge.request['users:recent']() : undefined
      const first = await list(1, ticket)
      const those = await lately
      return first.ok
        ? { ok: true, value: { first: first.value, recent: those?.ok ? those.value : [] } }
        : first
    })
    if (begun) start(begun)
    // What was read before belongs to another search.
    else if (error.value) clear()
  }

  function start({ first, recent: lately }: Beginning): void {
    clear()
    recent.value = lately
    take(1, first)
  }

  function clear(): void {
    users.value = recent.value = []
    page.value = unreadable.value = 0
    next.value = repeated = false
  }

  function take(wanted: number, { items, next: more, unreadable: odd = 0 }: UserPage): void {
    repeated ||= add(items) < items.length
    page.value = wanted
    unreadable.value += odd
    next.value = more
  }

  /** @returns how many of them are new */
  function add(items: readonly User[]): number {
    meet(items)
    const known = new Set(users.value.map(({ id }) => id))
    const added = items.filter(({ id }) => !known.has(id))
    users.value = [...users.value, ...added]
    return added.length
  }

  async function read(wanted: number): Promise<void> {
    again = () => read(wanted)
    const answer = await ask((ticket) => list(wanted, ticket))
    if (!answer) return
    take(wanted, answer)
    if (repeated && !answer.next) await findLeftOut()
  }

  async function findLeftOut(): Promise<void> {
    again = findLeftOut
    await sweep((wanted, size) => ask((ticket) => list(wanted, ticket, size)), add)
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
    clear()
    met.value = new Map()
    waiting.value = false
    error.value = undefined
  }

  return {
    search,
    users,
    people,
    recent,
    next,
    unreadable,
    waiting,
    error,
    met,
    empty,
    find,
    more,
    again: () => again(),
    look,
    opened: (person: Person) => bridge.request['users:opened'](person),
    reset,
  }
})
