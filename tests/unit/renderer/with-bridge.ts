import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import { bridgeKey } from '../../../src/renderer/app/bridge.ts'
import { useSession } from '../../../src/renderer/app/session.ts'
import { SIGNED_IN, type FakeBridge } from './fake-bridge.ts'

/** Stores made from now on talk to this bridge, and its person is signed in. */
export function withBridge(bridge: FakeBridge): FakeBridge {
  const pinia = createPinia()
  createApp({}).provide(bridgeKey, bridge).use(pinia)
  setActivePinia(pinia)
  useSession()
  bridge.emit('session:changed', SIGNED_IN)
  return bridge
}

export interface Held<T> {
  readonly promise: Promise<T>
  readonly answer: (value: T) => void
}

/** A promise that a test settles when it wants to. */
export function held<T>(): Held<T> {
  let answer: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => (answer = resolve))
  return { promise, answer }
}

/** Lets everything go on that waits for nothing but promises. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
