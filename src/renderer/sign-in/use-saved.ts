import { computed, ref, shallowRef } from 'vue'
import { useRoute } from 'vue-router'
import type { AppError, SavedServer } from '../../contract/index.ts'
import { useSession } from '../app/session.ts'
import { useForget } from '../app/use-forget.ts'

/** The saved servers of the sign-in screen: one that still has its key is opened, the others fill the form in. */
export function useSaved() {
  const session = useSession()
  const route = useRoute()
  const { forgetting, forget } = useForget()
  /** Beside the profile that is shown, which stays as it is. */
  const adding = computed(() => session.account !== undefined)
  const all = computed(() => session.others)
  const chosen = shallowRef<SavedServer | undefined>(first())
  const opening = ref(false)
  const error = shallowRef<AppError>()

  /** The one that was asked for by the menu **Account**; else, where nobody is signed in, the latest. */
  function first(): SavedServer | undefined {
    if (!adding.value) return all.value[0]
    return all.value.find(({ profileId }) => profileId === route.query['saved'])
  }

  async function choose(saved: SavedServer): Promise<void> {
    if (opening.value) return
    error.value = undefined
    if (!saved.opens) return fillIn(saved)
    opening.value = true
    const failed = await session.open(saved.profileId)
    opening.value = false
    // Something newer was asked for meanwhile, which tells of itself.
    if (!failed || failed.code === 'cancelled') return
    error.value = failed
    // Its key does not serve any more, or can't be had now: the password always does.
    if (failed.code !== 'busy') fillIn(saved)
  }

  function fillIn(saved: SavedServer): void {
    chosen.value = { ...saved }
  }

  async function remove(saved: SavedServer): Promise<void> {
    error.value = await forget(saved)
  }

  return { adding, all, chosen, opening, removing: forgetting, error, choose, remove }
}
