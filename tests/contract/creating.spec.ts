import { afterEach, describe, expect, test } from 'vitest'
import { PROTOCOLS, rawClient, startWith, type Protocol } from './support/raw.ts'
import { as, freshServer, type WireToken } from './support/server.ts'

/** What a server or a gateway may do with a create, beyond losing its answer. */
const open: { close(): void | Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

async function scene(protocol: Protocol = 'http') {
  const server = await startWith(protocol)
  const client = rawClient(protocol, server)
  open.push(client, server)
  const { login, password, userId } = server.login('admin')
  const body = JSON.stringify({ username: login, password })
  const answer = await client.send({ method: 'POST', path: '/login', body })
  const { access_token: access } = JSON.parse(answer.body) as { access_token: string }
  const held = () => server.state.tokensOf(userId).map(({ id, usage }) => ({ id, usage }))
  const before = new Set(held().map(({ id }) => id))
  const created = () => held().filter(({ id }) => !before.has(id))
  const create = (usage = 'CRM') =>
    client.send({ method: 'POST', path: `/users/${userId}/tokens`, access, body: JSON.stringify({ usage }) })
  return { server, userId, create, created }
}

describe('a request whose work is done twice', () => {
  test('is one request and two tokens, and the answer names the second', async () => {
    const { server, create, created } = await scene()
    server.clearRequests()
    server.faults.add({ route: 'tokens.create', kind: 'twice' })
    const { id } = JSON.parse((await create()).body) as WireToken
    expect(created().map(({ usage }) => usage)).toEqual(['CRM', 'CRM'])
    expect(created()[1]?.id).toBe(id)
    expect(server.requests.map(({ route }) => route)).toEqual(['tokens.create'])
  })

  test('may have its answer lost as well', async () => {
    const { server, create, created } = await scene()
    server.faults.add({ route: 'tokens.create', kind: 'twice' })
    server.faults.add({ route: 'tokens.create', kind: 'drop', when: 'after' })
    await expect(create()).rejects.toThrow(/hang up|ECONNRESET|aborted/)
    expect(created()).toHaveLength(2)
  })
})

describe('another client of the same login', () => {
  test('creates a token of the same name in between, even where ours is never made', async () => {
    const { server, userId, create, created } = await scene()
    server.faults.add({ route: 'tokens.create', kind: 'twin' })
    server.faults.add({ route: 'tokens.create', kind: 'drop', when: 'before' })
    await expect(create()).rejects.toThrow(/hang up|ECONNRESET|aborted/)
    expect(created()).toEqual([{ id: expect.any(String), usage: 'CRM' }])
    expect(server.state.token(created()[0]?.id ?? '')?.createdBy).toBe(userId)
  })

  test('creates one of another name', async () => {
    const { server, create, created } = await scene()
    server.faults.add({ route: 'tokens.create', kind: 'twin', usage: 'Theirs' })
    await create()
    expect(created().map(({ usage }) => usage)).toEqual(['Theirs', 'CRM'])
  })
})

describe.each(PROTOCOLS)('over %s', (protocol) => {
  test.each(['refused', 'http-1.1-required'] as const)(
    'a stream reset as %s has done the work',
    async (code) => {
      const { server, create, created } = await scene(protocol)
      server.faults.add({ route: 'tokens.create', kind: 'refuse-stream', code })
      const words = { refused: /REFUSED_STREAM/, 'http-1.1-required': /HTTP_1_1_REQUIRED/ }[code]
      await expect(create()).rejects.toThrow(protocol === 'h2' ? words : /hang up|ECONNRESET|aborted/)
      expect(created()).toHaveLength(1)
    },
  )

  test('status 421 may come after the work', async () => {
    const { server, create, created } = await scene(protocol)
    server.faults.add({ route: 'tokens.create', kind: 'status', status: 421, body: 'none', after: true })
    expect((await create()).status).toBe(421)
    expect(created()).toHaveLength(1)
  })
})

test('an answer may lack the secret', async () => {
  const { server, create, created } = await scene()
  server.faults.add({ route: 'tokens.create', kind: 'secretless-body' })
  const token = JSON.parse((await create()).body) as WireToken
  expect(token).toMatchObject({ id: created()[0]?.id, usage: 'CRM' })
  expect(token).not.toHaveProperty('token')
})

test('a server may always answer 500', async () => {
  const { server, create, created } = await scene()
  server.faults.add({ route: 'tokens.create', kind: 'status', status: 500, body: 'json', times: Infinity })
  const statuses = [await create(), await create(), await create()].map(({ status }) => status)
  expect([statuses, created()]).toEqual([[500, 500, 500], []])
})

test('each of these can be asked for over HTTP', async () => {
  const server = await freshServer()
  const add = (fault: object) =>
    fetch(`${server.url}/__control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ route: 'tokens.create', ...fault }),
    })
  const faults = [
    { kind: 'twice' },
    { kind: 'twin', usage: 'Theirs' },
    { kind: 'refuse-stream', code: 'refused' },
    { kind: 'status', status: 500, body: 'json', times: 'forever' },
  ]
  for (const fault of faults) expect((await add(fault)).status).toBe(200)
  expect((await add({ kind: 'refuse-stream', code: 'other' })).status).toBe(400)
})

test.each([
  ['cut', 'x'.repeat(80), 'x'.repeat(64)],
  ['nfc', 'e\u0301clair', '\u00e9clair'],
  ['trimmed', ' CRM ', 'CRM'],
  ['as-sent', ' e\u0301 ', ' e\u0301 '],
] as const)('a name may be stored %s', async (storedNames, sent, stored) => {
  const server = await freshServer()
  const admin = await as(server)
  server.switches.storedNames = storedNames
  const { body } = await admin.call<WireToken>(admin.tokens, { body: { usage: sent } })
  expect(body.usage).toBe(stored)
  expect(server.state.token(body.id)?.usage).toBe(stored)
})
