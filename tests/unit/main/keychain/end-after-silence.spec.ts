import { expect, it, vi } from 'vitest'

const system = vi.hoisted(() => ({
  now: 0,
  paused: [] as number[],
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
vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number) => {
    system.paused.push(ms)
    system.now += ms
  },
}))

import { endAfter } from '../../../../src/main/keychain/end-after.ts'

it('quitting waits a second at most for a keychain that never answers', async () => {
  vi.spyOn(performance, 'now').mockImplementation(() => system.now)
  const end = vi.fn()
  endAfter(() => new Promise(() => undefined), end)
  system.quit()
  expect(system.ended).toBe(false)
  await vi.waitFor(() => expect(system.ended).toBe(true))
  expect(system.paused).toEqual([1000])
  expect(end).toHaveBeenCalledOnce()
})
