import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useAfter } from '../../../../src/renderer/ui/after.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('is true only for a state that lasts, and ends with it', async () => {
  const waiting = ref(true)
  const lasted = useAfter(() => waiting.value, 150)
  vi.advanceTimersByTime(149)
  expect(lasted.value).toBe(false)
  vi.advanceTimersByTime(1)
  expect(lasted.value).toBe(true)
  waiting.value = false
  await nextTick()
  expect(lasted.value).toBe(false)
})

it('never shows for a short wait', async () => {
  const waiting = ref(true)
  const lasted = useAfter(() => waiting.value, 150)
  vi.advanceTimersByTime(100)
  waiting.value = false
  await nextTick()
  vi.advanceTimersByTime(1000)
  expect(lasted.value).toBe(false)
})

it('leaves no timer behind', () => {
  const scope = effectScope()
  scope.run(() => useAfter(() => true, 5000))
  scope.stop()
  expect(vi.getTimerCount()).toBe(0)
})
