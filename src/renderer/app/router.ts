import { createRouter, createWebHashHistory, type RouteLocationRaw, type Router } from 'vue-router'
import type { UserId } from '../../contract/index.ts'
import SettingsScreen from '../settings/SettingsScreen.vue'
import { useSettings } from '../settings/settings.ts'
import SignInScreen from '../sign-in/SignInScreen.vue'
import RegistryScreen from '../tokens/RegistryScreen.vue'
import { useSession } from './session.ts'

/**
 * An address per user and page, so that back, forward and reload keep the place; with the profile in it, so that they
 * never lead to what belongs to another.
 */
export function createAppRouter(): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/sign-in', name: 'sign-in', component: SignInScreen },
      { path: '/add-account', name: 'add-account', component: SignInScreen },
      { path: '/:profile/users/:userId/tokens', name: 'tokens', component: RegistryScreen },
      { path: '/settings', name: 'settings', component: SettingsScreen },
      { path: '/:rest(.*)*', redirect: { name: 'sign-in' } },
    ],
  })
  router.beforeEach(async ({ name, params }) => {
    const session = useSession()
    await session.start()
    const { account } = session
    // With whom a profile was left is one of its settings.
    await useSettings().of(account?.profileId)
    if (!account) return name === 'sign-in' ? true : { name: 'sign-in' }
    const isElsewhere = name === 'tokens' && params['profile'] !== account.profileId
    return name === 'sign-in' || isElsewhere ? home() : true
  })
  return router
}

export function tokensOf(userId: UserId): RouteLocationRaw {
  const profile = useSession().account?.profileId ?? ''
  return { name: 'tokens', params: { profile, userId } }
}

/** Where a profile begins: with whom it was left, if its person may still see them. */
export function home(): RouteLocationRaw {
  const { account } = useSession()
  if (!account) return { name: 'sign-in' }
  const { shownUser } = useSettings().current
  const mayLook = account.may.listUsers && account.may.readTokens
  return tokensOf((mayLook ? shownUser : undefined) ?? account.user.id)
}
