import { computed, shallowRef } from 'vue'
import type { ProfileId, User, UserId } from '../../contract/index.ts'
import type { Place } from '../app/place.ts'

const NOBODY: ReadonlyMap<UserId, User> = new Map()

/**
 * All users seen so far, by id. Two servers may use the same user id, so a name is valid only in its own
 * profile.
 *
 * @param screen see `useScreen`
 */
export function createMet(screen: () => Place | undefined) {
  const known = shallowRef<{ readonly profile: ProfileId; readonly users: ReadonlyMap<UserId, User> }>()
  const of = (profile: ProfileId | undefined): ReadonlyMap<UserId, User> =>
    known.value?.profile === profile ? (known.value?.users ?? NOBODY) : NOBODY

  function meet(profile: ProfileId, those: readonly User[]): void {
    const users = new Map([...of(profile), ...those.map((user): [UserId, User] => [user.id, user])])
    known.value = { profile, users }
  }

  return {
    met: computed(() => of(screen()?.profile)),
    meet,
    forget: () => (known.value = undefined),
  }
}
