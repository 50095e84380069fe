import { afterEach, describe, expect, it, vi } from 'vitest'
import type { JobItem, JobState, TokenId, UserId } from '../../../../src/contract/index.ts'
import { failure, type Failure } from '../../../../src/main/failure.ts'
import { createJobs } from '../../../../src/main/jobs/jobs.ts'
import { reportOf } from '../../../../src/main/jobs/report.ts'

const items = (count: number): JobItem[] =>
  Array.from({ length: count }, (_, index) => ({ id: `t${index}` as TokenId, usage: `token ${index}` }))

const request = (count: number) => ({ kind: 'delete' as const, userId: '1' as UserId, items: items(count) })

/** A server whose every answer is given by hand. */
function heldServer() {
  const waiting = new Map<string, PromiseWithResolvers<void>>()
  const remove = (_: UserId, id: TokenId): Promise<void> => {
    const answer = Promise.withResolvers<void>()
    waiting.set(id, answer)
    return answer.promise
  }
  const answerAll = async () => {
    while (waiting.size > 0) {
      for (const [id, { resolve }] of waiting) {
        waiting.delete(id)
        resolve()
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { waiting, remove, answerAll }
}

function jobsWith(remove: (user: UserId, id: TokenId) => Promise<void>) {
  const states: JobState[] = []
  const jobs = createJobs({
    perform: (_, user, id) => remove(user, id),
    onChange: (state) => states.push(state),
  })
  const finished = () => vi.waitFor(() => expect(states.at(-1)?.phase).toBe('finished'))
  return { jobs, states, finished }
}

describe('a bulk job', () => {
  it('has six requests under way at most, and does all of them', async () => {
    const { waiting, remove, answerAll } = heldServer()
    const { jobs, states, finished } = jobsWith(remove)
    jobs.start(request(20))
    await vi.waitFor(() => expect(waiting.size).toBe(6))
    await answerAll()
    await finished()
    expect(states.at(-1)).toMatchObject({ total: 20, done: 20, failures: [], untried: [] })
    expect(states.at(-1)?.doneIds).toHaveLength(20)
  })

  it('names what failed, and why', async () => {
    const { jobs, states, finished } = jobsWith(async (_, id) => {
      if (id === 't2') throw failure('forbidden', { status: 403, message: 'not yours' })
      if (id === 't4') throw new TypeError('a defect, with words nobody should read')
    })
    jobs.start(request(6))
    await finished()
    const [first, second] = states.at(-1)?.failures ?? []
    expect(first).toMatchObject({ id: 't2', usage: 'token 2', error: { code: 'forbidden', status: 403 } })
    expect(second).toMatchObject({ id: 't4', error: { code: 'internal', message: '' } })
    expect(states.at(-1)?.done).toBe(4)
  })

  it('stopped: what is under way ends, the rest was never tried', async () => {
    const { waiting, remove, answerAll } = heldServer()
    const { jobs, states, finished } = jobsWith(remove)
    const { id } = jobs.start(request(20))
    await vi.waitFor(() => expect(waiting.size).toBe(6))
    jobs.stop(id)
    expect(states.at(-1)?.phase).toBe('stopping')
    await answerAll()
    await finished()
    expect(states.at(-1)).toMatchObject({ done: 6 })
    expect(states.at(-1)?.untried).toHaveLength(14)
  })

  it('ends for the rest too when the session does', async () => {
    const tried: string[] = []
    const { jobs, states, finished } = jobsWith(async (_, id) => {
      tried.push(id)
      throw failure('session-ended')
    })
    jobs.start(request(50))
    await finished()
    expect(tried.length).toBeLessThan(50)
    expect((states.at(-1)?.untried.length ?? 0) + tried.length).toBe(50)
  })

  it('is one at a time, and can be dismissed only when it is over', async () => {
    const { remove, answerAll, waiting } = heldServer()
    const { jobs, finished } = jobsWith(remove)
    const { id } = jobs.start(request(1))
    expect(() => jobs.start(request(1))).toThrow('busy')
    jobs.dismiss(id)
    expect(jobs.current()?.id).toBe(id)
    await vi.waitFor(() => expect(waiting.size).toBe(1))
    await answerAll()
    await finished()
    jobs.dismiss(id)
    expect(jobs.current()).toBeUndefined()
    expect(() => jobs.stop(id)).toThrow('not-found')
  })

  it('reports names, ids and reasons, one line each', async () => {
    const { jobs, states, finished } = jobsWith(async (_, id) => {
      if (id === 't1') throw failure('server', { status: 500, message: 'the disk is full' })
    })
    jobs.start(request(2))
    await finished()
    const [state] = states.slice(-1)
    expect(state && reportOf(state)).toBe('1 deleted, 1 not deleted\nt1\ttoken 1\tserver: the disk is full')
  })

  it('never has more than six under way, however they end', async () => {
    let now = 0
    let most = 0
    const { jobs, finished } = jobsWith(async (_, id) => {
      now += 1
      most = Math.max(most, now)
      await new Promise((resolve) => setImmediate(resolve))
      now -= 1
      if (id.endsWith('3')) throw failure('server')
    })
    jobs.start(request(100))
    await finished()
    expect(most).toBe(6)
  })
})

describe('what a bulk job says of itself', () => {
  it('speaks of progress ten times a second at most, and always of the end', async () => {
    let now = 0
    const states: JobState[] = []
    const jobs = createJobs({
      perform: async () => void (now += 10),
      onChange: (state) => states.push(state),
      now: () => now,
    })
    jobs.start(request(100))
    await vi.waitFor(() => expect(states.at(-1)?.phase).toBe('finished'))
    expect(states.length).toBeLessThanOrEqual(11)
    expect(states.length).toBeGreaterThan(5)
    expect(states.at(-1)?.done).toBe(100)
  })

  it('tells the time that is left by the pace so far, once there is one', async () => {
    let now = 0
    const { waiting, remove } = heldServer()
    const jobs = createJobs({
      perform: (_, user, id) => remove(user, id),
      onChange: () => undefined,
      now: () => now,
    })
    expect(jobs.start(request(10))).not.toHaveProperty('timeLeft')
    now = 500
    waiting.get('t0')?.resolve()
    waiting.get('t1')?.resolve()
    await vi.waitFor(() => expect(jobs.current()?.done).toBe(2))
    expect(jobs.current()?.timeLeft).toBe(2000)
    const { id } = jobs.current() ?? { id: 'none' as never }
    jobs.stop(id)
    expect(jobs.current()).not.toHaveProperty('timeLeft')
  })

  it('does not say what is done or untried before it is over', async () => {
    const { waiting, remove, answerAll } = heldServer()
    const { jobs, states, finished } = jobsWith(remove)
    const { id } = jobs.start(request(8))
    waiting.get('t0')?.resolve()
    await vi.waitFor(() => expect(jobs.current()?.done).toBe(1))
    expect(jobs.current()).toMatchObject({ doneIds: [], untried: [] })
    expect(() => jobs.stop('other' as never)).toThrow('not-found')
    jobs.stop(id)
    jobs.stop(id)
    expect(states.filter(({ phase }) => phase === 'stopping')).toHaveLength(1)
    await answerAll()
    await finished()
    const { done = 0, failures = [], untried = [] } = jobs.current() ?? {}
    expect(done + failures.length + untried.length).toBe(8)
  })
})

describe('the report', () => {
  it('has a line for each, whatever the names hold', async () => {
    const { jobs, states, finished } = jobsWith(async () => {
      throw failure('forbidden')
    })
    jobs.start({
      ...request(0),
      items: ['two\nlines', 'tab\there', '\u2028', '', '\r'].map((usage, index) => ({
        id: `t${index}` as TokenId,
        usage,
      })),
    })
    await finished()
    const report = states.slice(-1).map(reportOf).join('')
    expect(report.split(/[\n\r\u2028\u2029]/)).toEqual([
      '0 deleted, 5 not deleted',
      't0\ttwo lines\tforbidden',
      't1\ttab here\tforbidden',
      't2\t(no name)\tforbidden',
      't3\t(no name)\tforbidden',
      't4\t(no name)\tforbidden',
    ])
  })
})

describe('the pace of a bulk job', () => {
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
    const jobs = createJobs({ perform, onChange: (state) => states.push(state) })
    return { jobs, states, most, asked: () => asked }
  }
  const tooMany = (retryAfter = 0) => failure('rate-limited', { status: 429, retryAfter })

  it('is halved by a 429, waits as long as the server asks, and comes up again', async () => {
    const { jobs, states, most, asked } = slowServer((count) => (count <= 6 ? tooMany(3000) : undefined))
    jobs.start(request(60))
    await vi.advanceTimersByTimeAsync(20)
    expect(asked()).toBe(6)
    await vi.advanceTimersByTimeAsync(2900)
    expect(asked()).toBe(6)
    await vi.advanceTimersByTimeAsync(200)
    const after = most.slice(6)
    // Six refusals in one moment halve it again and again.
    expect(Math.max(...after.slice(0, 3))).toBeLessThanOrEqual(3)
    await vi.advanceTimersByTimeAsync(5000)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 60, failures: [], untried: [] })
    expect(Math.max(...most.slice(-10))).toBeGreaterThan(1)
    expect(Math.max(...most)).toBeLessThanOrEqual(6)
  })

  it('gives one up that is refused without end, and says so', async () => {
    const { jobs, states } = slowServer(() => tooMany())
    jobs.start(request(2))
    await vi.advanceTimersByTimeAsync(120_000)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 0 })
    expect(states.at(-1)?.failures.map(({ error }) => error.code)).toEqual(['rate-limited', 'rate-limited'])
  })

  it('without a network it waits, says so, and goes on by itself', async () => {
    let online = false
    const { jobs, states, asked } = slowServer(() => (online ? undefined : failure('offline')))
    jobs.start(request(20))
    await vi.advanceTimersByTimeAsync(9000)
    expect(jobs.current()).toMatchObject({ phase: 'waiting', done: 0, failures: [] })
    // One at a time, every two seconds.
    expect(asked()).toBeLessThanOrEqual(6 + 5)
    online = true
    await vi.advanceTimersByTimeAsync(4000)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 20, failures: [], untried: [] })
  })

  it('stopped without a network it ends at once: nothing of it was tried', async () => {
    const { jobs, states } = slowServer(() => failure('offline'))
    const { id } = jobs.start(request(20))
    await vi.advanceTimersByTimeAsync(100)
    jobs.stop(id)
    await vi.advanceTimersByTimeAsync(20)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 0, failures: [] })
    expect(states.at(-1)?.untried).toHaveLength(20)
  })

  it('abandoned, it tells nobody any more, and another may begin', async () => {
    const { jobs, states, asked } = slowServer(() => undefined)
    jobs.start(request(50))
    await vi.advanceTimersByTimeAsync(5)
    const told = states.length
    jobs.abandon()
    expect([jobs.current(), jobs.isRunning()]).toEqual([undefined, false])
    await vi.advanceTimersByTimeAsync(1000)
    expect([states.length, asked()]).toEqual([told, 6])
    jobs.start(request(1))
    await vi.advanceTimersByTimeAsync(50)
    expect(states.at(-1)).toMatchObject({ phase: 'finished', done: 1 })
  })
})
