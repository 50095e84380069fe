import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createKeychain } from '../../../../src/main/keychain/keychain.ts'
import { fakeProcesses } from '../support/keychain-process.ts'

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

  it('does not wait longer because the clock was set back meanwhile', async () => {
    const { spawned, spawn } = fakeProcesses()
    const keychain = createKeychain({ spawn, service: 's', limit: 5000 })
    const both = [keychain.get('a'), keychain.get('b')]
    await settle()
    vi.setSystemTime(Date.now() - 3_600_000)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(spawned.map(({ killed }) => killed)).toEqual([true, true])
    expect(await Promise.all(both)).toEqual(both.map(() => ({ kind: 'unavailable', state: 'unresponsive' })))
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

  it('that cannot even be started is said not to answer; the next call tries again', async () => {
    const { spawned, spawn } = fakeProcesses()
    let broken = true
    const keychain = createKeychain({
      spawn: () => {
        if (broken) throw new Error('no more processes')
        return spawn()
      },
      service: 's',
    })
    expect(await keychain.get('a')).toEqual({ kind: 'unavailable', state: 'unresponsive' })
    expect(await keychain.set('a', '1')).toBe('unresponsive')
    broken = false
    const asked = keychain.remove('a')
    await settle()
    spawned[0]?.answer({ id: 3, ok: true, secret: null })
    expect(await asked).toBe('available')
  })

  it('goes on with what waits after one was not answered', async () => {
    const { spawned, spawn } = fakeProcesses()
    const keychain = createKeychain({ spawn, service: 's', limit: 5000 })
    const [first, second] = [keychain.set('a', '1'), keychain.get('b')]
    await vi.advanceTimersByTimeAsync(5000)
    expect(await first).toBe('unresponsive')
    expect(spawned).toHaveLength(2)
    expect(spawned[1]?.asks).toEqual([{ kind: 'get', account: 'b', id: 2, service: 's' }])
    spawned[0]?.answer({ id: 2, ok: false, state: 'locked' })
    spawned[1]?.answer({ id: 2, ok: true, secret: 'b' })
    await second
  })

  it('leaves no process that was killed to end a later call', async () => {
    const { spawned, spawn } = fakeProcesses()
    const keychain = createKeychain({ spawn, service: 's', limit: 5000 })
    const first = keychain.get('a')
    await vi.advanceTimersByTimeAsync(5000)
    await first
    const second = keychain.get('b')
    await settle()
    spawned[0]?.exit()
    spawned[1]?.answer({ id: 2, ok: true, secret: 'b' })
    expect(await second).toEqual({ kind: 'found', secret: 'b' })
    expect(spawned).toHaveLength(2)
  })
})

describe('a keychain', () => {
  it('says what is under way, to its end', async () => {
    const { spawned, spawn } = fakeProcesses()
    const keychain = createKeychain({ spawn, service: 's' })
    expect(keychain.underWay()).toBeUndefined()
    const both = [keychain.set('a', '1'), keychain.remove('a')]
    const ended = vi.fn()
    void keychain.underWay()?.then(ended)
    await settle()
    spawned[0]?.answer({ id: 1, ok: true, secret: null })
    await settle()
    expect(ended).not.toHaveBeenCalled()
    spawned[0]?.answer({ id: 2, ok: true, secret: null })
    await Promise.all(both)
    await settle()
    expect([ended.mock.calls.length, keychain.underWay()]).toEqual([1, undefined])
  })

  it('that did not answer is not waited for when it is asked again; one that answers is', async () => {
    const { spawned, spawn } = fakeProcesses()
    const keychain = createKeychain({ spawn, service: 's', limit: 5000 })
    const first = keychain.get('a')
    expect(keychain.underWay()).toBeDefined()
    await vi.advanceTimersByTimeAsync(5000)
    await first
    const second = keychain.get('a')
    expect(keychain.underWay()).toBeUndefined()
    await settle()
    spawned[1]?.answer({ id: 2, ok: true, secret: null })
    await second
    const third = keychain.get('a')
    expect(keychain.underWay()).toBeDefined()
    await settle()
    spawned[1]?.answer({ id: 3, ok: true, secret: null })
    await third
  })

  it('closed, it ends what is under way at once', async () => {
    const { spawned, spawn } = fakeProcesses()
    const keychain = createKeychain({ spawn, service: 's' })
    const asked = keychain.get('a')
    await settle()
    keychain.close()
    expect(await asked).toEqual({ kind: 'unavailable', state: 'unresponsive' })
    expect(spawned[0]?.killed).toBe(true)
  })

  it.each(['locked', 'absent'] as const)('says that it is %s', async (state) => {
    const { spawned, spawn } = fakeProcesses()
    const keychain = createKeychain({ spawn, service: 's' })
    const asked = keychain.get('a')
    await settle()
    spawned[0]?.answer({ id: 1, ok: false, state })
    expect(await asked).toEqual({ kind: 'unavailable', state })
    expect(spawned).toHaveLength(1)
  })

  it('that was started again is found by a new process, in the same call', async () => {
    const { spawned, spawn } = fakeProcesses()
    const keychain = createKeychain({ spawn, service: 's' })
    const before = keychain.get('a')
    await settle()
    spawned[0]?.answer({ id: 1, ok: true, secret: 'x' })
    await before
    const after = keychain.get('a')
    await settle()
    spawned[0]?.answer({ id: 2, ok: false, state: 'absent' })
    await settle()
    expect(spawned[0]?.killed).toBe(true)
    spawned[1]?.answer({ id: 3, ok: true, secret: 'x' })
    expect(await after).toEqual({ kind: 'found', secret: 'x' })
  })
})
