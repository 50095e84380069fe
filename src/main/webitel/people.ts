import type { Person, User, UserId, UserPage, UserQuery } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import { matcherOf } from './matching.ts'
import { serverPattern } from './patterns.ts'
import { userAnswer, userPageAnswer } from './schemas.ts'
import type { Wire } from './wire.ts'

/** The directory of users on the wire: `/users` (WEBITEL.md, Users). */
export interface UsersApi {
  /** Found by a part of the name, login or extension. */
  readonly list: (query: UserQuery, signal?: AbortSignal) => Promise<UserPage>
  readonly read: (id: UserId, signal?: AbortSignal) => Promise<User>
}

export const person = ({ id, name }: Person): Person => ({ id, name })

export const user = (answer: User): User => ({
  id: answer.id,
  name: answer.name,
  username: answer.username,
  extension: answer.extension,
})

type Query = readonly (readonly [string, string])[]

const fields: Query = ['id', 'name', 'username', 'extension'].map((field) => ['fields', field] as const)

/** Servers may change the order of equal names between pages, so sort by id too. */
const BY_NAME: Query = [
  ['sort', '+name'],
  ['sort', '+id'],
]

/** Page size when the app filters the search itself. */
const FILTER_PAGE_SIZE = 500
/** Page limit, in case a server always reports `next`. */
const MAX_FILTER_PAGES = 40

export function createUsersApi(wire: Wire): UsersApi {
  async function ask(query: Query, signal?: AbortSignal): Promise<Required<UserPage>> {
    const answer = await wire.ask({ method: 'GET', path: 'users', query, schema: userPageAnswer, signal })
    return { ...answer, items: answer.items.map(user) }
  }

  async function page(asked: PageQuery, signal?: AbortSignal): Promise<Required<UserPage>> {
    try {
      return await ask(listing(asked, BY_NAME), signal)
    } catch (thrown) {
      // The server may refuse this order (WEBITEL.md, Conventions). In its own order, the users are still
      // found.
      if (codeOf(thrown) !== 'invalid') throw thrown
      return await ask(listing(asked, []), signal)
    }
  }

  /** All users that the server finds; some may not match the search. */
  async function all(q: string | undefined, signal?: AbortSignal): Promise<Required<UserPage>> {
    const found = new Map<UserId, User>()
    let unreadable = 0
    for (let number = 1; number <= MAX_FILTER_PAGES; number += 1) {
      const answer = await page({ q, page: number, size: FILTER_PAGE_SIZE }, signal)
      const before = found.size
      for (const one of answer.items) found.set(one.id, one)
      unreadable += answer.unreadable
      if (!answer.next || found.size === before) break
    }
    return { items: [...found.values()], next: false, unreadable }
  }

  async function filtered(query: UserQuery, q: string | undefined, signal?: AbortSignal) {
    const { items, unreadable } = await all(q, signal)
    const matches = matcherOf(query.search)
    const those = items.filter(({ name, username, extension }) => [name, username, extension].some(matches))
    const end = query.page * query.size
    // Report unreadable rows only once, with the first page.
    const counted = query.page === 1 ? unreadable : 0
    return { items: those.slice(end - query.size, end), next: those.length > end, unreadable: counted }
  }

  return {
    async list(query, signal) {
      const { q, isExact } = serverPattern(query.search)
      const { page: number, size } = query
      const answer = await (isExact ? page({ q, page: number, size }, signal) : filtered(query, q, signal))
      return withCount(answer)
    },
    async read(id, signal) {
      const path = `users/${encodeURIComponent(id)}`
      return user(await wire.ask({ method: 'GET', path, schema: userAnswer, signal }))
    },
  }
}

/** Leaves out `unreadable` if it is 0. */
function withCount({ unreadable, ...page }: Required<UserPage>): UserPage {
  return unreadable > 0 ? { ...page, unreadable } : page
}

interface PageQuery {
  readonly q: string | undefined
  readonly page: number
  readonly size: number
}

function listing({ q, page, size }: PageQuery, sort: Query): Query {
  return [
    ...(q === undefined ? [] : [['q', q] as const]),
    ...fields,
    ...sort,
    ['page', String(page)],
    ['size', String(size)],
  ]
}
