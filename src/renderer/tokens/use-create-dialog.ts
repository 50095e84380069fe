import { shallowRef } from 'vue'
import type { Person } from '../../contract/index.ts'
import { useCreation } from './creation.ts'

/** For whom the dialog **New token** is open. */
export function useCreateDialog() {
  const creation = useCreation()
  const owner = shallowRef<Person>()

  function open(person: Person): void {
    creation.error = undefined
    owner.value = person
  }

  return { owner, open, close: () => (owner.value = undefined) }
}
