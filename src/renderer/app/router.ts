import { createRouter, createWebHashHistory, type RouteLocationRaw, type Router } from 'vue-router'
import type { UserId } from '../../contract/index.ts'
import SettingsScreen from '../settings/SettingsScreen.vue'
import SignInScreen from '../sign-in/SignInScreen.vue'
import RegistryScreen from '../tokens/RegistryScreen.vue'
import { useSession } from './session.ts'

/** An address per user and page, so that back, forward and reload keep the place. */
export function createAppRouter(): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/sign-in', name: 'sign-in', component: SignInScreen },
      { path: '/users/:userId/tokens', name: 'tokens', component: RegistryScreen },
      { path: '/settings', name: 'settings', component: SettingsScreen },
      { path: '/:rest(.*)*', redirect: { name: 'sign-in' } },
    ],
  })
  router.beforeEach(async ({ name }) => {
    const session = useSession()
    await session.start()
    const { account } = session
    if (name === 'sign-in') return account ? tokensOf(account.user.id) : true
    return account ? true : { name: 'sign-in' }
  })
  return router
}

export const tokensOf = (userId: UserId): RouteLocationRaw => ({ name: 'tokens', params: { userId } })
