import { expect, it, vi } from 'vitest'
import type { KeychainState } from '../../../../src/contract/index.ts'
import { createHealth } from '../../../../src/main/keychain/health.ts'
import { memoryKeychain } from '../support/keychain.ts'

function watched() {
  const keychain = memoryKeychain()
  const states: KeychainState[] = []
  return { ...keychain, states, health: createHealth(keychain.store, (state) => states.push(state)) }
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
