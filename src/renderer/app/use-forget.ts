import { computed, shallowRef } from 'vue'
import type { AppError, ProfileId, SavedServer } from '../../contract/index.ts'
import { SHOWN_AFTER, useAfter } from '../ui/after.ts'
import { useSession } from './session.ts'

/** Removes a profile with its key; a keychain that hangs takes its time. */
export function useForget() {
  const session = useSession()
  const current = shallowRef<ProfileId>()
  const isLate = useAfter(() => current.value !== undefined, SHOWN_AFTER)
  let underWay: Promise<AppError | undefined> = Promise.resolve(undefined)

  async function once(id: ProfileId): Promise<AppError | undefined> {
    current.value = id
    const failed = await session.forget(id)
    current.value = undefined
    return failed
  }

  /** One at a time. @returns why it is still there, if it is */
  const forget = ({ profileId }: SavedServer): Promise<AppError | undefined> =>
    current.value === undefined ? (underWay = once(profileId)) : underWay

  return {
    /** The one that is waited for, once that is to be seen. */
    forgetting: computed(() => (isLate.value ? current.value : undefined)),
    forget,
  }
}
