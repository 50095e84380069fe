import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ErrorCode, JobKind, JobState, Token, TokenId, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { createJobs } from '../../../../src/main/jobs/jobs.ts'
import { reportOf } from '../../../../src/main/jobs/report.ts'
import { items, request, unseen, PROFILE } from '../support/jobs.ts'

afterEach(() => void vi.useRealTimers())

type Held = Record<string, Partial<Token> | undefined>
/** Said of each token, and what is seen of it afterwards; who is not named can't be told. */
async function compared(
  kind: JobKind,
  said: Record<string, ErrorCode | 'ok'>,
  held: Held,
  closely: Held = held,
) {
  vi.useFakeTimers()
  const seenIn = (what: Held) => async (_: UserId, ids: readonly TokenId[]) =>
    new Map(ids.filter((id) => id in what).map((id) => [id, what[id] && { id, usage: '', ...what[id] }]))
  const states: JobState[] = []
  const jobs = createJobs({
    worker: () => ({
      perform: async (_kind, _user, id) => {
        const code = said[id] ?? 'ok'
        if (code !== 'ok') throw failure(code)
      },
      look: seenIn(held),
      lookClosely: seenIn(closely),
    }),
    onChange: (state) => states.push(state),
  })
  const all = Object.keys(said).map((id) => ({ id: id as TokenId, usage: id }))
  jobs.start(PROFILE, { kind, userId: '1' as UserId, items: all })
  await vi.advanceTimersByTimeAsync(5000)
  const { phase, done, failures = [], doneIds = [] } = states.at(-1) ?? {}
  expect([phase, done]).toEqual(['finished', doneIds.length])
  return [
    doneIds.join(' '),
    failures.map((one) => `${one.id} ${one.error.code}${one.unsure ? '?' : ''}`).join(', '),
  ]
}

describe('what the server then holds', () => {
  it('is done, though the answer was lost', async () => {
    const said = { a: 'connection-lost', b: 'server', c: 'timeout' } as const
    expect(await compared('delete', said, { a: undefined, b: {}, c: undefined })).toEqual(['a c', 'b server'])
    const disabled = { a: { disabledAt: 1 }, b: {}, c: undefined }
    expect(await compared('disable', said, disabled)).toEqual(['a', 'b server, c not-found'])
    expect(await compared('enable', said, disabled)).toEqual(['b', 'a connection-lost, c not-found'])
  })

  it('can not be told: that is said', async () => {
    const said = { a: 'connection-lost', b: 'forbidden' } as const
    expect(await compared('delete', said, {})).toEqual(['', 'a connection-lost?, b forbidden'])
  })

  it('is still there, though the server said that it was deleted', async () => {
    expect(await compared('delete', { a: 'ok', b: 'ok' }, { a: {}, b: undefined })).toEqual([
      'b',
      'a not-done',
    ])
    expect(await compared('enable', { a: 'ok', b: 'ok' }, { a: { disabledAt: 1 }, b: {} })).toEqual([
      'b',
      'a not-done',
    ])
    // Disabled, and then deleted by somebody: it was done.
    expect(await compared('disable', { a: 'ok' }, { a: undefined })).toEqual(['a', ''])
  })

  it.each([
    ['done after all', [undefined], [1, 0, 0]],
    ['not done', [{ id: 't0' as TokenId, usage: '' }], [0, 0, 1]],
    ['not to be told', [], [0, 1, 0]],
  ] as const)('stopped without a network, what was on its way is %s', async (_, held, counts) => {
    const states: JobState[] = []
    const look = async () => new Map(held.map((token) => ['t0' as TokenId, token]))
    const jobs = createJobs({
      worker: () => ({
        perform: async () => {
          throw failure('offline')
        },
        look,
        lookClosely: look,
      }),
      onChange: (state) => states.push(state),
    })
    const { id } = jobs.start(PROFILE, request(1))
    await vi.waitFor(() => expect(jobs.current()?.phase).toBe('waiting'))
    jobs.stop(id)
    await vi.waitFor(() => expect(states.at(-1)?.phase).toBe('finished'))
    const { done, failures = [], untried = [] } = states.at(-1) ?? {}
    expect([done, failures.filter(({ unsure }) => unsure).length, untried.length]).toEqual(counts)
  })

  it('is looked at closely before a list is believed that does not show it', async () => {
    const said = { a: 'server' } as const
    expect(await compared('delete', said, { a: undefined }, { a: {} })).toEqual(['', 'a server'])
  })

  it('may lag behind: looked at again before it is said', async () => {
    vi.useFakeTimers()
    const states: JobState[] = []
    let looks = 0
    const jobs = createJobs({
      worker: () => ({
        perform: async () => undefined,
        look: async (_, ids) => new Map(ids.map((id) => [id, looks++ === 0 ? { id, usage: '' } : undefined])),
        lookClosely: unseen.lookClosely,
      }),
      onChange: (state) => states.push(state),
    })
    jobs.start(PROFILE, request(1))
    await vi.advanceTimersByTimeAsync(2000)
    expect([looks, states.at(-1)?.phase, states.at(-1)?.done]).toEqual([2, 'finished', 1])
  })

  it('is not waited for by whom is in a hurry: Stop ends the look', async () => {
    const states: JobState[] = []
    const jobs = createJobs({
      worker: () => ({
        perform: async (_kind, _user, id) => {
          if (id === 't0') throw failure('timeout')
        },
        look: (_user, _ids, signal) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(failure('cancelled')))),
        lookClosely: unseen.lookClosely,
      }),
      onChange: (state) => states.push(state),
    })
    const { id } = jobs.start(PROFILE, request(3))
    await vi.waitFor(() => expect(jobs.current()?.done).toBe(2))
    await new Promise((resolve) => setImmediate(resolve))
    jobs.stop(id)
    await vi.waitFor(() => expect(states.at(-1)?.phase).toBe('finished'))
    expect(states.at(-1)).toMatchObject({ done: 2, failures: [{ id: 't0', unsure: true }], untried: [] })
  })

  it('ends even when looking fails by a defect', async () => {
    const states: JobState[] = []
    const broken = async () => {
      throw new TypeError('a defect')
    }
    const jobs = createJobs({
      worker: () => ({
        perform: broken,
        look: broken,
        lookClosely: broken,
      }),
      onChange: (state) => states.push(state),
    })
    jobs.start(PROFILE, request(2))
    await vi.waitFor(() => expect(states.at(-1)?.phase).toBe('finished'))
    expect(states.at(-1)).toMatchObject({ done: 0, failed: 2 })
  })
})

it('says in its report what could not be looked up', () => {
  const error = { code: 'connection-lost', message: '', retryable: false } as const
  const job = { kind: 'delete', done: 0, failures: [{ ...items(1)[0], error, unsure: true }], untried: [] }
  expect(reportOf(job as unknown as JobState)).toContain('connection-lost, could not be looked up')
})
