import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { afterAwake, countTicks } from '../../../../src/main/limits/awake-clock.ts'
import { BEAT_MS, withBeats, type Beat } from '../../../../src/main/limits/beats.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** This process does not run for so long: the next timer fires late. */
function freeze(ms: number): void {
  const real = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => real() + ms)
}

describe('a limit', () => {
  it('ends after that long, to the millisecond, where the process runs', async () => {
    const onEnd = vi.fn()
    afterAwake(5000, onEnd)
    await vi.advanceTimersByTimeAsync(4999)
    expect(onEnd).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(onEnd).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not end by a timer that fires an hour late', async () => {
    const onEnd = vi.fn()
    afterAwake(5000, onEnd)
    await vi.advanceTimersByTimeAsync(4900)
    freeze(3_600_000)
    // The last tick: messages that arrived meanwhile have not been handled yet.
    await vi.advanceTimersByTimeAsync(100)
    expect(onEnd).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(250)
    expect(onEnd).toHaveBeenCalledTimes(1)
  })

  it('counts an hour without running as one tick', async () => {
    const onEnd = vi.fn()
    afterAwake(5000, onEnd)
    await vi.advanceTimersByTimeAsync(1000)
    freeze(3_600_000)
    await vi.advanceTimersByTimeAsync(3999)
    expect(onEnd).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(onEnd).toHaveBeenCalledTimes(1)
  })

  it('ends on a computer where every timer is late', async () => {
    const onEnd = vi.fn()
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000))
    afterAwake(5000, onEnd)
    await vi.advanceTimersByTimeAsync(5000)
    expect(onEnd).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(250)
    expect(onEnd).toHaveBeenCalledTimes(1)
  })

  it('that was stopped never ends', async () => {
    const onEnd = vi.fn()
    const stop = afterAwake(50, onEnd)
    stop()
    await vi.advanceTimersByTimeAsync(1000)
    expect(onEnd).not.toHaveBeenCalled()
  })
})

it('a tick that comes late is counted with the next one', async () => {
  const counted: number[] = []
  countTicks(100, (ticks) => counted.push(ticks))
  await vi.advanceTimersByTimeAsync(100)
  freeze(1000)
  await vi.advanceTimersByTimeAsync(200)
  expect(counted).toEqual([1, 1, 3])
})

describe('a worker process', () => {
  it('says that a call begins, then how long it has waited, then nothing more', async () => {
    const beats: Beat[] = []
    const call = withBeats(
      (beat) => beats.push(beat),
      () => new Promise((resolve) => setTimeout(() => resolve('done'), 2 * BEAT_MS + 1)),
    )
    await vi.advanceTimersByTimeAsync(10 * BEAT_MS)
    expect(await call).toBe('done')
    expect(beats).toEqual([0, BEAT_MS, 2 * BEAT_MS].map((waitedMs) => ({ waitedMs })))
  })

  it('stops its beats when the call fails', async () => {
    const failed = withBeats(
      () => undefined,
      () => Promise.reject(new Error('no')),
    )
    await expect(failed).rejects.toThrow('no')
    expect(vi.getTimerCount()).toBe(0)
  })
})
