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

/** Recent users by profile. Damaged profiles and users are left out; all others stay. */
export const recentSchema = z.record(z.string(), tolerantList(person).catch([]))

export type StoredRecent = z.infer<typeof recentSchema>

/** The users that were opened recently, per profile. Only ids and names are stored, no data of tokens. */
export interface Recent {
  /** Latest first. */
  readonly list: (profile: ProfileId) => readonly Person[]
  readonly opened: (profile: ProfileId, person: Person) => void
  /** Wraps the users' API. If the server no longer has a user, it is removed from that profile's list. */
  readonly reading: (profile: ProfileId, users: Pick<UsersApi, 'read'>) => Pick<UsersApi, 'read'>
  /** Call it when that profile was removed. */
  readonly leave: (profile: ProfileId) => void
}

export function createRecent(store: JsonStore<StoredRecent>): Recent {
  const of = (profile: ProfileId): readonly Person[] => store.get()[profile] ?? []
  const without = (profile: ProfileId, id: UserId) => of(profile).filter((one) => one.id !== id)
  const keep = (profile: ProfileId, people: readonly Person[]): void =>
    void store.set({ ...store.get(), [profile]: people.slice(0, MOST) })

  /**
   * Writes only if the profile has this user, because the profile may have been removed during the request.
   */
  function drop(profile: ProfileId, id: UserId): void {
    const left = without(profile, id)
    if (left.length < of(profile).length) keep(profile, left)
  }

  return {
    list: of,
    opened(profile, { id, name }) {
      keep(profile, [{ id, name: name.slice(0, LONGEST).toWellFormed() }, ...without(profile, id)])
    },
    reading: (profile, users) => ({
      async read(id, signal) {
        try {
          return await users.read(id, signal)
        } catch (thrown) {
          if (codeOf(thrown) === 'not-found') drop(profile, id)
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
