import { afterEach, describe, expect, it, vi } from 'vitest'
import { endNow, type EndNowOptions } from '../../../../src/main/closing/end-now.ts'

const never = () => new Promise<never>(() => undefined)

function ending(changes: Partial<EndNowOptions> = {}) {
  const steps: string[] = []
  const options: EndNowOptions = {
    stopNow: () => void steps.push('stop'),
    clearClipboard: async () => void steps.push('clipboard'),
    pendingWrites: () => undefined,
    exit: () => void steps.push('exit'),
    ...changes,
  }
  return { steps, ended: endNow(options) }
}

afterEach(() => void vi.useRealTimers())

describe('endNow', () => {
  it('stops work before anything is awaited, then clears the clipboard and exits', async () => {
    const { steps, ended } = ending()
    expect(steps[0]).toBe('stop')
    await ended
    expect(steps).toEqual(['stop', 'clipboard', 'exit'])
  })

  it('waits for a write, and for the write that follows from it', async () => {
    const finish: (() => void)[] = []
    const writes = [1, 2].map(() => new Promise<void>((resolve) => void finish.push(resolve)))
    const pendingWrites = vi.fn(() => writes.shift())
    const { steps, ended } = ending({ pendingWrites })
    await vi.waitFor(() => expect(pendingWrites).toHaveBeenCalledTimes(1))
    finish[0]?.()
    await vi.waitFor(() => expect(pendingWrites).toHaveBeenCalledTimes(2))
    expect(steps).not.toContain('exit')
    finish[1]?.()
    await ended
    expect(steps).toContain('exit')
  })

  it.each([
    ['a write', { pendingWrites: never }],
    ['the clipboard', { clearClipboard: never }],
  ])('exits after a second when %s never ends', async (_, changes) => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const { steps, ended } = ending(changes)
    await vi.advanceTimersByTimeAsync(1000)
    await ended
    expect(steps).toContain('exit')
  })

  it('waits for writes when the clipboard belongs to another program', async () => {
    const clearClipboard = () => Promise.reject(new Error('held'))
    const pendingWrites = vi.fn(() => undefined)
    const { steps, ended } = ending({ clearClipboard, pendingWrites })
    await ended
    expect([steps, pendingWrites.mock.calls.length]).toEqual([['stop', 'exit'], 1])
  })

  it('exits even when stopping fails', async () => {
    const stopNow = () => {
      throw new Error('defect')
    }
    const { steps, ended } = ending({ stopNow })
    await expect(ended).rejects.toThrow('defect')
    expect(steps).toContain('exit')
  })
})
