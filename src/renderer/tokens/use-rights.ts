import { computed } from 'vue'
import type { UserId } from '../../contract/index.ts'
import { useSession } from '../app/session.ts'

/** What the signed-in person may do with this owner's tokens: their own are always open to them. */
export function useRights(owner: () => UserId | undefined) {
  const session = useSession()
  const own = computed(() => owner() === session.account?.user.id)
  const may = computed(() => session.account?.may)
  return {
    own,
    add: computed(() => own.value || may.value?.addTokens === true),
    change: computed(() => own.value || may.value?.changeTokens === true),
    remove: computed(() => own.value || may.value?.deleteTokens === true),
  }
}
