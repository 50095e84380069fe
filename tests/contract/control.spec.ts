import { expect, test } from 'vitest'
import type { RequestRecord, WebitelServer } from '../../tools/webitel-server/index.ts'
import { as, call, freshServer } from './support/server.ts'

const control = (server: WebitelServer, method: string, path: string, body?: unknown) =>
  fetch(`${server.url}/__control/${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })

test('faults are added and cleared over HTTP', async () => {
  const server = await freshServer()
  const fault = { route: 'userinfo', kind: 'status', status: 503, body: 'html', times: 'forever' }
  const added = await control(server, 'POST', 'faults', fault)
  expect(await added.json()).toEqual({ pending: 1 })
  for (let count = 0; count < 3; count++) expect((await call(server, '/userinfo')).status).toBe(503)
  await control(server, 'DELETE', 'faults')
  expect((await call(server, '/userinfo')).status).toBe(401)
})

test.for([
  [{}, /kind/],
  [{ route: 'userinfo', kind: 'explode' }, /kind/],
  [{ route: 'nowhere', kind: 'cut-body' }, /route/],
  [{ route: '*', kind: 'status', status: 9, body: 'json' }, /status/],
  [{ route: '*', kind: 'latency', ms: 1, tmies: 2 }, /tmies/],
] as const)('a fault that is none is refused: %o', async ([fault, detail]) => {
  const server = await freshServer()
  const refused = await control(server, 'POST', 'faults', fault)
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({ detail: expect.stringMatching(detail) })
  expect(server.faults.pending).toBe(0)
})

test('switches are set over HTTP', async () => {
  const server = await freshServer()
  const set = await control(server, 'PATCH', 'switches', { sort: 'refused', pageSizeCap: 5 })
  expect(await set.json()).toMatchObject({ sort: 'refused', pageSizeCap: 5, secretInLists: false })
  await control(server, 'PATCH', 'switches', { pageSizeCap: null })
  expect(server.switches).toMatchObject({ sort: 'refused', pageSizeCap: undefined })
  expect((await control(server, 'PATCH', 'switches', { sort: 'maybe' })).status).toBe(400)
})

test('sessions expire and requests are told over HTTP, without what they carried', async () => {
  const server = await freshServer()
  const admin = await as(server)
  await control(server, 'POST', 'expire-sessions')
  expect((await admin.call('/userinfo')).status).toBe(401)
  await admin.call('/nowhere?q=1')
  const told = await control(server, 'GET', 'requests')
  const text = await told.text()
  expect(text).not.toContain(admin.access)
  const { items } = JSON.parse(text) as { items: readonly RequestRecord[] }
  expect(items).toMatchObject([
    { method: 'POST', path: '/api/login', route: 'login', status: 200 },
    { method: 'GET', path: '/api/userinfo', route: 'userinfo', status: 401 },
    { method: 'GET', path: '/api/nowhere', query: { q: '1' }, status: 404 },
  ])
  expect(items.every(({ at, answeredAt = 0 }) => answeredAt >= at)).toBe(true)
  server.clearRequests()
  expect(server.requests).toEqual([])
})

test('unknown routes have the body of Webitel', async () => {
  const server = await freshServer()
  for (const path of ['/nowhere', '/users/1/tokens/2/3'])
    expect(await call(server, path)).toMatchObject({
      status: 404,
      body: { id: 'app.route.not_found', code: 404, status: 'Not Found', detail: expect.any(String) },
    })
})

test('a body that is no JSON is refused in the same form', async () => {
  const server = await freshServer()
  const response = await fetch(`${server.url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"username":',
  })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 400, status: 'Bad Request' })
})
