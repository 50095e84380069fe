import { afterEach, describe, expect, test } from 'vitest'
import { connect } from 'node:http2'
import { startWebitelServer, type WebitelServer } from '../../tools/webitel-server/index.ts'
import { PROTOCOLS, rawClient, startWith, type Protocol, type RawClient } from './support/raw.ts'

const open: { close(): void | Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

interface Scene {
  readonly server: WebitelServer
  readonly client: RawClient
  readonly access: string
  readonly path: string
  /** Sends a create and gives its answer. */
  readonly create: () => ReturnType<RawClient['send']>
  /** How many tokens there are of the name that `create` gives. */
  readonly made: () => number
}

async function scene(protocol: Protocol): Promise<Scene> {
  const server = await startWith(protocol)
  const client = rawClient(protocol, server)
  open.push(client, server)
  const { login, password, userId } = server.login('admin')
  const body = JSON.stringify({ username: login, password })
  const answer = await client.send({ method: 'POST', path: '/login', body })
  const { access_token: access } = JSON.parse(answer.body) as { access_token: string }
  const path = `/users/${userId}/tokens`
  const create = () => client.send({ method: 'POST', path, access, body: '{"usage":"made once"}' })
  const made = () => server.state.tokensOf(userId).filter(({ usage }) => usage === 'made once').length
  return { server, client, access, path, create, made }
}

/** However a client says that there is no whole answer; no assertion of ours may pass for it. */
const BROKEN = /aborted|hang up|ECONNRESET|closed|terminated|broken off|Parse Error|canceled/i

describe.each(PROTOCOLS)('over %s', (protocol) => {
  test('requests and answers are the same', async () => {
    const { server, client, access, path, create } = await scene(protocol)
    expect(await create()).toMatchObject({ status: 200, body: expect.stringContaining('"token":') })
    const list = await client.send({ path: `${path}?size=1&sort=-created_at`, access })
    expect(JSON.parse(list.body)).toMatchObject({ items: [{ usage: 'made once' }], next: true })
    expect(server.requests.map(({ route, status }) => [route, status])).toEqual([
      ['login', 200],
      ['tokens.create', 200],
      ['tokens.list', 200],
    ])
    const version = protocol === 'h2' ? '2.0' : '1.1'
    expect(server.requests.every(({ httpVersion }) => httpVersion === version)).toBe(true)
  })

  test.each([
    ['before', 0],
    ['after', 1],
    ['headers', 1],
    ['body', 1],
  ] as const)('a connection dropped %s leaves %i tokens and no answer', async (when, tokens) => {
    const { server, create, made } = await scene(protocol)
    server.faults.add({ route: 'tokens.create', kind: 'drop', when })
    await expect(create()).rejects.toThrow(BROKEN)
    expect(made()).toBe(tokens)
    expect(server.requests.at(-1)).toMatchObject({ route: 'tokens.create' })
    expect(server.requests.at(-1)).not.toHaveProperty('status')
  })

  test.each(['before', 'after', 'body'] as const)(
    'a request that hangs %s ends with the server',
    async (when) => {
      const { server, client, access, create, made } = await scene(protocol)
      server.faults.add({ route: 'tokens.create', kind: 'hang', when })
      const hanging = create().then(
        () => 'answered',
        () => 'broken off',
      )
      const other = rawClient(protocol, server)
      open.push(other)
      // Answered only after the hanging request was taken in, which the fault's use shows.
      while (server.faults.pending > 0) await other.send({ path: '/userinfo', access })
      expect(await Promise.race([hanging, other.send({ path: '/userinfo', access })])).toMatchObject({
        status: 200,
      })
      expect(made()).toBe(when === 'before' ? 0 : 1)
      await server.close()
      expect(await hanging).toBe('broken off')
      client.close()
    },
  )

  test('a body that is cut off is a whole answer to HTTP and no JSON', async () => {
    const { server, create, made } = await scene(protocol)
    server.faults.add({ route: 'tokens.create', kind: 'cut-body' })
    const { status, body } = await create()
    expect(status).toBe(200)
    expect(body.length).toBeGreaterThan(20)
    expect(() => JSON.parse(body)).toThrow(SyntaxError)
    expect(made()).toBe(1)
  })
})

test('connections are used again', async () => {
  const { server, create } = await scene('http')
  await create()
  await create()
  const { connection } = server.requests[1]?.headers ?? {}
  expect(connection).toBe('keep-alive')
  server.faults.add({ route: 'tokens.create', kind: 'drop', when: 'before' })
  // The agent has one socket: that the drop is told as a reset of it shows that it was the old one.
  await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test('clients without HTTP/2 are served by the same port', async () => {
  const server = await startWith('h2')
  const client = rawClient('https', server)
  open.push(client, server)
  expect((await client.send({ path: '/login?domain=cc.example.com' })).status).toBe(300)
  expect(server.requests[0]?.httpVersion).toBe('1.1')
})

test('a client that does not know the authority refuses the certificate', async () => {
  const server = await startWith('h2')
  const session = connect(server.url)
  open.push(server, { close: () => session.destroy() })
  const { promise, reject } = Promise.withResolvers<never>()
  session.once('error', reject)
  await expect(promise).rejects.toThrow(/certificate/)
})

test('closing twice, and with a client connected, is quick and quiet', async () => {
  const { server } = await scene('http')
  await server.close()
  await server.close()
  await expect(fetch(server.url)).rejects.toThrow('fetch failed')
})

test('a port that is taken is refused, and the first server goes on', async () => {
  const server = await startWebitelServer({ big: false, users: 0, tokens: 0 })
  open.push(server)
  const port = Number(new URL(server.url).port)
  await expect(startWebitelServer({ big: false, port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  expect((await fetch(`${server.url}/api/login?domain=cc.example.com`)).status).toBe(300)
})
