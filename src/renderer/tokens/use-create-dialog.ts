import { tryOnScopeDispose } from '@vueuse/core'
import { shallowRef } from 'vue'
import type { Person, ProfileId } from '../../contract/index.ts'
import { useCreation } from './creation.ts'

/** For whom the dialog **New token** is open. */
export function useCreateDialog() {
  const creation = useCreation()
  const asked = shallowRef<{ readonly profile: ProfileId; readonly owner: Person }>()

  function show(now: typeof asked.value): void {
    asked.value = now
    creation.isFormOpen = now !== undefined
  }

  function open(profile: ProfileId, owner: Person): void {
    creation.error = undefined
    show({ profile, owner })
  }

  tryOnScopeDispose(() => show(undefined))

  return { asked, open, close: () => show(undefined) }
}
