import { computed, shallowRef, watch } from 'vue'
import type { AppError, Person } from '../../contract/index.ts'
import type { Owner } from '../app/place.ts'
import { useSession } from '../app/session.ts'
import { useDirectory } from '../users/directory.ts'
import { nameOf } from '../users/names.ts'

/** Whose tokens are shown: the signed-in person, someone from the directory, or someone to look up. */
export function useOwner(of: () => Owner | undefined) {
  const session = useSession()
  const directory = useDirectory()
  const error = shallowRef<AppError>()

  const gone = computed(() => error.value?.code === 'not-found')
  const owner = computed<Person | undefined>(() => {
    const id = of()?.userId
    if (id === undefined) return undefined
    const me = session.account?.user
    const user = me?.id === id ? me : directory.met.get(id)
    if (user) return { id, name: nameOf(user) }
    // Whose name can't be read is called by the id; who is gone has none.
    return error.value && !gone.value ? { id, name: id } : undefined
  })

  async function look(): Promise<void> {
    error.value = undefined
    const asked = of()
    if (!asked || owner.value) return
    const answer = await directory.look(asked)
    if (answer && isOf(asked)) error.value = answer.ok ? undefined : answer.error
  }

  const isOf = ({ profile, userId }: Owner): boolean => of()?.profile === profile && of()?.userId === userId

  watch(() => [of()?.profile, of()?.userId], look, { immediate: true })
  return { owner, gone, error, look }
}
