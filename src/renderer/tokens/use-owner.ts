import { computed, shallowRef, watch } from 'vue'
import type { AppError, Person, UserId } from '../../contract/index.ts'
import { useSession } from '../app/session.ts'
import { useDirectory } from '../users/directory.ts'
import { nameOf } from '../users/names.ts'

/** Whose tokens are shown: the signed-in person, someone from the directory, or someone to look up. */
export function useOwner(userId: () => UserId | undefined) {
  const session = useSession()
  const directory = useDirectory()
  const error = shallowRef<AppError>()

  const gone = computed(() => error.value?.code === 'not-found')
  const owner = computed<Person | undefined>(() => {
    const id = userId()
    if (id === undefined) return undefined
    const me = session.account?.user
    const user = me?.id === id ? me : directory.met.get(id)
    if (user) return { id, name: nameOf(user) }
    // Whose name can't be read is called by the id; who is gone has none.
    return error.value && !gone.value ? { id, name: id } : undefined
  })

  async function look(): Promise<void> {
    error.value = undefined
    const id = userId()
    if (id === undefined || owner.value) return
    const answer = await directory.look(id)
    if (id === userId()) error.value = answer.ok ? undefined : answer.error
  }

  watch(userId, look, { immediate: true })
  return { owner, gone, error, look }
}
