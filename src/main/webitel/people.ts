import type { Person, User, UserId, UserPage, UserQuery } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import { searchPattern } from './patterns.ts'
import { userAnswer, userPageAnswer } from './schemas.ts'
import type { Wire } from './wire.ts'

/** The directory of users on the wire: `/users` (WEBITEL.md, Users). */
export interface UsersApi {
  readonly list: (query: UserQuery, signal?: AbortSignal) => Promise<UserPage>
  readonly read: (id: UserId, signal?: AbortSignal) => Promise<User>
}

export const person = ({ id, name }: { id: string; name: string }): Person => ({ id: id as UserId, name })

export const user = (answer: { id: string; name: string; username: string; extension: string }): User => ({
  id: answer.id as UserId,
  name: answer.name,
  username: answer.username,
  extension: answer.extension,
})

const fields = ['id', 'name', 'username', 'extension'].map((field) => ['fields', field] as const)

export function createUsersApi(wire: Wire): UsersApi {
  async function page(query: Query, signal?: AbortSignal): Promise<UserPage> {
    const answer = await wire.ask({ method: 'GET', path: 'users', query, schema: userPageAnswer, signal })
    return { items: answer.items.map(user), next: answer.next }
  }

  return {
    async list(query, signal) {
      try {
        return await page(listing(query, BY_NAME), signal)
      } catch (thrown) {
        // It may not sort by these (WEBITEL.md, Conventions): in its own order, people are still found.
        if (codeOf(thrown) !== 'invalid') throw thrown
        return await page(listing(query, []), signal)
      }
    },
    async read(id, signal) {
      const path = `users/${encodeURIComponent(id)}`
      return user(await wire.ask({ method: 'GET', path, schema: userAnswer, signal }))
    },
  }
}

type Query = readonly (readonly [string, string])[]

/** Whether equal names keep their order from page to page is unknown: the id decides. */
const BY_NAME: Query = [
  ['sort', '+name'],
  ['sort', '+id'],
]

function listing({ search, page, size }: UserQuery, sort: Query): Query {
  const pattern = searchPattern(search)
  return [
    ...(pattern === undefined ? [] : [['q', pattern] as const]),
    ...fields,
    ...sort,
    ['page', String(page)],
    ['size', String(size)],
  ]
}
