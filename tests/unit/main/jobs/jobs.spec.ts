import { describe, expect, it, vi } from 'vitest'
import type { JobState, TokenId, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { createJobs } from '../../../../src/main/jobs/jobs.ts'
import { untilStopped } from '../../../../src/main/jobs/perform.ts'
import { reportOf } from '../../../../src/main/jobs/report.ts'
import { items, request, unseen, PROFILE } from '../support/jobs.ts'

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
    worker: () => ({ perform: (_, user, id) => remove(user, id), ...unseen }),
    onChange: (state) => states.push(state),
  })
  const finished = () => vi.waitFor(() => expect(states.at(-1)?.phase).toBe('finished'))
  return { jobs, states, finished }
}

describe('a bulk job', () => {
  it('has six requests under way at most, and does all of them', async () => {
    const { waiting, remove, answerAll } = heldServer()
    const { jobs, states, finished } = jobsWith(remove)
    jobs.start(PROFILE, request(20))
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
    jobs.start(PROFILE, request(6))
    await finished()
    const [first, second] = states.at(-1)?.failures ?? []
    expect(first).toMatchObject({ id: 't2', usage: 'token 2', error: { code: 'forbidden', status: 403 } })
    expect(second).toMatchObject({ id: 't4', error: { code: 'internal', message: '' } })
    expect(states.at(-1)?.done).toBe(4)
  })

  it('stopped: what is under way ends, the rest was never tried', async () => {
    const { waiting, remove, answerAll } = heldServer()
    const { jobs, states, finished } = jobsWith(remove)
    const { id } = jobs.start(PROFILE, request(20))
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
    jobs.start(PROFILE, request(50))
    await finished()
    expect(tried.length).toBeLessThan(50)
    // Nobody stopped it: what was not sent has failed for the same reason.
    expect(states.at(-1)).toMatchObject({ done: 0, failed: 50, untried: [] })
    expect(new Set(states.at(-1)?.failures.map(({ error }) => error.code))).toEqual(
      new Set(['session-ended']),
    )
  })

  it('does once, and counts once, what is named twice', async () => {
    const tried: string[] = []
    const { jobs, states, finished } = jobsWith(async (_, id) => void tried.push(id))
    jobs.start(PROFILE, { ...request(0), items: [...items(3), ...items(3)] })
    await finished()
    expect(tried).toEqual(['t0', 't1', 't2'])
    expect(states.at(-1)).toMatchObject({ total: 3, done: 3 })
  })

  it('names the first failures while it runs, and all at its end', async () => {
    const { jobs, states, finished } = jobsWith(async () => {
      throw failure('forbidden')
    })
    jobs.start(PROFILE, request(1000))
    await finished()
    expect(Math.max(...states.slice(0, -1).map(({ failures }) => failures.length), 0)).toBeLessThanOrEqual(
      200,
    )
    expect(states.at(-1)?.failures).toHaveLength(1000)
    expect(states.at(-1)?.failed).toBe(1000)
  })

  it('is one at a time, and can be dismissed only when it is over', async () => {
    const { remove, answerAll, waiting } = heldServer()
    const { jobs, finished } = jobsWith(remove)
    const { id } = jobs.start(PROFILE, request(1))
    expect(() => jobs.start(PROFILE, request(1))).toThrow('busy')
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
      if (id === 't1') throw failure('invalid', { status: 400, message: 'the disk is full' })
    })
    jobs.start(PROFILE, request(2))
    await finished()
    const [state] = states.slice(-1)
    expect(state && reportOf(state)).toBe('1 deleted, 1 not deleted\nt1\ttoken 1\tinvalid: the disk is full')
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
    jobs.start(PROFILE, request(100))
    await finished()
    expect(most).toBe(6)
  })
})

describe('what a bulk job says of itself', () => {
  it('speaks of progress ten times a second at most, and always of the end', async () => {
    let now = 0
    const states: JobState[] = []
    const jobs = createJobs({
      worker: () => ({ perform: async () => void (now += 10), ...unseen }),
      onChange: (state) => states.push(state),
      now: () => now,
    })
    jobs.start(PROFILE, request(100))
    await vi.waitFor(() => expect(states.at(-1)?.phase).toBe('finished'))
    expect(states.length).toBeLessThanOrEqual(11)
    expect(states.length).toBeGreaterThan(5)
    expect(states.at(-1)?.done).toBe(100)
  })

  it('tells the time that is left by the pace so far, once there is one', async () => {
    let now = 0
    const { waiting, remove } = heldServer()
    const jobs = createJobs({
      worker: () => ({ perform: (_, user, id) => remove(user, id), ...unseen }),
      onChange: () => undefined,
      now: () => now,
    })
    expect(jobs.start(PROFILE, request(10))).not.toHaveProperty('timeLeft')
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
    const { id } = jobs.start(PROFILE, request(8))
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
    jobs.start(PROFILE, {
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

describe('a wait for somebody to sign in again', () => {
  it('ends with Stop, and what waited was not done', async () => {
    const states: JobState[] = []
    const jobs = createJobs({
      worker: () => ({
        perform: (_kind, _user, _id, stopped) =>
          new Promise((_, reject) => stopped.addEventListener('abort', () => reject(failure('cancelled')))),
        ...unseen,
      }),
      onChange: (state) => states.push(state),
    })
    const { id } = jobs.start(PROFILE, request(20))
    await Promise.resolve()
    jobs.stop(id)
    await vi.waitFor(() => expect(states.at(-1)?.phase).toBe('finished'))
    expect(states.at(-1)).toMatchObject({ done: 0, failed: 0 })
    expect(states.at(-1)?.untried).toHaveLength(20)
  })

  it('is not begun again for late answers, once it was given up', async () => {
    let asked = 0
    const renew = async () => {
      asked += 1
      throw failure('session-ended')
    }
    const stop = new AbortController()
    await expect(untilStopped(renew, stop.signal)()).rejects.toThrow('session-ended')
    stop.abort()
    await expect(untilStopped(renew, stop.signal)()).rejects.toThrow('cancelled')
    expect(asked).toBe(1)
  })
})
