import { setImmediate as turn } from 'node:timers/promises'
import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import type { Bridge, RequestChannel, Requests } from '../../../src/contract/index.ts'
import { bridgeKey } from '../../../src/renderer/app/bridge.ts'
import { useSession } from '../../../src/renderer/app/session.ts'
import { useBulk } from '../../../src/renderer/tokens/bulk.ts'
import { useTokens } from '../../../src/renderer/tokens/tokens.ts'

/** The page's stores over a bridge, without a page. */
export function openStores(bridge: Bridge) {
  const { counted, idle } = counting(bridge)
  const pinia = createPinia()
  createApp({}).provide(bridgeKey, counted).use(pinia)
  setActivePinia(pinia)
  void useSession().start()
  const tokens = useTokens()
  tokens.goToPage = (page) => void (tokens.wanted && tokens.show({ ...tokens.wanted, page }))
  return { tokens, bulk: useBulk(), idle }
}

export type Stores = ReturnType<typeof openStores>

/** The same bridge, of which is known whether anything is still asked. */
function counting(bridge: Bridge) {
  let underWay = 0
  const request = new Proxy({} as Requests, {
    get:
      (_, channel: RequestChannel) =>
      async (...args: unknown[]) => {
        underWay += 1
        const ask = bridge.request[channel] as (...given: unknown[]) => Promise<unknown>
        return await ask(...args).finally(() => (underWay -= 1))
      },
  })
  /** All that was asked is answered, and all that follows from it. */
  async function idle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = underWay === 0 ? quiet + 1 : 0) await turn()
  }
  return { counted: { on: bridge.on, request }, idle }
}
