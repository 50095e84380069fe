import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createKeychain, type KeychainProcess } from '../../../../src/main/keychain/keychain.ts'
import type { KeychainAnswer, KeychainAsk } from '../../../../src/main/keychain/messages.ts'

/** Processes that answer only when they are told to. */
function fakeProcesses() {
  const spawned: {
    asks: KeychainAsk[]
    answer: (answer: KeychainAnswer) => void
    exit: () => void
    killed: boolean
  }[] = []
  const spawn = (): KeychainProcess => {
    const fake = {
      asks: [] as KeychainAsk[],
      answer: (_: KeychainAnswer) => undefined as void,
      exit: () => undefined as void,
      killed: false,
    }
    spawned.push(fake)
    return {
      post: (ask) => void fake.asks.push(ask),
      onAnswer: (listener) => void (fake.answer = listener),
      onExit: (listener) => void (fake.exit = listener),
      kill: () => void (fake.killed = true),
    }
  }
  return { spawned, spawn }
}

const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the keychain', () => {
  it('kills a process that does not answer, and asks a new one next time', async () => {
    const { spawned, spawn } = fakeProcesses()
    const keychain = createKeychain({ spawn, service: 's', limit: 5000 })
    const first = keychain.get('a')
    await vi.advanceTimersByTimeAsync(5000)
    expect(await first).toEqual({ kind: 'unavailable', state: 'unresponsive' })
    expect(spawned[0]?.killed).toBe(true)
    const second = keychain.get('a')
    await settle()
    spawned[1]?.answer({ id: 2, ok: true, secret: 'kept' })
    expect(await second).toEqual({ kind: 'found', secret: 'kept' })
  })

  it('asks one thing at a time, in their order', async () => {
    const { spawned, spawn } = fakeProcesses()
    const keychain = createKeychain({ spawn, service: 's' })
    const both = [keychain.set('a', '1'), keychain.remove('a')]
    await settle()
    expect(spawned[0]?.asks.map(({ kind }) => kind)).toEqual(['set'])
    spawned[0]?.answer({ id: 1, ok: true, secret: null })
    await settle()
    expect(spawned[0]?.asks.map(({ kind }) => kind)).toEqual(['set', 'remove'])
    spawned[0]?.answer({ id: 2, ok: false, state: 'locked' })
    expect(await Promise.all(both)).toEqual(['available', 'locked'])
  })

  it('does not wait out the limit for a process that died', async () => {
    const { spawned, spawn } = fakeProcesses()
    const keychain = createKeychain({ spawn, service: 's' })
    const asked = keychain.get('a')
    await settle()
    spawned[0]?.exit()
    expect(await asked).toEqual({ kind: 'unavailable', state: 'unresponsive' })
  })

  it('takes a late answer for no answer to what was asked since', async () => {
    const { spawned, spawn } = fakeProcesses()
    const keychain = createKeychain({ spawn, service: 's' })
    const first = keychain.get('a')
    await settle()
    spawned[0]?.answer({ id: 1, ok: true, secret: null })
    expect(await first).toEqual({ kind: 'nothing' })
    const second = keychain.get('b')
    await settle()
    spawned[0]?.answer({ id: 1, ok: true, secret: "somebody else's" })
    spawned[0]?.answer({ id: 2, ok: true, secret: 'mine' })
    expect(await second).toEqual({ kind: 'found', secret: 'mine' })
  })
})
