import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import type { Result, SessionState } from '../../../../src/contract/index.ts'
import { useForget } from '../../../../src/renderer/app/use-forget.ts'
import { createFakeBridge, failed, ok, SAVED } from '../fake-bridge.ts'
import { held, withBridge } from '../with-bridge.ts'

let scope: EffectScope
beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

function forgetting() {
  const bridge = withBridge(createFakeBridge())
  const answer = held<Result<SessionState>>()
  bridge.request['session:forget'] = () => answer.promise
  return { bridge, answer, ...(scope.run(useForget) as ReturnType<typeof useForget>) }
}

it('says which one is waited for, as soon as that is to be seen, and removes one at a time', async () => {
  const { answer, forgetting: shown, forget, bridge } = forgetting()
  const first = forget(SAVED)
  expect(shown.value).toBeUndefined()
  await vi.advanceTimersByTimeAsync(200)
  expect(shown.value).toBe(SAVED.profileId)
  const again = forget(SAVED)
  answer.answer(ok({ kind: 'signed-out', saved: [] }))
  expect(await Promise.all([first, again])).toEqual([undefined, undefined])
  expect(bridge.asked.filter((channel) => channel === 'session:forget')).toHaveLength(1)
  expect(shown.value).toBeUndefined()
})

it('says why one is still there', async () => {
  const { answer, forget } = forgetting()
  answer.answer(failed('keychain-kept'))
  expect(await forget(SAVED)).toMatchObject({ code: 'keychain-kept' })
})
