import { shallowRef } from 'vue'
import type { Person, ProfileId } from '../../contract/index.ts'
import { useCreation } from './creation.ts'

/** For whom the dialog **New token** is open. */
export function useCreateDialog() {
  const creation = useCreation()
  const asked = shallowRef<{ readonly profile: ProfileId; readonly owner: Person }>()

  function open(profile: ProfileId, owner: Person): void {
    creation.error = undefined
    asked.value = { profile, owner }
  }

  return { asked, open, close: () => (asked.value = undefined) }
}
