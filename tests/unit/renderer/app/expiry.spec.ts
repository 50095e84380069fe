import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, shallowRef, type EffectScope } from 'vue'
import { NEAR, timeStyleOf, useExpiry } from '../../../../src/renderer/app/expiry.ts'
import { ACCOUNT, createFakeBridge } from '../fake-bridge.ts'
import { withBridge } from '../with-bridge.ts'

const HOUR = 60 * 60 * 1000
const EVERY = 15_000
let scope: EffectScope

beforeEach(() => {
  vi.useFakeTimers()
  withBridge(createFakeBridge())
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

function watching(expiresAt?: number) {
  const account = shallowRef({ ...ACCOUNT, ...(expiresAt === undefined ? {} : { expiresAt }) })
  const expiry = scope.run(() => useExpiry(() => account.value)) as ReturnType<typeof useExpiry>
  return { account, ...expiry }
}

it('is told half an hour before, not earlier', async () => {
  const end = Date.now() + HOUR
  const { endsAt, isOver } = watching(end)
  await vi.advanceTimersByTimeAsync(HOUR - NEAR - EVERY)
  expect(endsAt.value).toBeUndefined()
  await vi.advanceTimersByTimeAsync(EVERY)
  expect([endsAt.value, isOver.value]).toEqual([end, false])
  await vi.advanceTimersByTimeAsync(NEAR)
  expect(isOver.value).toBe(true)
})

it('is told at once when less is left, and never of a session without an end', () => {
  const end = Date.now() + 1000
  expect(watching(end).endsAt.value).toBe(end)
  expect(watching().endsAt.value).toBeUndefined()
})

it('goes by the clock, not by a timer that slept with the computer', async () => {
  const { endsAt, isOver } = watching(Date.now() + 8 * HOUR)
  // Asleep: the clock went on, no timer did.
  vi.setSystemTime(Date.now() + 8 * HOUR)
  await vi.advanceTimersByTimeAsync(EVERY)
  expect(endsAt.value).toBeDefined()
  expect(isOver.value).toBe(true)
})

it('is told once a session: seen, it stays away; the next session has its own', async () => {
  const { account, endsAt, dismiss } = watching(Date.now() + HOUR / 4)
  dismiss()
  expect(endsAt.value).toBeUndefined()
  expect(watching(account.value.expiresAt).endsAt.value).toBeUndefined()
  account.value = { ...account.value, expiresAt: Date.now() + HOUR }
  expect(endsAt.value).toBeUndefined()
  await vi.advanceTimersByTimeAsync(HOUR - NEAR)
  expect(endsAt.value).toBe(account.value.expiresAt)
})

it('is gone as soon as somebody has signed in again', () => {
  const { account, endsAt } = watching(Date.now() + 1000)
  expect(endsAt.value).toBeDefined()
  account.value = { ...account.value, expiresAt: Date.now() + 24 * HOUR }
  expect(endsAt.value).toBeUndefined()
})

it('is written with its day, where that is not today', () => {
  const now = new Date(2026, 10, 25, 9)
  expect(timeStyleOf(new Date(2026, 10, 25, 14, 5).getTime(), now)).toEqual({ timeStyle: 'short' })
  const yesterday = new Date(2026, 10, 24, 14, 5).getTime()
  expect(timeStyleOf(yesterday, now)).toEqual({ dateStyle: 'medium', timeStyle: 'short' })
})
