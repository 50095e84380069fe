import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CreateOutcome, LostCreate, Result, UserId } from '../../src/contract/index.ts'
import { startWebitelServer, type FaultKind, type WebitelServer } from '../../tools/webitel-server/index.ts'
import { startWindowless, type Windowless } from './windowless.ts'

/** Creates on servers and behind gateways that lose, double, refuse or rename them. */
let server: WebitelServer
let app: Windowless
beforeEach(async () => {
  server = await startWebitelServer({ big: false })
  app = await startWindowless(server)
})
afterEach(() => server.close())

let tickets = 100
const ownerOf = (role: 'admin' | 'empty' = 'empty') => ({
  id: server.login(role).userId as UserId,
  name: server.login(role).name,
})
const create = (usage: string, owner = ownerOf()): Promise<Result<CreateOutcome>> =>
  app.bridge.request['tokens:create'](app.profile, { owner, usage }, (tickets += 1))
const held = () => server.state.tokensOf(ownerOf().id)
const fail = (fault: FaultKind, times = 1) => server.faults.add({ ...fault, route: 'tokens.create', times })

/** @returns what is asked about it */
async function lose(usage: string): Promise<LostCreate> {
  const outcome = await create(usage)
  if (!outcome.ok || outcome.value.kind !== 'answer-lost') throw new Error(JSON.stringify(outcome))
  return outcome.value.lost
}

it('opening New token after the session ended asks nobody to sign in again', async () => {
  server.state.expireSessions()
  server.clearRequests()
  const { id } = ownerOf()
  await app.bridge.request['tokens:prepare-create'](app.profile, id, (tickets += 1))
  expect(server.requests.map(({ route, status }) => [route, status])).toEqual([['tokens.list', 401]])
  expect(app.ended).toEqual([])
})

describe('a create that came to nothing', () => {
  it.each([
    ['was dropped before the work', { kind: 'drop', when: 'before' }],
    ['was answered 500', { kind: 'status', status: 500, body: 'json' }],
  ] as const)('and %s holds up no other name', async (_, fault) => {
    fail(fault)
    const lost = await lose('First')
    expect(lost.finding).toEqual({ kind: 'none' })
    expect(await create('Second')).toMatchObject({ ok: true, value: { kind: 'created' } })
    expect(await create('Third', ownerOf('admin'))).toMatchObject({ ok: true, value: { kind: 'created' } })
  })

  it('is settled by its own name, on a server that always answers 500', async () => {
    fail({ kind: 'status', status: 500, body: 'json' }, Infinity)
    await lose('Never')
    await lose('Never')
    server.faults.clear()
    expect(await create('Never')).toMatchObject({ ok: true, value: { kind: 'created' } })
    expect(held()).toHaveLength(1)
  })

  it("says the server's status and words", async () => {
    fail({ kind: 'status', status: 500, body: 'json', detail: 'no space left on device' })
    const lost = await lose('CRM')
    expect(lost).toMatchObject({ reason: 'server', status: 500, message: 'no space left on device' })
  })
})

describe('a server that stores names in its own form and loses the answer', () => {
  it.each([
    ['cut', 'x'.repeat(100)],
    ['nfc', 'e\u0301clair'],
  ] as const)('%s: what is new is told, never "none"', async (storedNames, usage) => {
    server.switches.storedNames = storedNames
    fail({ kind: 'drop', when: 'after' })
    const { finding } = await lose(usage)
    expect(finding).toMatchObject({ kind: 'made', count: 1, tokens: [{ id: held()[0]?.id }] })
    expect(await create(usage)).toMatchObject({ ok: true, value: { kind: 'unresolved' } })
    expect(held()).toHaveLength(1)
  })
})

describe('another client of the same login', () => {
  it('that creates that name while ours is lost: its token is not called ours', async () => {
    fail({ kind: 'twin' })
    fail({ kind: 'drop', when: 'before' })
    const { finding } = await lose('CRM')
    expect(finding).toMatchObject({ kind: 'made', count: 1 })
    expect(finding).not.toHaveProperty('certain')
  })

  it('that creates a token while ours succeeds: it is told', async () => {
    fail({ kind: 'twin', usage: 'Theirs' })
    expect(await create('CRM')).toMatchObject({ ok: true, value: { kind: 'created' } })
    await vi.waitFor(() => expect(app.alsoNew).toHaveLength(1))
    expect(app.alsoNew[0]).toMatchObject({
      usage: 'CRM',
      also: { kind: 'tokens', count: 1, tokens: [{ usage: 'Theirs', createdBy: { id: app.userId } }] },
    })
  })
})

describe('a request that is performed twice', () => {
  it('and answered without the secret: the other token is told', async () => {
    fail({ kind: 'twice' })
    fail({ kind: 'secretless-body' })
    const { finding } = await lose('CRM')
    expect(finding).toMatchObject({ kind: 'made', count: 1, certain: true })
    const certain = finding.kind === 'made' ? finding.tokens[0]?.id : undefined
    const other = held().find(({ id }) => id !== certain)
    await vi.waitFor(() => expect(app.alsoNew).toHaveLength(1))
    expect(app.alsoNew[0]?.also).toMatchObject({ kind: 'tokens', count: 1, tokens: [{ id: other?.id }] })
  })

  it('and answered: the second token is told behind the first', async () => {
    fail({ kind: 'twice' })
    const outcome = await create('CRM')
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'created' } })
    await vi.waitFor(() => expect(app.alsoNew).toHaveLength(1))
    const other = held().find(({ id }) => outcome.ok && !JSON.stringify(outcome.value).includes(id))
    expect(app.alsoNew[0]?.also).toMatchObject({ kind: 'tokens', count: 1, tokens: [{ id: other?.id }] })
  })

  it('and answered by a server that cuts names', async () => {
    server.switches.storedNames = 'cut'
    fail({ kind: 'twice' })
    await create('x'.repeat(100))
    await vi.waitFor(() => expect(app.alsoNew[0]?.also).toMatchObject({ kind: 'tokens', count: 1 }))
  })

  it('and never answered: both are told', async () => {
    fail({ kind: 'twice' })
    fail({ kind: 'drop', when: 'after' })
    expect((await lose('CRM')).finding).toMatchObject({ kind: 'made', count: 2 })
  })

  it('and refused: what it made is told', async () => {
    fail({ kind: 'status', status: 403, body: 'json', after: true })
    expect(await create('CRM')).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    const current = () => app.bridge.request['lost:current'](app.profile)
    await vi.waitFor(async () =>
      expect(await current()).toMatchObject({ value: { status: 403, finding: { kind: 'made', count: 1 } } }),
    )
  })
})

describe('a list that can not be read whole', () => {
  it.each([
    ['403', { kind: 'status', status: 403, body: 'json' }],
    ['429', { kind: '429' }],
    ['400', { kind: 'status', status: 400, body: 'json' }],
  ] as const)('ended in %s: the token is shown, and nothing is told of others', async (_, fault) => {
    server.faults.add({ ...fault, route: 'tokens.list', times: Infinity })
    expect(await create('CRM')).toMatchObject({ ok: true, value: { kind: 'created' } })
    await vi.waitFor(() => expect(app.alsoNew.map(({ also }) => also)).toEqual([{ kind: 'unknown' }]))
  })

  it('before a create whose answer is lost: it can not be told', async () => {
    server.faults.add({ route: 'tokens.list', kind: 'status', status: 403, body: 'json' })
    fail({ kind: 'drop', when: 'after' })
    expect((await lose('CRM')).finding).toEqual({ kind: 'unknown' })
  })
})

it('with the ids prepared, a create sends one request before its token is there', async () => {
  await app.bridge.request['tokens:prepare-create'](app.profile, ownerOf().id, 1)
  server.clearRequests()
  await create('CRM')
  expect(server.requests[0]?.route).toBe('tokens.create')
})
