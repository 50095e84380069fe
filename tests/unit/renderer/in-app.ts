import { createApp, effectScope } from 'vue'
import { onTestFinished } from 'vitest'
import { bridgeKey } from '../../../src/renderer/app/bridge.ts'
import type { FakeBridge } from './fake-bridge.ts'

/** Runs what a component would in its set-up; it ends with the test. */
export function inApp<T>(bridge: FakeBridge, setUp: () => T): T {
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  const app = createApp({}).provide(bridgeKey, bridge)
  return app.runWithContext(() => scope.run(setUp) as T)
}
