import { afterEach, describe, expect, it, vi } from 'vitest'
import type { JobState } from '../../../../src/contract/index.ts'
import { failure, type Failure } from '../../../../src/main/failure.ts'
import { createJobs } from '../../../../src/main/jobs/jobs.ts'
import { request, unseen, PROFILE } from '../support/jobs.ts'

afterEach(() => void vi.useRealTimers())

/** A server that is asked by hand of time; each request takes 10 ms. */
function slowServer(answer: (asked: number) => Failure | undefined) {
  vi.useFakeTimers()
  let asked = 0
  let underWay = 0
  const most: number[] = []
  const perform = async () => {
    asked += 1
    const failed = answer(asked)
    underWay += 1
    most.push(underWay)
    await new Promise((resolve) => setTimeout(resolve, 10))
    underWay -= 1
    if (failed) throw failed
  }
  const states: JobState[] = []
  const jobs = createJobs({ worker: () => ({ perform, ...unseen }), onChange: (state) => states.push(state) })
  return { jobs, states, most, asked: () => asked }
}
const tooMany = (retryAfter = 0) => failure('rate-limited', { status: 429, retryAfter })

describe('a server that has had too many requests', () => {
  it('is halved by a 429, waits as long as the server asks, and comes up again', async () => {
    const { jobs, states, most, asked } = slowServer((count) => (count <= 6 ? tooMany(3000) : undefined))
    jobs.start(PROFILE, request(60))
    await vi.advanceTimersByTimeAsync(20)
    expect(asked()).toBe(6)
    await vi.advanceTimersByTimeAsync(2900)
    expect(asked()).toBe(6)
    await vi.advanceTimersByTimeAsync(200)
    const after = most.slice(6)
    // Six refusals in one moment are one: three at once, not one.
    expect(after.slice(0, 3)).toEqual([1, 2, 3])
    expect(Math.max(...after.slice(0, 6))).toBe(3)
    await vi.advanceTimersByTimeAsync(5000)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 60, failures: [], untried: [] })
    expect(Math.max(...most.slice(-10))).toBeGreaterThan(1)
    expect(Math.max(...most)).toBeLessThanOrEqual(6)
  })

  it('waits for the longest that was asked for in one burst, and says until when', async () => {
    const { jobs, states, asked } = slowServer((count) =>
      count <= 6 ? tooMany(count === 1 ? 1000 : 20_000) : undefined,
    )
    jobs.start(PROFILE, request(12))
    const began = Date.now()
    await vi.advanceTimersByTimeAsync(15_000)
    expect(asked()).toBe(6)
    expect(jobs.current()).toMatchObject({ phase: 'resting', goesOnAt: began + 20_010 })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 12 })
    expect(states.at(-1)).not.toHaveProperty('goesOnAt')
  })

  it.each([
    ['a day', 86_400_000],
    ['for ever', Infinity],
    ['more than a timer can count', 2 ** 33],
  ])(
    'does not hang on a server that asks for %s: nothing more is sent, and that is said',
    async (_, time) => {
      const { jobs, states, asked } = slowServer(() => tooMany(time))
      jobs.start(PROFILE, request(30))
      await vi.advanceTimersByTimeAsync(1000)
      expect(asked()).toBe(6)
      expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 0, failed: 30, untried: [] })
      expect(new Set(states.at(-1)?.failures.map(({ error }) => error.code))).toEqual(
        new Set(['rate-limited']),
      )
    },
  )

  it('takes a server at its word that refuses everything, in minutes, however many there are', async () => {
    const { jobs, states, asked } = slowServer(() => tooMany())
    jobs.start(PROFILE, request(20_000))
    await vi.advanceTimersByTimeAsync(120_000)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 0, failed: 20_000 })
    expect(asked()).toBeLessThan(30)
  })

  it('stopped in a pause it ends at once, and what was refused was not tried', async () => {
    const { jobs, states } = slowServer(() => tooMany(60_000))
    const { id } = jobs.start(PROFILE, request(20))
    await vi.advanceTimersByTimeAsync(1000)
    expect(jobs.current()?.phase).toBe('resting')
    jobs.stop(id)
    await vi.advanceTimersByTimeAsync(1)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 0, failures: [] })
    expect(states.at(-1)?.untried).toHaveLength(20)
  })

  it('tells the time left by the pace of late: a pause is not in it', async () => {
    const { jobs } = slowServer((count) => (count === 20 ? tooMany(100_000) : undefined))
    jobs.start(PROFILE, request(1000))
    await vi.advanceTimersByTimeAsync(101_000)
    const { timeLeft = 0, done = 0 } = jobs.current() ?? {}
    expect(done).toBeGreaterThan(20)
    // At 10 ms each, one to six at once.
    expect(timeLeft).toBeLessThan((1000 - done) * 10)
  })

  it('gives one up that is refused without end, and says so', async () => {
    const { jobs, states } = slowServer(() => tooMany())
    jobs.start(PROFILE, request(2))
    await vi.advanceTimersByTimeAsync(120_000)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 0 })
    expect(states.at(-1)?.failures.map(({ error }) => error.code)).toEqual(['rate-limited', 'rate-limited'])
  })
})

describe('a job without a network', () => {
  it('without a network it waits, says so, and goes on by itself', async () => {
    let online = false
    const { jobs, states, asked } = slowServer(() => (online ? undefined : failure('offline')))
    jobs.start(PROFILE, request(20))
    await vi.advanceTimersByTimeAsync(9000)
    expect(jobs.current()).toMatchObject({ phase: 'waiting', done: 0, failures: [] })
    // One at a time, every two seconds.
    expect(asked()).toBeLessThanOrEqual(6 + 5)
    online = true
    await vi.advanceTimersByTimeAsync(4000)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 20, failures: [], untried: [] })
  })

  it('goes on when the network is back, whatever the first answer is', async () => {
    let online = false
    const { jobs, states } = slowServer(() => failure(online ? 'forbidden' : 'offline'))
    jobs.start(PROFILE, request(2000))
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(jobs.current()).toMatchObject({ phase: 'waiting', done: 0, failed: 0 })
    online = true
    await vi.advanceTimersByTimeAsync(2100)
    expect(jobs.current()?.phase).toBe('running')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', failed: 2000 })
  })

  it('stopped without a network it ends: what was on its way can not be told', async () => {
    const { jobs, states } = slowServer(() => failure('offline'))
    const { id } = jobs.start(PROFILE, request(20))
    await vi.advanceTimersByTimeAsync(100)
    jobs.stop(id)
    await vi.advanceTimersByTimeAsync(1020)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 0, failed: 6 })
    expect(states.at(-1)?.untried).toHaveLength(14)
  })

  it('abandoned, it tells nobody any more, and another may begin', async () => {
    const { jobs, states, asked } = slowServer(() => undefined)
    jobs.start(PROFILE, request(50))
    await vi.advanceTimersByTimeAsync(5)
    const told = states.length
    jobs.abandon()
    expect([jobs.current(), jobs.isRunning()]).toEqual([undefined, false])
    await vi.advanceTimersByTimeAsync(1000)
    expect([states.length, asked()]).toEqual([told, 6])
    jobs.start(PROFILE, request(1))
    await vi.advanceTimersByTimeAsync(50)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 1 })
  })
})
