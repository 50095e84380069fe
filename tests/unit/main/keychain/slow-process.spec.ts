import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createKeychain } from '../../../../src/main/keychain/keychain.ts'
import { WORKER_HANG_TIMEOUT_MS } from '../../../../src/main/limits/call-limit.ts'
import { fakeProcesses } from '../support/keychain-process.ts'

const MINUTE = 60_000
const UNRESPONSIVE = { kind: 'unavailable', state: 'unresponsive' }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A keychain whose process does nothing by itself. */
async function asked() {
  const { spawned, spawn } = fakeProcesses(false)
  const keychain = createKeychain({ spawn, service: 's' })
  const found = keychain.get('a')
  await vi.advanceTimersByTimeAsync(0)
  const [child] = spawned
  if (!child) throw new Error('Nothing was spawned')
  return { keychain, found, child, spawned }
}

describe('a slow keychain process', () => {
  it('that begins its call after a minute is waited for', async () => {
    const { found, child } = await asked()
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(child.killed).toBe(false)
    child.beat({ id: 1, waitedMs: 0 })
    child.answer({ id: 1, ok: true, secret: 'x' })
    expect(await found).toEqual({ kind: 'found', secret: 'x' })
  })

  it('that is frozen in the middle of a call is waited for', async () => {
    const { found, child } = await asked()
    child.beat({ id: 1, waitedMs: 4750 })
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(child.killed).toBe(false)
    child.answer({ id: 1, ok: true, secret: 'x' })
    expect(await found).toEqual({ kind: 'found', secret: 'x' })
  })

  it('times out when the keychain has let it wait for five seconds', async () => {
    const { found, child } = await asked()
    await vi.advanceTimersByTimeAsync(MINUTE)
    child.beat({ id: 1, waitedMs: 4999 })
    expect(child.killed).toBe(false)
    child.beat({ id: 1, waitedMs: 5000 })
    expect(child.killed).toBe(true)
    expect(await found).toEqual(UNRESPONSIVE)
  })

  it('that never begins is given up by a limit that only a hang reaches', async () => {
    const { found, child } = await asked()
    await vi.advanceTimersByTimeAsync(WORKER_HANG_TIMEOUT_MS - 1)
    expect(child.killed).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(child.killed).toBe(true)
    expect(await found).toEqual(UNRESPONSIVE)
  })

  it('that dies before it begins ends the call', async () => {
    const { found, child } = await asked()
    child.exit()
    expect(await found).toEqual(UNRESPONSIVE)
  })

  it('lets a queued call have its full time after one that was slow', async () => {
    const { keychain, found, child } = await asked()
    const next = keychain.get('b')
    await vi.advanceTimersByTimeAsync(MINUTE)
    child.answer({ id: 1, ok: true, secret: null })
    await found
    await vi.advanceTimersByTimeAsync(0)
    child.beat({ id: 2, waitedMs: 4750 })
    expect(child.killed).toBe(false)
    child.answer({ id: 2, ok: true, secret: 'b' })
    expect(await next).toEqual({ kind: 'found', secret: 'b' })
  })

  it('lets a queued call have one second after one that timed out', async () => {
    const { keychain, child, spawned } = await asked()
    const next = keychain.get('b')
    child.beat({ id: 1, waitedMs: 5000 })
    await vi.advanceTimersByTimeAsync(0)
    spawned[1]?.beat({ id: 2, waitedMs: 999 })
    expect(spawned[1]?.killed).toBe(false)
    spawned[1]?.beat({ id: 2, waitedMs: 1000 })
    expect(await next).toEqual(UNRESPONSIVE)
  })

  it('that was killed says nothing about a later call', async () => {
    const { keychain, child, spawned } = await asked()
    child.beat({ id: 1, waitedMs: 5000 })
    const next = keychain.get('b')
    await vi.advanceTimersByTimeAsync(0)
    child.beat({ id: 2, waitedMs: 5000 })
    child.answer({ id: 2, ok: true, secret: 'late' })
    spawned[1]?.answer({ id: 2, ok: true, secret: 'b' })
    expect(await next).toEqual({ kind: 'found', secret: 'b' })
  })
})

describe('main, when it did not run for a minute', () => {
  /** As a suspended or starved process: its timers fire late, all at once. */
  const freeze = (ms: number) => {
    const now = performance.now()
    vi.spyOn(performance, 'now').mockReturnValue(now + ms)
  }
  afterEach(() => void vi.restoreAllMocks())

  it('takes the answer that arrived meanwhile', async () => {
    const { found, child } = await asked()
    child.beat({ id: 1, waitedMs: 0 })
    freeze(MINUTE)
    // One timer fires, then the messages come in their order.
    await vi.advanceTimersToNextTimerAsync()
    child.beat({ id: 1, waitedMs: 4750 })
    child.answer({ id: 1, ok: true, secret: 'x' })
    expect(await found).toEqual({ kind: 'found', secret: 'x' })
    expect(child.killed).toBe(false)
  })
})
