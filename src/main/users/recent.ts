import { z } from 'zod'
import type { Person, ProfileId, UserId } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import { tolerantList } from '../storage/records.ts'
import type { JsonStore } from '../storage/store.ts'
import type { UsersApi } from '../webitel/people.ts'
import { userId } from '../webitel/values.ts'

/** People that are remembered for each profile: as many as one sees at a glance. */
const MOST = 5
/** Characters of a name that are kept. */
const LONGEST = 200

const person = z.object({
  id: userId,
  name: z.string().max(LONGEST),
})

/** By profile. A damaged profile does not take the others with it, nor a damaged person the others of its profile. */
export const recentSchema = z.record(z.string(), tolerantList(person).catch([]))

export type StoredRecent = z.infer<typeof recentSchema>

/** Whose tokens were opened lately, per profile: ids and names, nothing of their tokens. */
export interface Recent {
  /** The latest first. */
  readonly list: () => readonly Person[]
  readonly opened: (person: Person) => void
  /** The same directory; whoever it no longer knows is no longer recent either. */
  readonly reading: (users: Pick<UsersApi, 'read'>) => Pick<UsersApi, 'read'>
  /** That profile is forgotten. */
  readonly leave: (profile: ProfileId) => void
}

/** @param profile of who is signed in. @throws Failure `session-ended` when nobody is */
export function createRecent(store: JsonStore<StoredRecent>, profile: () => ProfileId): Recent {
  const of = (mine: ProfileId): readonly Person[] => store.get()[mine] ?? []
  const without = (mine: ProfileId, id: UserId) => of(mine).filter((one) => one.id !== id)
  const keep = (mine: ProfileId, people: readonly Person[]): void =>
    void store.set({ ...store.get(), [mine]: people.slice(0, MOST) })

  return {
    list: () => of(profile()),
    opened({ id, name }) {
      const mine = profile()
      keep(mine, [{ id, name: name.slice(0, LONGEST).toWellFormed() }, ...without(mine, id)])
    },
    reading: (users) => ({
      async read(id, signal) {
        const mine = profile()
        try {
          return await users.read(id, signal)
        } catch (thrown) {
          if (codeOf(thrown) === 'not-found') keep(mine, without(mine, id))
          throw thrown
        }
      },
    }),
    leave(left) {
      const { [left]: _, ...rest } = store.get()
      store.set(rest)
    },
  }
}
