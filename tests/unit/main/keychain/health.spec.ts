import { afterEach, describe, expect, it, vi } from 'vitest'
import type { KeychainState } from '../../../../src/contract/index.ts'
import { createHealth } from '../../../../src/main/keychain/health.ts'
import { memoryKeychain } from '../support/keychain.ts'

function watched(asksAgain = true) {
  const keychain = memoryKeychain()
  const states: KeychainState[] = []
  return {
    ...keychain,
    states,
    health: createHealth(keychain.store, (state) => states.push(state), asksAgain),
  }
}

it('is told by whatever was asked of it last, once for each change', async () => {
  const { be, states, health } = watched()
  await health.keychain.set('a', 'x')
  be('locked')
  await health.keychain.get('a')
  await health.keychain.set('a', 'y')
  be('unresponsive')
  await health.keychain.remove('a')
  be('available')
  expect(await health.look()).toBe('available')
  expect(states).toEqual(['locked', 'unresponsive', 'available'])
})

it('is damaged while an entry is, as long as it answers at all', async () => {
  const { be, states, health } = watched()
  health.damaged('a', true)
  health.damaged('b', true)
  be('locked')
  expect([await health.look(), health.isOpen()]).toEqual(['locked', false])
  be('available')
  expect([await health.look(), health.isOpen()]).toEqual(['damaged', true])
  health.damaged('a', false)
  expect(health.state()).toBe('damaged')
  health.damaged('b', false)
  expect(states).toEqual(['damaged', 'locked', 'damaged', 'available'])
})

it.each(['absent', 'unresponsive', 'available'] as const)(
  'asks nobody to unlock one that is %s',
  async (state) => {
    const { be, store, health } = watched()
    const unlock = vi.spyOn(store, 'unlock')
    be(state)
    expect(await health.unlock()).toBe(state)
    expect(unlock).not.toHaveBeenCalled()
  },
)

describe('a keychain that timed out', () => {
  afterEach(() => void vi.useRealTimers())

  it('is asked again by itself until it answers, ever more rarely', async () => {
    vi.useFakeTimers()
    const { be, store, states, health } = watched()
    const get = vi.spyOn(store, 'get')
    be('unresponsive')
    await health.keychain.set('a', 'x')
    const asked = []
    for (const seconds of [10, 20, 40, 60, 60]) {
      await vi.advanceTimersByTimeAsync(seconds * 1000 - 1)
      const before = get.mock.calls.length
      await vi.advanceTimersByTimeAsync(1)
      asked.push(get.mock.calls.length - before)
    }
    expect(asked).toEqual([1, 1, 1, 1, 1])
    be('available')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(states).toEqual(['unresponsive', 'available'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is not asked again where that may make the system ask the user', async () => {
    vi.useFakeTimers()
    const { be, health } = watched(false)
    be('unresponsive')
    await health.look()
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each(['locked', 'absent'] as const)('is asked by nobody once it is %s', async (state) => {
    vi.useFakeTimers()
    const { be, health } = watched()
    be('unresponsive')
    await health.look()
    be(state)
    await health.look()
    expect(vi.getTimerCount()).toBe(0)
  })
})
