import { describe, expect, test } from 'vitest'
import type { Role } from '../../tools/webitel-server/index.ts'
import { listUsers, sdkAs, userinfo } from './support/sdk.ts'
import { freshServer } from './support/server.ts'

describe('the official SDK finds people', () => {
  test('page by page, sorted by name', async () => {
    const server = await freshServer()
    const sdk = await sdkAs(server)
    const pages = await Promise.all(
      [1, 2, 3].map((page) => listUsers(sdk, { sort: ['+name', '+id'], page, size: 20 })),
    )
    const names = pages.flatMap(({ items }) => items?.map(({ name }) => name ?? '') ?? [])
    expect(names).toEqual(names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
    expect(names).toHaveLength(
      server.state.users().filter(({ domain }) => domain === 'cc.example.com').length,
    )
    expect(pages.map(({ next }) => next)).toEqual([true, true, undefined])
  })

  test('by a part of the name or login, with the fields of a lookup', async () => {
    const server = await freshServer()
    const sdk = await sdkAs(server)
    const fields = ['id', 'name', 'username']
    const byName = await listUsers(sdk, { q: '*TEAM*', fields })
    expect(byName).toEqual({
      items: [{ id: '9007199254740993', name: 'Quality team', username: 'quality' }],
    })
    expect((await listUsers(sdk, { q: 'billing*', fields })).items?.[0]?.id).toBe('9007199254740992')
    expect(await listUsers(sdk, { q: 'nobody at all' })).toEqual({})
  })

  test('one without a name has none', async () => {
    const server = await freshServer()
    const { users } = await sdkAs(server)
    const { userId } = server.login('nameless')
    const { data } = await users.readUser(userId)
    expect(data).toEqual({ id: userId, username: 'nameless', extension: expect.any(String) })
  })

  test('of its own domain only', async () => {
    const server = await freshServer()
    const sdk = await sdkAs(server, 'sso')
    expect((await listUsers(sdk, {})).items?.map(({ name }) => name)).toEqual(['Sofia Marino'])
    const stranger = server.login('admin').userId
    await expect(sdk.users.readUser(stranger)).rejects.toMatchObject({ response: { status: 404 } })
  })
})

describe('the official SDK learns who is signed in', () => {
  test('by GET and by POST', async () => {
    const server = await freshServer()
    const sdk = await sdkAs(server)
    const data = await userinfo(sdk)
    expect(data).toMatchObject({
      user_id: sdk.userId,
      domain: 'cc.example.com',
      name: 'Olena Kovalenko',
      username: 'olena',
      scope: [{ class: 'users', access: 'rwxd' }],
      expires_at: expect.stringMatching(/^\d{13}$/),
    })
    expect(data.permissions?.map(({ id }) => id)).toEqual(['read', 'add', 'write', 'delete'])
    expect((await sdk.auth.userInfo()).data).toEqual(data)
  })

  const rights: readonly (readonly [Role, readonly string[] | undefined, boolean])[] = [
    ['self', undefined, false],
    ['reader', ['read'], true],
    ['adder', ['read', 'add'], true],
    ['nodelete', ['read', 'add', 'write'], true],
    ['nolist', ['read', 'add', 'write', 'delete'], false],
    ['lister', undefined, true],
  ]
  for (const [role, permissions, mayList] of rights) {
    test(`${role} may what it should`, async () => {
      const server = await freshServer()
      const data = await userinfo(await sdkAs(server, role))
      expect(data.permissions?.map(({ id }) => id)).toEqual(permissions)
      expect(data.scope !== undefined).toBe(mayList)
    })
  }
})
