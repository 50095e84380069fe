import { describe, expect } from 'vitest'
import type { Role } from '../../tools/webitel-server/index.ts'
import { expectRefusal, sdkAs, sdkWith, type Sdk } from './support/sdk.ts'
import { test } from './support/server.ts'

const NOBODY = '77777'
const NO_TOKEN = '00000000-0000-4000-8000-000000000000'

describe('the official SDK is refused', () => {
  test('without a key, and with a wrong one: 401', async ({ server }) => {
    for (const key of ['', 'wrong']) {
      const { auth } = sdkWith(server, key, '')
      await expectRefusal(auth.userInfo2(), 401, 'app.context.unauthorized', 'Unauthorized')
    }
  })

  test('with an expired session: 401 of another id', async ({ server }) => {
    const { tokens, userId } = await sdkAs(server)
    server.state.expireSessions()
    await expectRefusal(tokens.listUserAccessToken(userId), 401, 'app.context.access.expired', 'Unauthorized')
  })

  test('a person or token that does not exist: 404', async ({ server }) => {
    const { users, tokens, userId } = await sdkAs(server)
    const missing = (request: Promise<unknown>, id: string) => expectRefusal(request, 404, id, 'Not Found')
    await missing(users.readUser(NOBODY), 'app.user.not_found')
    await missing(tokens.listUserAccessToken(NOBODY), 'app.user.not_found')
    await missing(tokens.getUserAccessToken(userId, NO_TOKEN), 'app.token.not_found')
    await missing(tokens.deleteUserAccessToken(userId, NO_TOKEN), 'app.token.not_found')
    await missing(tokens.updateUserAccessToken(userId, NO_TOKEN, { usage: 'x' }), 'app.token.not_found')
  })

  test("another person's token under one's own address: 404, and it stays", async ({ server }) => {
    const { tokens, userId } = await sdkAs(server)
    const { id } = server.state.insertToken(server.login('reader').userId, 'theirs')
    await expectRefusal(tokens.deleteUserAccessToken(userId, id), 404, 'app.token.not_found', 'Not Found')
    expect(server.state.token(id)).toBeDefined()
  })

  test('what can not be understood: 400', async ({ server }) => {
    const { tokens, userId } = await sdkAs(server)
    const bad = (request: Promise<unknown>) =>
      expectRefusal(request, 400, 'app.request.invalid', 'Bad Request')
    const list = (sort: string[] | undefined, page: number) =>
      tokens.listUserAccessToken(userId, undefined, undefined, undefined, sort, page)
    await bad(list(['+secret'], 1))
    await bad(list(['+constructor'], 1))
    await bad(list(undefined, -1))
    await bad(tokens.addUserAccessToken(userId, { usage: 7 } as unknown as { usage: string }))
    await bad(tokens.addUserAccessToken(userId, [] as unknown as { usage: string }))
  })

  test('more than the server reads: 413', async ({ server }) => {
    const { tokens, userId } = await sdkAs(server)
    const before = server.state.tokensOf(userId).length
    await expectRefusal(
      tokens.addUserAccessToken(userId, { usage: 'x'.repeat(300_000) }),
      413,
      'app.request.invalid',
      'Payload Too Large',
    )
    expect(server.state.tokensOf(userId)).toHaveLength(before)
  })
})

describe("other people's tokens", () => {
  type Act = 'read' | 'add' | 'write' | 'delete'
  const allowed: readonly (readonly [Role, readonly Act[]])[] = [
    ['self', []],
    ['reader', ['read']],
    ['adder', ['read', 'add']],
    ['writer', ['read', 'write']],
    ['deleter', ['read', 'delete']],
    ['nodelete', ['read', 'add', 'write']],
    ['noread', ['add', 'write', 'delete']],
    ['nolist', ['read', 'add', 'write', 'delete']],
  ]
  const act = ({ tokens }: Sdk, owner: string, id: string): Record<Act, () => Promise<unknown>> => ({
    read: () => tokens.listUserAccessToken(owner),
    add: () => tokens.addUserAccessToken(owner, { usage: 'new' }),
    write: () => tokens.updateUserAccessToken2(owner, id, { usage: 'renamed' }),
    delete: () => tokens.deleteUserAccessToken(owner, id),
  })

  for (const [role, may] of allowed) {
    test(`${role} may ${may.join(', ') || 'nothing'}, and the rest is 403 and changes nothing`, async ({
      server,
    }) => {
      const owner = server.login('page').userId
      const { id } = server.state.insertToken(owner, 'watched')
      const acts = act(await sdkAs(server, role), owner, id)
      for (const name of ['read', 'add', 'write', 'delete'] as const) {
        const before = server.state.tokensOf(owner)
        if (may.includes(name)) await expect(acts[name]()).resolves.toMatchObject({ status: 200 })
        else {
          await expectRefusal(acts[name](), 403, 'app.context.access.denied', 'Forbidden')
          expect(server.state.tokensOf(owner)).toEqual(before)
        }
      }
    })
  }

  test('are open to their owner, who may nothing else', async ({ server }) => {
    const sdk = await sdkAs(server, 'self')
    const { id } = server.state.insertToken(sdk.userId, 'mine')
    const acts = act(sdk, sdk.userId, id)
    for (const name of ['read', 'add', 'write', 'delete'] as const)
      await expect(acts[name]()).resolves.toMatchObject({ status: 200 })
  })

  for (const role of ['self', 'nolist'] as const) {
    test(`${role} can't list people, but reads itself`, async ({ server }) => {
      const { users, userId } = await sdkAs(server, role)
      await expectRefusal(users.searchUsers(), 403, 'app.context.access.denied', 'Forbidden')
      await expectRefusal(users.readUser('101'), 403, 'app.context.access.denied', 'Forbidden')
      expect((await users.readUser(userId)).data).toMatchObject({ id: userId })
    })
  }
})
