import { describe, expect, it, vi } from 'vitest'
import { createRenewal } from '../../../../src/main/session/renewal.ts'

describe('the wait for a person to sign in again', () => {
  it('asks once for many, and lets all of them go on', async () => {
    const ask = vi.fn()
    const renewal = createRenewal(ask)
    const waits = [renewal.wait(), renewal.wait(), renewal.wait()]
    renewal.succeed()
    await Promise.all(waits)
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('refused, it ends for all of them, and for what follows at once; the next one asks again', async () => {
    const ask = vi.fn()
    let now = 0
    const renewal = createRenewal(ask, () => now)
    const waits = [renewal.wait(), renewal.wait()]
    renewal.refuse()
    for (const wait of waits) await expect(wait).rejects.toThrow('session-ended')
    now = 1900
    await expect(renewal.wait()).rejects.toThrow('session-ended')
    expect(ask).toHaveBeenCalledTimes(1)
    now = 2000
    const next = renewal.wait()
    expect(ask).toHaveBeenCalledTimes(2)
    renewal.succeed()
    await next
  })

  it.each(['succeed', 'giveUp'] as const)(
    'is not held back where nobody was asked, nor after %s: somebody else may be there',
    async (then) => {
      const ask = vi.fn()
      const renewal = createRenewal(ask, () => 0)
      renewal.refuse()
      const first = renewal.wait()
      renewal.refuse()
      await expect(first).rejects.toThrow('session-ended')
      renewal[then]()
      const second = renewal.wait()
      expect(ask).toHaveBeenCalledTimes(2)
      renewal.succeed()
      await second
    },
  )

  it('can be cancelled by one without ending it for the others', async () => {
    const renewal = createRenewal(() => undefined)
    const controller = new AbortController()
    const cancelled = renewal.wait(controller.signal)
    const other = renewal.wait()
    controller.abort()
    await expect(cancelled).rejects.toThrow('cancelled')
    renewal.succeed()
    await other
  })

  it('that nobody can be asked about does not swallow the next one', async () => {
    let isSignedIn = false
    const ask = vi.fn(() => {
      if (!isSignedIn) throw new Error('nobody')
    })
    const renewal = createRenewal(ask)
    await expect(renewal.wait()).rejects.toThrow('nobody')
    isSignedIn = true
    const next = renewal.wait()
    expect(ask).toHaveBeenCalledTimes(2)
    renewal.succeed()
    await next
  })
})
