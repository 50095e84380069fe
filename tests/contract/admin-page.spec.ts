import { expect, test } from 'vitest'
import { as, freshServer, type WirePage, type WireToken } from './support/server.ts'

/** The requests that the official admin page makes on its way to a user's tokens, and what it reads of the answers. */
const REQUESTS: readonly (readonly [string, object])[] = [
  ['/role/metadata/access', { admin: { _enabled: true, users: { _enabled: true } } }],
  ['/userinfo', { user_id: '101', scope: expect.any(Array), permissions: expect.any(Array) }],
  ['/user/settings/timezone', { timezone: expect.any(String) }],
  ['/license', { items: [expect.objectContaining({ product: expect.any(String) })] }],
  [
    '/settings?name=password_reg_exp',
    { items: [{ id: 1, name: 'password_reg_exp', value: expect.any(String) }] },
  ],
  ['/contacts', {}],
  ['/users/warnings', { warnings: [] }],
  ['/users?page=1&size=10&sort=%2Bpresence.status', { items: expect.any(Array), next: true }],
  ['/users?page=1&size=10&sort=%2Bdnd', { items: expect.any(Array), next: true }],
  ['/users?q=olena', { items: [expect.objectContaining({ name: 'Olena Kovalenko' })] }],
  ['/users/101', { id: '101', name: 'Olena Kovalenko' }],
  [
    '/users/101/acl?page=1&size=10',
    { items: [{ grantee: { id: '101', name: 'Olena Kovalenko', user: true }, granted: 'rwxd' }], page: 1 },
  ],
  ['/users/101/tokens?page=1&size=10', { items: expect.any(Array), next: true }],
]

test.each(REQUESTS)('the official admin page gets what it reads from %s', async (path, shape) => {
  const admin = await as(await freshServer())
  const { status, body } = await admin.call(path)
  expect([status, body]).toMatchObject([200, shape])
})

test('the official admin page reads a second page of rights as an empty one', async () => {
  const admin = await as(await freshServer())
  expect((await admin.call<WirePage>('/users/101/acl?page=2')).body).toEqual({ page: 2 })
})

test('the official admin page creates a token with an empty secret beside the name', async () => {
  const server = await freshServer()
  const admin = await as(server)
  const body = { token: '', usage: 'From the page' }
  const created = await admin.call<WireToken>(admin.tokens, { body })
  expect(created.body).toMatchObject({ usage: 'From the page', token: expect.stringMatching(/^\S+$/) })
  expect(server.state.token(created.body.id)?.secret).toBe(created.body.token)
})

test('nobody gets any of it without a session', async () => {
  const server = await freshServer()
  const statuses = await Promise.all(
    REQUESTS.map(async ([path]) => (await fetch(`${server.url}/api${path}`)).status),
  )
  expect(new Set(statuses)).toEqual(new Set([401]))
})
