import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { SortField, UserId } from '../../contract/index.ts'
import { LONGEST_SEARCH } from '../app/bridge.ts'
import { useSession } from '../app/session.ts'
import { useSettings } from '../settings/settings.ts'
import { sameView, type View } from './list.ts'
import { useTokens } from './tokens.ts'

const pageOf = (text: unknown): number => {
  const page = Number(text)
  return Number.isSafeInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1
}

/** The address is what is shown: whose tokens, which page, what was searched. */
export function useRegistryView() {
  const route = useRoute()
  const router = useRouter()
  const settings = useSettings()
  const session = useSession()
  const tokens = useTokens()

  const view = computed<View | undefined>((before) => {
    const now = asked()
    // Another setting changed, or the session has a new key: nothing is to be read again for that.
    return sameView(before, now) ? before : now
  })

  function asked(): View | undefined {
    // What another profile's address names is none of this one's server; its settings come a moment before itself.
    const { profile = session.account?.profileId } = settings.current
    const isHere = [profile, session.account?.profileId].every((one) => one === route.params['profile'])
    if (route.name !== 'tokens' || !isHere) return undefined
    const { page, search } = route.query
    const owner = session.profile
    if (owner === undefined) return undefined
    return {
      profile: owner,
      userId: String(route.params['userId']) as UserId,
      search: typeof search === 'string' ? search.slice(0, LONGEST_SEARCH) : '',
      page: pageOf(page),
      size: settings.current.rowsPerPage,
      sort: settings.current.sort,
    }
  }

  const query = (page: number, search: string) => ({
    query: { ...(page > 1 ? { page: String(page) } : {}), ...(search ? { search } : {}) },
  })

  const goToPage = (page: number): void => {
    if (page >= 1) void router.push(query(page, view.value?.search ?? ''))
  }
  /** Typing is one place in the history, not one for each letter. */
  const searchFor = (search: string): void => void router.replace(query(1, search))

  /** Another order begins at its first page. */
  async function sortBy(field: SortField): Promise<void> {
    const { profile } = session
    const { sort } = settings.current
    const descending = sort.field === field ? !sort.descending : field === 'created_at'
    if ((view.value?.page ?? 1) > 1) await router.push(query(1, view.value?.search ?? ''))
    if (profile !== undefined) await settings.changeOwn(profile, { sort: { field, descending } })
  }

  // The profile begins there the next time.
  watch(
    () => [view.value?.profile, view.value?.userId] as const,
    ([profile, shownUser]) => {
      if (profile !== undefined && shownUser !== undefined && shownUser !== settings.current.shownUser)
        void settings.changeOwn(profile, { shownUser })
    },
    { immediate: true },
  )
  tokens.goToPage = (page) => void router.replace(query(page, view.value?.search ?? ''))
  watch(view, (now) => now && void tokens.show(now), { immediate: true })

  return { view, goToPage, searchFor, sortBy }
}
