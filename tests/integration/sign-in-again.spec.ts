import { describe, expect, onTestFinished, test } from 'vitest'
import type { TokenId, UserId } from '../../src/contract/index.ts'
import { createJobs } from '../../src/main/jobs/jobs.ts'
import { lookWith } from '../../src/main/jobs/perform.ts'
import { enableToken, renameToken } from '../../src/main/tokens/changing.ts'
import { createTokensApi } from '../../src/main/webitel/tokens.ts'
import { startWebitelServer, type Role, type RouteName } from '../../tools/webitel-server/index.ts'
import { begin, halfWay, keyFor, requestsOf, signal, signIn, type Begun } from './signing-in.ts'

async function signedIn(role: Role = 'admin', visited?: Parameters<typeof begin>[2]): Promise<Begun> {
  const server = await startWebitelServer({ big: false })
  onTestFinished(() => server.close())
  const begun = begin(server, undefined, visited)
  const step = await signIn(begun, role)
  if ('attempt' in step) await begun.signingIn.verify(step.attempt, server.login(role).totp ?? '', signal())
  return begun
}

const mine = ({ server }: Begun, role: Role = 'admin') => server.login(role).userId as UserId
const renew = ({ signingIn, server }: Begun, role: Role = 'admin') =>
  signingIn.renew(server.login(role).password, signal())
const asked = ({ server }: Begun, route: RouteName) => server.requests.filter((one) => one.route === route)
const errorOf = async (work: Promise<unknown>) =>
  await work.then(
    () => 'no error',
    (thrown: unknown) => (thrown as { error: { code: string } }).error.code,
  )

const SORT = { field: 'created_at', descending: true } as const

/** Each: what is begun, at which request the session ends, and how often the server did it. */
const BEGUN = [
  {
    what: 'a list',
    at: 'tokens.list',
    run: (begun: Begun) =>
      createTokensApi(begun.wire()).list({ userId: mine(begun), search: '', sort: SORT, page: 1, size: 10 }),
    did: 'tokens.list',
  },
  {
    what: 'a create',
    at: 'tokens.create',
    run: (begun: Begun) =>
      createTokensApi(begun.wire()).create({ owner: { id: mine(begun), name: '' }, usage: 'Once' }),
    did: 'tokens.create',
  },
  {
    what: 'a rename, at its look',
    at: 'tokens.read',
    run: (begun: Begun, id: TokenId, usage: string) =>
      renameToken(createTokensApi(begun.wire()), { userId: mine(begun), id, from: usage, to: 'Once' }),
    did: 'tokens.update',
  },
  {
    what: 'a rename, at its change',
    at: 'tokens.update',
    run: (begun: Begun, id: TokenId, usage: string) =>
      renameToken(createTokensApi(begun.wire()), { userId: mine(begun), id, from: usage, to: 'Once' }),
    did: 'tokens.update',
  },
  {
    what: 'a deletion',
    at: 'tokens.delete',
    run: (begun: Begun, id: TokenId) => createTokensApi(begun.wire()).remove(mine(begun), id),
    did: 'tokens.delete',
  },
  {
    what: 'a disabling',
    at: 'tokens.update',
    run: (begun: Begun, id: TokenId) =>
      enableToken(createTokensApi(begun.wire()), { userId: mine(begun), id, enabled: false }),
    did: 'tokens.update',
  },
] as const

describe('what was begun when the session ended', () => {
  test.each(BEGUN)('$what goes on exactly once', async ({ at, run, did }) => {
    const begun = await signedIn()
    const { server, ended } = begun
    const token = server.state.tokensOf(mine(begun))[0]
    const before = server.state.tokensOf(mine(begun)).length
    server.clearRequests()
    server.faults.add({ route: at, kind: 'expire-sessions' })
    const work = run(begun, token?.id as TokenId, token?.usage ?? '')
    await expect.poll(() => ended).toHaveLength(1)
    await renew(begun)
    await work
    const fine = asked(begun, did).filter(({ status }) => status === 200)
    expect(fine).toHaveLength(1)
    expect(asked(begun, at).filter(({ status }) => status === 401)).toHaveLength(1)
    const change = did === 'tokens.create' ? 1 : did === 'tokens.delete' ? -1 : 0
    expect(server.state.tokensOf(mine(begun))).toHaveLength(before + change)
  })

  test('is asked for once, however many calls met it, and each goes on once', async () => {
    const begun = await signedIn()
    const { server, ended } = begun
    server.state.expireSessions()
    server.clearRequests()
    const api = createTokensApi(begun.wire())
    const lists = Array.from({ length: 8 }, () =>
      api.list({ userId: mine(begun), search: '', sort: SORT, page: 1, size: 5 }),
    )
    await expect
      .poll(() => asked(begun, 'tokens.list').filter(({ status }) => status === 401))
      .toHaveLength(8)
    await renew(begun)
    for (const { items } of await Promise.all(lists)) expect(items).toHaveLength(5)
    expect(ended).toHaveLength(1)
    expect(asked(begun, 'tokens.list').filter(({ status }) => status === 200)).toHaveLength(8)
  })

  test('goes on with nothing, and ends in words, when they would not', async () => {
    const begun = await signedIn()
    const { server, ended, signingIn } = begun
    server.state.expireSessions()
    const work = createTokensApi(begun.wire()).create({
      owner: { id: mine(begun), name: '' },
      usage: 'Never',
    })
    await expect.poll(() => ended).toHaveLength(1)
    signingIn.giveUp()
    expect(await errorOf(work)).toBe('session-ended')
    expect(server.state.tokensOf(mine(begun)).some(({ usage }) => usage === 'Never')).toBe(false)
  })
})

/** Something that waits, and where it stands. */
function waiting(begun: Begun, role: Role = 'admin') {
  const outcomes: string[] = []
  const list = createTokensApi(begun.wire()).list({
    userId: mine(begun, role),
    search: '',
    sort: SORT,
    page: 1,
    size: 5,
  })
  void errorOf(list).then((outcome) => outcomes.push(outcome))
  return outcomes
}

describe('signing in again', () => {
  test('by a one-time code: a wrong one leaves all waiting, the right one lets it go on', async () => {
    const begun = await signedIn('totp')
    const { server, signingIn, ended } = begun
    server.state.expireSessions()
    const outcomes = waiting(begun)
    await expect.poll(() => ended).toHaveLength(1)
    const step = halfWay(await renew(begun, 'totp'))
    expect(await errorOf(signingIn.verify(step.attempt, '000000', signal()))).toBe('wrong-code')
    expect(outcomes).toEqual([])
    await signingIn.verify(step.attempt, server.login('totp').totp ?? '', signal())
    await expect.poll(() => outcomes).toHaveLength(1)
    expect(ended).toHaveLength(1)
  })

  test('given up in the middle of it, the step is worth nothing any more', async () => {
    const begun = await signedIn('totp')
    const { server, signingIn } = begun
    server.state.expireSessions()
    const step = halfWay(await renew(begun, 'totp'))
    signingIn.giveUp()
    const code = server.login('totp').totp ?? ''
    expect(await errorOf(signingIn.verify(step.attempt, code, signal()))).toBe('step-expired')
  })

  test('with a password that has expired meanwhile', async () => {
    const begun = await signedIn()
    const { server, signingIn, ended } = begun
    server.state.expireSessions()
    const outcomes = waiting(begun)
    await expect.poll(() => ended).toHaveLength(1)
    server.faults.add({
      route: 'login',
      kind: 'status',
      status: 412,
      body: 'json',
      id: 'app.password.expired',
      detail: 'It is 90 days old',
    })
    const step = halfWay(await renew(begun))
    expect(step).toMatchObject({ kind: 'new-password', message: 'It is 90 days old' })
    expect((await signingIn.changePassword(step.attempt, 'Brand-New-42', signal())).kind).toBe('signed-in')
    await expect.poll(() => outcomes).toHaveLength(1)
  })

  test('somebody else: nothing goes on, their key is ended, and the right person may still come', async () => {
    let other = ''
    const begun = await signedIn('sso', async () => other)
    const { server, signingIn, ended, session } = begun
    const before = requestsOf(session).access()
    server.state.expireSessions()
    const outcomes = waiting(begun, 'sso')
    await expect.poll(() => ended).toHaveLength(1)
    other = await keyFor(server, 'self')
    expect(await errorOf(signingIn.renewWith('/example-id', signal()))).toBe('other-person')
    expect(requestsOf(session).access()).toBe(before)
    expect(outcomes).toEqual([])
    await expect.poll(() => server.state.sessions().map(({ access }) => access)).not.toContain(other)
    other = await keyFor(server, 'sso')
    expect((await signingIn.renewWith('/example-id', signal())).kind).toBe('signed-in')
    await expect.poll(() => outcomes).toEqual(['no error'])
    expect(requestsOf(session).access()).toBe(other)
  })
})

describe('a bulk job in the middle of which the session ends', () => {
  test('waits, and goes on with the rest', async () => {
    const begun = await signedIn()
    const { server, ended } = begun
    const items = server.state
      .tokensOf(mine(begun))
      .slice(0, 25)
      .map(({ id, usage }) => ({ id: id as TokenId, usage }))
    const before = server.state.tokensOf(mine(begun)).length
    const states: string[] = []
    const jobs = createJobs({
      worker: () => ({
        perform: (_, userId, id) => createTokensApi(begun.wire()).remove(userId, id),
        ...lookWith(() => createTokensApi(begun.wire())),
      }),
      onChange: ({ phase }) => states.push(phase),
    })
    server.faults.add({ route: 'tokens.delete', kind: 'expire-sessions', every: 10, times: 1 })
    jobs.start(begun.session.account().profileId, { kind: 'delete', userId: mine(begun), items })
    await expect.poll(() => ended).toHaveLength(1)
    await expect
      .poll(() => asked(begun, 'tokens.delete').filter(({ status }) => status === 401).length)
      .toBeGreaterThan(0)
    expect(jobs.current()).toMatchObject({ phase: 'running', failures: [] })
    await renew(begun)
    await expect.poll(() => jobs.current()?.phase).toBe('finished')
    expect(jobs.current()).toMatchObject({ done: 25, failures: [], untried: [] })
    expect(server.state.tokensOf(mine(begun))).toHaveLength(before - 25)
    expect(ended).toHaveLength(1)
  })

  test('that nobody signs in for says exactly what was done and what not', async () => {
    const begun = await signedIn()
    const { server, ended, signingIn } = begun
    const items = server.state
      .tokensOf(mine(begun))
      .slice(0, 25)
      .map(({ id, usage }) => ({ id: id as TokenId, usage }))
    const jobs = createJobs({
      worker: () => ({
        perform: (_, userId, id) => createTokensApi(begun.wire()).remove(userId, id),
        ...lookWith(() => createTokensApi(begun.wire())),
      }),
      onChange: () => undefined,
    })
    server.faults.add({ route: 'tokens.delete', kind: 'expire-sessions', every: 10, times: 1 })
    jobs.start(begun.session.account().profileId, { kind: 'delete', userId: mine(begun), items })
    await expect.poll(() => ended).toHaveLength(1)
    signingIn.giveUp()
    await expect.poll(() => jobs.current()?.phase).toBe('finished')
    const { doneIds = [], failures = [], untried = [] } = jobs.current() ?? {}
    const held = new Set(server.state.tokensOf(mine(begun)).map(({ id }) => id))
    expect(doneIds.filter((id) => held.has(id))).toEqual([])
    expect([...failures, ...untried].filter(({ id }) => !held.has(id))).toEqual([])
    expect(doneIds.length + failures.length + untried.length).toBe(25)
    expect(new Set(failures.map(({ error }) => error.code))).toEqual(new Set(['session-ended']))
  })
})
