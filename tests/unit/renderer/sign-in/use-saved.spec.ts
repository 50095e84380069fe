import { createApp, effectScope } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { expect, it, onTestFinished } from 'vitest'
import type { ErrorCode } from '../../../../src/contract/index.ts'
import { bridgeKey } from '../../../../src/renderer/app/bridge.ts'
import { useSaved } from '../../../../src/renderer/sign-in/use-saved.ts'
import { createFakeBridge, failed, SAVED } from '../fake-bridge.ts'
import { withBridge } from '../with-bridge.ts'

/** One is chosen whose opening comes to that. */
async function choosing(code: ErrorCode) {
  const bridge = withBridge(createFakeBridge())
  bridge.request['session:open'] = async () => failed(code)
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: { render: () => undefined } }],
  })
  const app = createApp({}).provide(bridgeKey, bridge).use(router)
  const saved = app.runWithContext(() => scope.run(useSaved)) as ReturnType<typeof useSaved>
  await saved.choose(SAVED)
  return { error: saved.error.value?.code, chosen: saved.chosen.value?.profileId }
}

it.each([
  ['session-ended', { error: 'session-ended', chosen: SAVED.profileId }],
  ['keychain-read', { error: 'keychain-read', chosen: SAVED.profileId }],
  ['busy', { error: 'busy' }],
  ['cancelled', {}],
] as const)(
  'one that does not open, %s: says why, and offers the password where that helps',
  async (code, shown) => {
    expect(await choosing(code)).toEqual(shown)
  },
)
