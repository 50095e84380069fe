import { describe, expect, test } from 'vitest'
import { as, call, freshServer, type WirePage, type WireToken } from './support/server.ts'

describe('a fault', () => {
  test('comes once, to its route only, unless it says otherwise', async () => {
    const server = await freshServer()
    const admin = await as(server)
    server.faults.add({ route: 'tokens.list', kind: 'status', status: 503, body: 'json' })
    expect((await admin.call('/userinfo')).status).toBe(200)
    expect((await admin.call(admin.tokens)).status).toBe(503)
    expect((await admin.call(admin.tokens)).status).toBe(200)
  })

  test('comes as often as it says, then the next one, to every route', async () => {
    const server = await freshServer()
    const admin = await as(server)
    server.faults.add({ route: '*', kind: 'status', status: 500, body: 'none', times: 2 })
    server.faults.add({ route: '*', kind: 'status', status: 502, body: 'none' })
    const paths = ['/userinfo', admin.tokens, '/users', '/userinfo']
    const statuses: number[] = []
    for (const path of paths) statuses.push((await admin.call(path)).status)
    expect(statuses).toEqual([500, 500, 502, 200])
  })

  test('comes at every n-th request, until it is cleared', async () => {
    const server = await freshServer()
    const admin = await as(server)
    server.faults.add({ route: 'tokens.delete', kind: 'status', status: 500, body: 'json', every: 3 })
    const remove = () => {
      const { id } = server.state.insertToken(admin.userId, 'x')
      return admin.call(`${admin.tokens}/${id}`, { method: 'DELETE' })
    }
    const statuses: number[] = []
    for (let count = 0; count < 7; count++) statuses.push((await remove()).status)
    expect(statuses).toEqual([200, 200, 500, 200, 200, 500, 200])
    server.faults.clear()
    await remove()
    expect((await remove()).status).toBe(200)
  })
})

describe('faults of status', () => {
  test('have the body of Webitel, of a proxy, or none, and no work is done', async () => {
    const server = await freshServer()
    const admin = await as(server)
    const before = server.state.tokensOf(admin.userId).length
    const create = () => admin.call<unknown>(admin.tokens, { body: { usage: 'x' } })
    server.faults.add({
      route: 'tokens.create',
      kind: 'status',
      status: 403,
      body: 'json',
      id: 'app.some.id',
      detail: 'Not today',
    })
    expect((await create()).body).toEqual({
      id: 'app.some.id',
      code: 403,
      detail: 'Not today',
      status: 'Forbidden',
    })
    server.faults.add({ route: 'tokens.create', kind: 'status', status: 502, body: 'html' })
    const page = await create()
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.body).toContain('502 Bad Gateway')
    server.faults.add({ route: 'tokens.create', kind: 'status', status: 504, body: 'none' })
    expect(await create()).toMatchObject({ status: 504, body: '' })
    expect(server.state.tokensOf(admin.userId)).toHaveLength(before)
  })

  test('come after the work where asked to', async () => {
    const server = await freshServer()
    const admin = await as(server)
    server.faults.add({ route: 'tokens.create', kind: 'status', status: 504, body: 'html', after: true })
    expect((await admin.call(admin.tokens, { body: { usage: 'done' } })).status).toBe(504)
    expect(server.state.tokensOf(admin.userId).at(-1)?.usage).toBe('done')
  })

  test('429 says when to try again: in seconds, as a date, or not at all', async () => {
    const server = await freshServer()
    const admin = await as(server)
    const retryAfter = async () => (await admin.call('/userinfo')).headers.get('retry-after')
    server.faults.add({ route: 'userinfo', kind: '429', retryAfter: 7 })
    server.faults.add({ route: 'userinfo', kind: '429', retryAfter: 'date', seconds: 60 })
    server.faults.add({ route: 'userinfo', kind: '429' })
    expect(await retryAfter()).toBe('7')
    const before = Date.now()
    const date = (await retryAfter()) ?? ''
    const after = Date.now()
    expect(new Date(date).toUTCString()).toBe(date)
    expect(Date.parse(date) - before).toBeGreaterThanOrEqual(60_000)
    // To the next second.
    expect(Date.parse(date) - after).toBeLessThanOrEqual(61_000)
    expect(await retryAfter()).toBeNull()
    expect(server.requests.slice(-3).map(({ status }) => status)).toEqual([429, 429, 429])
  })

  test('a gateway that gave up: the work is done after the answer', async () => {
    const server = await freshServer()
    const admin = await as(server)
    const before = server.state.tokensOf(admin.userId).length
    server.faults.add({ route: 'tokens.create', kind: 'late-work', status: 502, afterMs: 50 })
    expect((await admin.call(admin.tokens, { body: { usage: 'late' } })).status).toBe(502)
    expect(server.state.tokensOf(admin.userId)).toHaveLength(before)
    await server.faults.settled()
    expect(server.state.tokensOf(admin.userId).at(-1)?.usage).toBe('late')
    expect(server.requests.filter(({ route }) => route === 'tokens.create')).toHaveLength(1)
  })

  test('all sessions expire', async () => {
    const server = await freshServer()
    const admin = await as(server)
    server.faults.add({ route: 'tokens.list', kind: 'expire-sessions' })
    const refused = { status: 401, body: { id: 'app.context.access.expired' } }
    expect(await admin.call(admin.tokens)).toMatchObject(refused)
    expect(await admin.call('/userinfo')).toMatchObject(refused)
    expect((await (await as(server)).call('/userinfo')).status).toBe(200)
  })
})

describe('faults of answers', () => {
  test('wrong types in the fields, or altogether', async () => {
    const server = await freshServer()
    const admin = await as(server)
    const list = async () => (await admin.call<unknown>(`${admin.tokens}?size=1`)).body
    server.faults.add({ route: 'tokens.list', kind: 'mistyped-body' })
    server.faults.add({ route: 'tokens.list', kind: 'mistyped-body', as: 'list' })
    server.faults.add({ route: 'tokens.list', kind: 'mistyped-body', as: 'null' })
    expect(await list()).toEqual({ items: { 0: expect.any(Object) }, next: [true] })
    expect(await list()).toEqual(expect.any(Array))
    expect(await list()).toBeNull()
    server.faults.add({ route: 'tokens.create', kind: 'mistyped-body' })
    const created = await admin.call<WireToken>(admin.tokens, { body: { usage: 'x' } })
    expect(created.body.token).toEqual({ value: server.state.tokensOf(admin.userId).at(-1)?.secret })
  })

  test('nothing at all, with the right status', async () => {
    const server = await freshServer()
    const admin = await as(server)
    server.faults.add({ route: 'userinfo', kind: 'empty-body' })
    const response = await fetch(`${server.url}/api/userinfo`, {
      headers: { 'x-webitel-access': admin.access },
    })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  test('an odd value in a field of every row, or of one', async () => {
    const server = await freshServer()
    const admin = await as(server)
    const rows = async () => (await admin.call<WirePage>(`${admin.tokens}?size=2`)).body.items
    server.faults.add({ route: 'tokens.list', kind: 'odd-field', field: 'created_by.id', value: null })
    server.faults.add({
      route: 'tokens.list',
      kind: 'odd-field',
      field: 'created_at',
      value: { a: [] },
      row: 1,
    })
    expect(await rows()).toMatchObject([{ created_by: { id: null } }, { created_by: { id: null } }])
    expect(await rows()).toMatchObject([{ created_at: expect.any(String) }, { created_at: { a: [] } }])
    server.faults.add({ route: 'userinfo', kind: 'odd-field', field: 'permissions', value: null })
    expect((await admin.call('/userinfo')).body).toMatchObject({ user_id: '101', permissions: null })
  })

  test('null where a field would be left out', async () => {
    const server = await freshServer()
    const admin = await as(server)
    server.faults.add({ route: 'tokens.list', kind: 'null-fields' })
    const { body } = await admin.call<WirePage>(`${admin.tokens}?size=1`)
    expect(body.items?.[0]).toMatchObject({ usage: expect.any(String), updated_at: null, deleted_by: null })
  })

  test('a byte order mark before the JSON', async () => {
    const server = await freshServer()
    server.faults.add({ route: 'login.domain', kind: 'byte-order-mark' })
    const response = await fetch(`${server.url}/api/login?domain=cc.example.com`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(Array.from(bytes.slice(0, 4))).toEqual([0xef, 0xbb, 0xbf, 0x7b])
  })

  test('success with status 204 and no body', async () => {
    const server = await freshServer()
    const admin = await as(server)
    server.faults.add({ route: 'logout', kind: 'no-content' })
    expect(await admin.call('/logout', { method: 'POST' })).toMatchObject({ status: 204, body: '' })
    expect(server.state.sessions()).toEqual([])
  })

  test('another content type over the right body, or over a page', async () => {
    const server = await freshServer()
    const admin = await as(server)
    server.faults.add({ route: 'userinfo', kind: 'content-type', type: 'text/plain' })
    const plain = await admin.call<string>('/userinfo')
    expect(plain.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(JSON.parse(plain.body)).toMatchObject({ user_id: '101' })
    server.faults.add({ route: 'userinfo', kind: 'content-type', type: 'text/html', body: 'html' })
    const page = await admin.call<string>('/userinfo')
    expect([page.status, page.body]).toEqual([200, expect.stringMatching(/^<!doctype html>/)])
  })

  test('more than anyone wants to read', async () => {
    const server = await freshServer()
    const admin = await as(server)
    server.faults.add({ route: 'tokens.list', kind: 'oversize', bytes: 3_000_000 })
    const answer = await admin.call<WirePage>(admin.tokens)
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(3_000_000)
    expect(answer.body.items).toHaveLength(16)
  })

  test('another address', async () => {
    const server = await freshServer()
    const admin = await as(server)
    server.faults.add({ route: 'userinfo', kind: 'redirect', to: 'https://elsewhere.example/' })
    const answer = await admin.call('/userinfo')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://elsewhere.example/'])
  })

  test('a wait, which joins with another fault', async () => {
    const server = await freshServer()
    const admin = await as(server)
    server.faults.add({ route: 'userinfo', kind: 'latency', ms: 40 })
    server.faults.add({ route: 'userinfo', kind: 'status', status: 500, body: 'none' })
    const before = performance.now()
    expect((await admin.call('/userinfo')).status).toBe(500)
    expect(performance.now() - before).toBeGreaterThan(38)
    expect(server.faults.pending).toBe(0)
  })

  test('are at hand while signing in, too', async () => {
    const server = await freshServer()
    server.faults.add({ route: 'login.domain', kind: 'status', status: 503, body: 'html' })
    expect((await call(server, '/login?domain=cc.example.com')).status).toBe(503)
    expect((await call(server, '/login?domain=cc.example.com')).status).toBe(300)
  })
})

describe('a hold', () => {
  test('makes requests wait until they are let go, but for the first and the later ones', async () => {
    const server = await freshServer()
    const admin = await as(server)
    const release = server.faults.hold('userinfo', { skip: 1, times: 2 })
    server.clearRequests()
    expect((await admin.call('/userinfo')).status).toBe(200)
    const held = [admin.call('/userinfo'), admin.call('/userinfo')]
    await expect.poll(() => server.requests.length).toBe(3)
    expect((await admin.call('/userinfo')).status).toBe(200)
    const statuses = () => server.requests.map(({ status }) => status)
    await expect.poll(statuses).toEqual([200, undefined, undefined, 200])
    release()
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200])
  })

  test('ends with its server', async () => {
    const server = await freshServer()
    const admin = await as(server)
    server.faults.hold('userinfo')
    const held = admin.call('/userinfo').catch(() => 'cut')
    await expect.poll(() => server.requests.filter(({ route }) => route === 'userinfo')).toHaveLength(1)
    await server.close()
    expect(await held).toBe('cut')
  })
})
