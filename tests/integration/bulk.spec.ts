import { describe, expect, it, onTestFinished, vi, type TestContext } from 'vitest'
import type { JobItem, JobKind, JobState, TokenId, UserId } from '../../src/contract/index.ts'
import { startWebitelServer, type Fault, type FaultKind } from '../../tools/webitel-server/index.ts'
import { startWindowless, TIMEOUTS } from './windowless.ts'

/** Bulk jobs over HTTP, each time compared with what the server then holds. */
const COUNT = 42
const KINDS = ['delete', 'disable', 'enable'] as const

const routeOf = (kind: JobKind) => (kind === 'delete' ? 'tokens.delete' : 'tokens.update')

/** A server and somebody who works on it; each test has its own, since they run side by side. */
async function world({ onTestFinished }: TestContext, kind: JobKind = 'delete') {
  const server = await startWebitelServer({ big: false, users: 0, tokens: 0 })
  onTestFinished(() => server.close())
  const main = await startWindowless(server)
  const userId = server.login('empty').userId as UserId

  /** Tokens that such a job has something to do with. */
  const items = (count = COUNT): readonly JobItem[] =>
    Array.from({ length: count }, (_, number) => {
      const { id, usage } = server.state.insertToken(userId, `token ${number}`, {
        disabled: kind === 'enable',
      })
      return { id: id as TokenId, usage }
    })

  async function start(on: readonly JobItem[]): Promise<JobState> {
    main.states.length = 0
    const answer = await main.bridge.request['jobs:start'](main.profile, { kind, userId, items: on })
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.value
  }

  async function finished(): Promise<JobState> {
    await vi.waitFor(() => expect(main.states.at(-1)?.phase).toBe('finished'))
    const state = main.states.at(-1)
    if (!state) throw new Error('No job')
    return state
  }

  /** Whether the server holds a token as such a job leaves it. */
  function isDone(id: string): boolean {
    const token = server.state.token(id)
    if (kind === 'delete') return token === undefined
    return token !== undefined && (token.deletedAt === undefined) === (kind === 'enable')
  }

  /** Every number and every name of a report, against the server's own state. */
  function expectTrue(
    { total, done, failed, doneIds, failures, untried }: JobState,
    on: readonly JobItem[],
  ): void {
    expect(doneIds.toSorted()).toEqual(
      on
        .map(({ id }) => id)
        .filter(isDone)
        .toSorted(),
    )
    const kept = [...failures, ...untried].map(({ id }) => id)
    expect([...doneIds, ...kept].toSorted()).toEqual(on.map(({ id }) => id).toSorted())
    expect([total, done, failed]).toEqual([on.length, doneIds.length, failures.length])
    expect(failures.filter(({ unsure }) => unsure)).toEqual([])
  }

  return {
    server,
    main,
    items,
    start,
    finished,
    isDone,
    expectTrue,
    held: () => server.state.tokensOf(userId),
    sent: () => server.requests.filter(({ route }) => route === routeOf(kind)),
    fault: (fault: FaultKind & { readonly times?: number; readonly every?: number }) =>
      server.faults.add({ route: routeOf(kind), ...fault }),
    run: async (on: readonly JobItem[]) => {
      await start(on)
      return await finished()
    },
    /** In the middle of its work: the server holds what else is asked until `release`. */
    underWay: async () => {
      const on = items()
      const release = server.faults.hold(routeOf(kind), { skip: 10 })
      const { id } = await start(on)
      await vi.waitFor(
        () =>
          expect(server.requests.filter(({ route }) => route === routeOf(kind)).length).toBeGreaterThan(10),
        {
          interval: 2,
        },
      )
      return { on, id, release }
    },
  }
}

type Trouble = readonly [string, (kind: JobKind) => readonly Fault[], { readonly all?: boolean }]

const TROUBLES: readonly Trouble[] = [
  ['nothing', () => [], { all: true }],
  [
    'every 7th refused',
    (kind) => [{ route: routeOf(kind), kind: 'status', status: 403, body: 'json', every: 7 }],
    {},
  ],
  [
    'every 7th a 500',
    (kind) => [{ route: routeOf(kind), kind: 'status', status: 500, body: 'html', every: 7 }],
    {},
  ],
  [
    'every 7th a 502 after the work',
    (kind) => [{ route: routeOf(kind), kind: 'status', status: 502, body: 'html', after: true, every: 7 }],
    { all: true },
  ],
  [
    "every 7th a proxy's page with 404",
    (kind) => [{ route: routeOf(kind), kind: 'status', status: 404, body: 'html', every: 7 }],
    {},
  ],
  [
    'every 7th a page with 200',
    (kind) => [{ route: routeOf(kind), kind: 'content-type', type: 'text/html', body: 'html', every: 7 }],
    { all: true },
  ],
  [
    'every 5th dropped after the work',
    (kind) => [{ route: routeOf(kind), kind: 'drop', when: 'after', every: 5 }],
    { all: true },
  ],
  [
    'every 5th dropped before it',
    (kind) => [{ route: routeOf(kind), kind: 'drop', when: 'before', every: 5 }],
    {},
  ],
  [
    'every 5th cut off in the middle',
    (kind) => [{ route: routeOf(kind), kind: 'drop', when: 'body', every: 5 }],
    { all: true },
  ],
  [
    'dropped after the work, and the look at it fails too',
    (kind) => [
      { route: routeOf(kind), kind: 'drop', when: 'after', every: 5 },
      { route: 'tokens.read', kind: 'status', status: 500, body: 'html', every: 2, times: 12 },
    ],
    {},
  ],
  [
    'every 5th done later than it was answered',
    (kind) => [{ route: routeOf(kind), kind: 'late-work', status: 502, afterMs: 60, every: 5 }],
    {},
  ],
  [
    '429 in bursts',
    (kind) => [{ route: routeOf(kind), kind: '429', retryAfter: 1, times: 8 }],
    { all: true },
  ],
  [
    'a lie: said to be there no more',
    (kind) => [{ route: routeOf(kind), kind: 'status', status: 404, body: 'json', every: 7 }],
    {},
  ],
]

describe.concurrent.each(KINDS)('%s many', (kind) => {
  for (const [name, faults, { all }] of TROUBLES)
    it(`with ${name}: the numbers are those of the server`, async (context) => {
      const { server, items, run, expectTrue } = await world(context, kind)
      const on = items()
      for (const fault of faults(kind)) server.faults.add(fault)
      const state = await run(on)
      server.faults.clear()
      await server.faults.settled()
      expectTrue(state, on)
      expect(state.done).toBeGreaterThanOrEqual(all ? COUNT : 0)
    })

  it('with some deleted by another client meanwhile', async (context) => {
    const { server, underWay, finished, expectTrue } = await world(context, kind)
    const { on, release } = await underWay()
    const gone = on.filter((_, index) => index > 20 && index % 4 === 3)
    for (const { id } of gone) server.state.deleteToken(id)
    release()
    const state = await finished()
    const failed = new Map(state.failures.map(({ id, error }) => [id, error.code]))
    const of = gone.map(({ id }) => failed.get(id))
    expect([state.failed, ...of]).toEqual(
      kind === 'delete' ? [0, ...gone.map(() => undefined)] : [gone.length, ...gone.map(() => 'not-found')],
    )
    expectTrue(state, on)
  })

  it('stopped in the middle: what was sent ends, the rest stays', async (context) => {
    const { main, sent, underWay, finished, expectTrue } = await world(context, kind)
    const { on, id, release } = await underWay()
    await main.bridge.request['jobs:stop'](id)
    release()
    const state = await finished()
    expectTrue(state, on)
    expect(state.failures).toEqual([])
    expect(state.untried.length).toBe(COUNT - sent().length)
    expect(state.untried.length).toBeGreaterThan(0)
  })
})

describe.concurrent.each(KINDS)('%s many, interrupted', (kind) => {
  it('with a session that ends in the middle: it waits for the person, and goes on', async (context) => {
    const { main, server, underWay, finished, expectTrue } = await world(context, kind)
    const { on, release } = await underWay()
    server.state.expireSessions()
    release()
    await vi.waitFor(() => expect(main.ended).toHaveLength(1))
    expect(main.states.some(({ phase }) => phase === 'finished')).toBe(false)
    const renewed = await main.bridge.request['session:renew'](
      main.profile,
      server.login('admin').password,
      2,
    )
    expect(renewed.ok).toBe(true)
    const state = await finished()
    expectTrue(state, on)
    expect([state.done, main.ended.length]).toEqual([COUNT, 1])
  })

  it('with a session that ends, and nobody who signs in again', async (context) => {
    const { main, server, underWay, finished, expectTrue } = await world(context, kind)
    const { on, release } = await underWay()
    server.state.expireSessions()
    release()
    await vi.waitFor(() => expect(main.ended).toHaveLength(1))
    await main.bridge.request['session:give-up'](main.profile)
    const state = await finished()
    expectTrue(state, on)
    expect(new Set(state.failures.map(({ error }) => error.code))).toEqual(new Set(['session-ended']))
    // Asked once, and not again for what came late.
    expect(main.ended).toHaveLength(1)
  })

  it('stopped while it waits for somebody to sign in again', async (context) => {
    const { main, server, underWay, finished, expectTrue } = await world(context, kind)
    const { on, id, release } = await underWay()
    server.state.expireSessions()
    release()
    await vi.waitFor(() => expect(main.ended).toHaveLength(1))
    await main.bridge.request['jobs:stop'](id)
    const state = await finished()
    expectTrue(state, on)
    expect([state.failures, main.ended.length]).toEqual([[], 1])
  })

  it('without a network in the middle: it waits, and goes on', async (context) => {
    const { main, underWay, finished, expectTrue } = await world(context, kind)
    const { on, release } = await underWay()
    main.network.on = false
    release()
    await vi.waitFor(() => expect(main.states.at(-1)?.phase).toBe('waiting'))
    main.network.on = true
    const state = await finished()
    expectTrue(state, on)
    expect(state.done).toBe(COUNT)
  })

  it('tries again only what failed', async (context) => {
    const { server, items, fault, run, sent, isDone } = await world(context, kind)
    const on = items()
    fault({ kind: 'status', status: 403, body: 'json', every: 7 })
    const { failures } = await run(on)
    expect(failures).toHaveLength(COUNT / 7)
    server.faults.clear()
    server.clearRequests()
    const state = await run(failures.map(({ id, usage }) => ({ id, usage })))
    expect([state.done, sent().length]).toEqual([COUNT / 7, COUNT / 7])
    expect(on.every(({ id }) => isDone(id))).toBe(true)
  })
})

it('has six requests at once at most, whatever fails', async (context) => {
  let [most, now] = [0, 0]
  const original = globalThis.fetch
  const counting = vi.spyOn(globalThis, 'fetch').mockImplementation(async (...args) => {
    most = Math.max(most, (now += 1))
    return await original(...args).finally(() => (now -= 1))
  })
  for (const kind of KINDS) {
    const { fault, run, items } = await world(context, kind)
    fault({ kind: 'status', status: 500, body: 'json', every: 3, times: 9 })
    await run(items())
  }
  counting.mockRestore()
  expect(most).toBe(6)
})

it('says that it can not tell, when nothing can be looked up', async (context) => {
  const { server, fault, run, items, held } = await world(context)
  fault({ kind: 'status', status: 502, body: 'html', after: true, every: 5 })
  for (const route of ['tokens.read', 'tokens.list'] as const)
    server.faults.add({ route, kind: 'status', status: 500, body: 'html', times: Infinity })
  const { done, failures } = await run(items(10))
  expect([done, failures.map(({ unsure }) => unsure)]).toEqual([8, [true, true]])
  expect(held()).toHaveLength(0)
})

it('disabling rests as long as the server asks for, also where that is said to the look before a change', async () => {
  const server = await startWebitelServer({ big: false, users: 0, tokens: 0 })
  onTestFinished(() => server.close())
  const main = await startWindowless(server, 'admin', { ...TIMEOUTS, retryAfter: 5000 })
  const userId = server.login('empty').userId as UserId
  const on = Array.from({ length: COUNT }, (_, number) => {
    const { id, usage } = server.state.insertToken(userId, `token ${number}`)
    return { id: id as TokenId, usage }
  })
  server.clearRequests()
  server.faults.add({ route: 'tokens.read', kind: '429', retryAfter: 1, times: 3 })
  await main.bridge.request['jobs:start'](main.profile, { kind: 'disable', userId, items: on })
  await vi.waitFor(() => expect(main.states.at(-1)?.phase).toBe('finished'))
  expect(main.states.at(-1)).toMatchObject({ done: COUNT, failed: 0 })
  const first = server.requests.find(({ status }) => status === 429)?.at ?? 0
  const early = server.requests.filter(({ at }) => at > first && at < first + 950)
  // Those that were on their way: five others, of two requests each.
  expect(early.length).toBeLessThanOrEqual(11)
})
