import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  AppError,
  Bridge,
  Person,
  ProfileId,
  Result,
  Ticket,
  User,
  UserPage,
} from '../../contract/index.ts'
import { LONGEST_SEARCH, useBridge } from '../app/bridge.ts'
import { createAsk, createLatestOf } from '../app/latest.ts'
import { useScreen, type Owner } from '../app/place.ts'
import { createMet } from './met.ts'
import { nameOf } from './names.ts'
import { sweep } from './sweep.ts'

/** People read at once. */
const SIZE = 50

interface Beginning {
  readonly first: UserPage
  readonly recent: readonly Person[]
}

type Question<T> = (ticket: Ticket) => Promise<Result<T>>

const asPerson = (user: User): Person => ({ id: user.id, name: nameOf(user) })

const peopleOf = (recent: readonly Person[], users: readonly User[]): readonly Person[] => {
  const first = new Set(recent.map(({ id }) => id))
  return [...recent, ...users.filter(({ id }) => !first.has(id)).map(asPerson)]
}

/**
 * Loads the first page. Without a search, also loads the recently opened users; if that fails, the list omits
 * them.
 */
async function beginningOf(
  { request }: Bridge,
  profile: ProfileId,
  search: string,
  ticket: Ticket,
): Promise<Result<Beginning>> {
  const lately = search === '' ? request['users:recent'](profile) : undefined
  const first = await request['users:list'](profile, { search, page: 1, size: SIZE }, ticket)
  const those = await lately
  return first.ok ? { ok: true, value: { first: first.value, recent: those?.ok ? those.value : [] } } : first
}

/** The users of the current profile: the pages loaded so far, and a map of all users seen so far by id. */
export const useDirectory = defineStore('directory', () => {
  const bridge = useBridge()
  const screen = useScreen()
  const latest = createLatestOf(bridge, screen)
  const askOnce = createAsk(screen)
  const search = ref('')
  const users = shallowRef<readonly User[]>([])
  /** Whose tokens were opened lately, as of when the list was begun: who is opened now stays where they are. */
  const recent = shallowRef<readonly Person[]>([])
  /** The last that was read; 0: the list was not begun. */
  const page = ref(0)
  const next = ref(false)
  /** Number of users that couldn't be read and aren't shown. */
  const unreadable = ref(0)
  const waiting = ref(false)
  const error = shallowRef<AppError>()
  const { met, meet, forget } = createMet(screen)
  /** The profile of the loaded list. */
  let listed: ProfileId | undefined
  /** Somebody came more than once. */
  let repeated = false
  /** What was asked last, to be asked again. */
  let again = (): Promise<void> => Promise.resolve()

  /** Each once: those of late, then the others in the server's order. */
  const people = computed(() => peopleOf(recent.value, users.value))
  const empty = computed(
    () =>
      !waiting.value && !error.value && page.value > 0 && people.value.length === 0 && unreadable.value === 0,
  )

  /** @returns `undefined` after a failure, if a newer question was asked, or if another profile is shown */
  async function ask<T>(profile: ProfileId, question: Question<T>): Promise<T | undefined> {
    waiting.value = true
    const answer = await latest.ask({ profile }, (_, ticket) => question(ticket))
    if (!answer) return undefined
    waiting.value = false
    error.value = answer.ok ? undefined : answer.error
    return answer.ok ? answer.value : undefined
  }

  const list = (profile: ProfileId, wanted: number, ticket: Ticket, size = SIZE): Promise<Result<UserPage>> =>
    bridge.request['users:list'](profile, { search: search.value, page: wanted, size }, ticket)

  /** A search shows only the server's results. The full list starts with the recently opened users. */
  async function find(profile: ProfileId, typed: string): Promise<void> {
    const text = typed.slice(0, LONGEST_SEARCH)
    search.value = text.trim()
    again = () => find(profile, text)
    const begun = await ask(profile, (ticket) => beginningOf(bridge, profile, search.value, ticket))
    if (begun) start(profile, begun)
    // What was read before belongs to another search.
    else if (error.value) clear()
  }

  function start(profile: ProfileId, { first, recent: lately }: Beginning): void {
    clear()
    listed = profile
    recent.value = lately
    take(profile, 1, first)
  }

  function clear(): void {
    users.value = recent.value = []
    page.value = unreadable.value = 0
    next.value = repeated = false
  }

  function take(
    profile: ProfileId,
    wanted: number,
    { items, next: more, unreadable: odd = 0 }: UserPage,
  ): void {
    repeated ||= add(profile, items) < items.length
    page.value = wanted
    unreadable.value += odd
    next.value = more
  }

  /** @returns how many of them are new */
  function add(profile: ProfileId, items: readonly User[]): number {
    meet(profile, items)
    const there = new Set(users.value.map(({ id }) => id))
    const added = items.filter(({ id }) => !there.has(id))
    users.value = [...users.value, ...added]
    return added.length
  }

  async function read(profile: ProfileId, wanted: number): Promise<void> {
    again = () => read(profile, wanted)
    const answer = await ask(profile, (ticket) => list(profile, wanted, ticket))
    if (!answer) return
    take(profile, wanted, answer)
    if (repeated && !answer.next) await findLeftOut(profile)
  }

  async function findLeftOut(profile: ProfileId): Promise<void> {
    again = () => findLeftOut(profile)
    await sweep(
      (wanted, size) => ask(profile, (ticket) => list(profile, wanted, ticket, size)),
      (found) => add(profile, found),
    )
  }

  async function more(): Promise<void> {
    if (listed !== undefined && next.value && !waiting.value && !error.value)
      await read(listed, page.value + 1)
  }

  /**
   * Loads a user that was opened by address, without being in a loaded list.
   *
   * @returns `undefined` if another profile is shown now
   */
  async function look({ profile, userId }: Owner): Promise<Result<User> | undefined> {
    const answer = await askOnce({ profile }, (_, ticket) =>
      bridge.request['users:read'](profile, userId, ticket),
    )
    if (answer?.ok) meet(profile, [answer.value])
    return answer
  }

  function reset(): void {
    latest.forget()
    search.value = ''
    clear()
    forget()
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
    opened: (profile: ProfileId, person: Person) => bridge.request['users:opened'](profile, person),
    reset,
  }
})
