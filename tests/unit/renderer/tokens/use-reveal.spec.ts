import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Result, Reveal, RevealId } from '../../../../src/contract/index.ts'
import { useReveal } from '../../../../src/renderer/tokens/use-reveal.ts'
import { createFakeBridge, failed, ME, ok, type FakeBridge } from '../fake-bridge.ts'
import { held, settled } from '../with-bridge.ts'

const REVEAL: Reveal = {
  id: 'reveal' as RevealId,
  secret: 's3cret',
  usage: 'CRM',
  owner: ME,
  createdAt: 0,
  copied: false,
  kept: true,
}

let bridge: FakeBridge
beforeEach(() => {
  vi.useFakeTimers()
  bridge = createFakeBridge()
})
afterEach(() => void vi.useRealTimers())

describe('a shown token', () => {
  it('counts as kept once it was copied', async () => {
    const shown = useReveal(bridge, REVEAL)
    expect(shown.kept.value).toBe(false)
    await shown.copy()
    expect([shown.kept.value, shown.said.value]).toEqual([true, { kind: 'copied' }])
  })

  it('counts as kept once it was saved, with the name of the file', async () => {
    const shown = useReveal(bridge, REVEAL)
    await shown.save()
    expect(shown.said.value).toEqual({ kind: 'saved', file: 'token.txt' })
    expect(shown.kept.value).toBe(true)
  })

  it('counts as kept after a reload when it was before', () => {
    expect(useReveal(bridge, { ...REVEAL, copied: true }).kept.value).toBe(true)
    expect(useReveal(bridge, { ...REVEAL, savedAs: 'a.txt' }).kept.value).toBe(true)
  })

  it('is not kept by a save that was cancelled, nor is that a failure', async () => {
    bridge.request['reveal:save'] = async () => ok({ kind: 'cancelled' })
    const shown = useReveal(bridge, REVEAL)
    await shown.save()
    expect([shown.kept.value, shown.said.value, shown.error.value]).toEqual([false, undefined, undefined])
  })

  it('tells a failure, and takes it back when the next try works', async () => {
    bridge.request['reveal:save'] = async () => failed('file-denied')
    const shown = useReveal(bridge, REVEAL)
    await shown.save()
    expect([shown.error.value?.code, shown.kept.value]).toEqual(['file-denied', false])
    await shown.copy()
    expect(shown.error.value).toBeUndefined()
  })

  it('is tested, on the server at least where that names no domain', async () => {
    const test = { user: { id: ME.id, name: 'Olena' }, domain: '', took: 12 }
    bridge.request['reveal:test'] = async () => ok(test)
    const shown = useReveal(bridge, { ...REVEAL, server: 'https://cc.example.com' })
    await shown.test()
    expect(shown.said.value).toEqual({ kind: 'tested', test: { ...test, domain: 'cc.example.com' } })
    // That is no way to keep it.
    expect(shown.kept.value).toBe(false)
  })

  it('saved by a slow drive after all takes back that it was not', async () => {
    bridge.request['reveal:save'] = async () => failed('file-slow')
    const shown = useReveal(bridge, REVEAL)
    await shown.save()
    shown.savedLate('a.txt')
    expect([shown.said.value, shown.kept.value]).toEqual([{ kind: 'saved-late', file: 'a.txt' }, true])
    expect(shown.error.value).toBeUndefined()
  })

  it('does one thing at a time', async () => {
    const shown = useReveal(bridge, REVEAL)
    await Promise.all([shown.copy(), shown.copy(), shown.save()])
    expect(bridge.asked).toEqual(['reveal:copy'])
  })
})

describe('closing', () => {
  it('waits for a copy under way', async () => {
    const copying = held<Result<void>>()
    bridge.request['reveal:copy'] = () => copying.promise
    const shown = useReveal(bridge, REVEAL)
    void shown.copy()
    const closed = shown.settle()
    copying.answer(ok(undefined))
    await closed
    expect(shown.kept.value).toBe(true)
  })

  it.each([
    ['a copy', 'copy', 'clipboard'],
    // Somebody may still choose a place; main itself says that a drive is slow.
    ['a save', 'save', undefined],
  ] as const)('waits ten seconds for %s at most, then it counts as failed', async (_, act, code) => {
    bridge.request['reveal:copy'] = bridge.request['reveal:save'] = () => held<never>().promise
    const shown = useReveal(bridge, REVEAL)
    void shown[act]()
    let closed = false
    void shown.settle().then(() => (closed = true))
    await vi.advanceTimersByTimeAsync(9999)
    expect(closed).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await settled()
    expect([closed, shown.error.value?.code, shown.kept.value]).toEqual([true, code, false])
  })

  it('takes back that a copy failed, when it is done late', async () => {
    const copying = held<Result<void>>()
    bridge.request['reveal:copy'] = () => copying.promise
    const shown = useReveal(bridge, REVEAL)
    void shown.copy()
    const closed = shown.settle()
    await vi.advanceTimersByTimeAsync(10_000)
    await closed
    copying.answer(ok(undefined))
    await settled()
    expect([shown.said.value, shown.kept.value]).toEqual([{ kind: 'copied' }, true])
    expect(shown.error.value).toBeUndefined()
  })

  it('waits for nothing when nothing is under way', async () => {
    await useReveal(bridge, REVEAL).settle()
    expect(vi.getTimerCount()).toBe(0)
  })
})
