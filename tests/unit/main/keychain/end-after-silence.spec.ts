import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const system = vi.hoisted(() => ({
  ended: false,
  listeners: [] as ((event: { preventDefault: () => void }) => void)[],
  on: (_: string, listener: never) => void system.listeners.push(listener),
  quit(): void {
    let prevented = false
    for (const listener of system.listeners) listener({ preventDefault: () => (prevented = true) })
    system.ended ||= !prevented
  },
}))
vi.mock('electron', () => ({ app: system }))

import { endAfter } from '../../../../src/main/keychain/end-after.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  system.listeners.length = 0
  system.ended = false
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const end = vi.fn()
function quit(): void {
  end.mockClear()
  endAfter(() => new Promise(() => undefined), end)
  system.quit()
}

it('quitting waits a second at most for a keychain that never answers', async () => {
  quit()
  await vi.advanceTimersByTimeAsync(999)
  expect(system.ended).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  await vi.advanceTimersToNextTimerAsync()
  expect(system.ended).toBe(true)
  expect(end).toHaveBeenCalledOnce()
})

it('quitting does not count a minute in which main did not run', async () => {
  quit()
  await vi.advanceTimersByTimeAsync(500)
  const now = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000)
  await vi.advanceTimersByTimeAsync(499)
  expect(system.ended).toBe(false)
  await vi.advanceTimersByTimeAsync(50)
  expect(system.ended).toBe(true)
})
