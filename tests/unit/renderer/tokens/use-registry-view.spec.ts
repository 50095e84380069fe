import { createApp, effectScope } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { ProfileId } from '../../../../src/contract/index.ts'
import { bridgeKey } from '../../../../src/renderer/app/bridge.ts'
import { useSession } from '../../../../src/renderer/app/session.ts'
import { useSettings } from '../../../../src/renderer/settings/settings.ts'
import { useRegistryView } from '../../../../src/renderer/tokens/use-registry-view.ts'
import { ACCOUNT, createFakeBridge, ME, token, type FakeBridge } from '../fake-bridge.ts'
import { settled, withBridge } from '../with-bridge.ts'

const ADDRESS = `/${ACCOUNT.profileId}/users/${ME.id}/tokens`

let bridge: FakeBridge
let router: Router
let registry: ReturnType<typeof useRegistryView>
beforeEach(async () => {
  bridge = withBridge(createFakeBridge(Array.from({ length: 60 }, (_, index) => token(String(index)))))
  const screen = { render: () => undefined }
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/:profile/users/:userId/tokens', name: 'tokens', component: screen },
      { path: '/settings', name: 'settings', component: screen },
    ],
  })
  await useSession().start()
  await router.push(ADDRESS)
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  const app = createApp({}).provide(bridgeKey, bridge).use(router)
  registry = app.runWithContext(() => scope.run(useRegistryView)) as ReturnType<typeof useRegistryView>
  await settled()
})

const lists = (): number => bridge.asked.filter((channel) => channel === 'tokens:list').length

it('reads what the address says, once', () => {
  expect(registry.view.value).toMatchObject({ userId: ME.id, page: 1, size: 25, search: '' })
  expect(lists()).toBe(1)
})

it.each([
  ['rows per page', () => useSettings().changeOwn(ACCOUNT.profileId, { rowsPerPage: 10 })],
  ['the order', () => registry.sortBy('usage')],
  ['the page', () => router.push({ query: { page: '2' } })],
])('reads once more when %s changes, however often that is said', async (_, change) => {
  await change()
  await settled()
  expect(lists()).toBe(2)
})

it('reads nothing, and keeps nothing, while another profile is about to be shown: its settings come first', async () => {
  const changes = vi.spyOn(bridge.request, 'settings:change-own')
  const settings = { ...useSettings().current, profile: 'other' as ProfileId, rowsPerPage: 10 as const }
  bridge.emit('settings:changed', settings)
  await settled()
  bridge.emit('session:changed', {
    kind: 'signed-in',
    account: { ...ACCOUNT, profileId: settings.profile },
    saved: [],
  })
  await settled()
  expect(registry.view.value).toBeUndefined()
  expect(lists()).toBe(1)
  expect(changes).not.toHaveBeenCalled()
})

it('reads nothing when something else is set', async () => {
  await useSettings().change({ theme: 'dark' })
  await settled()
  expect(lists()).toBe(1)
})

it('reads again when somebody comes back from elsewhere', async () => {
  await router.push('/settings')
  await router.push(ADDRESS)
  await settled()
  expect(lists()).toBe(2)
})

it('searches for no more than a request takes', async () => {
  await router.push({ query: { search: 'x'.repeat(600) } })
  expect(registry.view.value?.search).toBe('x'.repeat(500))
})
