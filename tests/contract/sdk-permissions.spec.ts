import { describe, expect, test } from 'vitest'
import type { Permission, Role, WebitelServer } from '../../tools/webitel-server/index.ts'
import { refusal, sdkAs, type Sdk } from './support/sdk.ts'
import { freshServer } from './support/server.ts'

type Outcome = 'done' | '403, nothing changed' | '403, but changed'

const acts: Readonly<Record<Permission, (sdk: Sdk, owner: string, id: string) => Promise<unknown>>> = {
  read: ({ tokens }, owner) => tokens.listUserAccessToken(owner),
  add: ({ tokens }, owner) => tokens.addUserAccessToken(owner, { usage: 'new' }),
  write: ({ tokens }, owner, id) => tokens.updateUserAccessToken2(owner, id, { usage: 'renamed' }),
  delete: ({ tokens }, owner, id) => tokens.deleteUserAccessToken(owner, id),
}

async function outcome(server: WebitelServer, role: Role, owner: string, act: Permission): Promise<Outcome> {
  const { id } = server.state.insertToken(owner, 'watched')
  const sdk = await sdkAs(server, role)
  const before = JSON.stringify(server.state.tokensOf(owner))
  const refused = await acts[act](sdk, owner, id).then(
    () => false,
    (error: { response?: { status?: number } }) => error.response?.status === 403,
  )
  if (!refused) return 'done'
  return JSON.stringify(server.state.tokensOf(owner)) === before ? '403, nothing changed' : '403, but changed'
}

async function allowed(server: WebitelServer, role: Role, owner: string): Promise<readonly Permission[]> {
  const done: Permission[] = []
  for (const act of ['read', 'add', 'write', 'delete'] as const) {
    const result = await outcome(server, role, owner, act)
    expect(result).not.toBe('403, but changed')
    if (result === 'done') done.push(act)
  }
  return done
}

describe("other people's tokens", () => {
  test.for([
    ['self', []],
    ['lister', []],
    ['reader', ['read']],
    ['adder', ['read', 'add']],
    ['writer', ['read', 'write']],
    ['deleter', ['read', 'delete']],
    ['nodelete', ['read', 'add', 'write']],
    ['noread', ['add', 'write', 'delete']],
    ['nolist', ['read', 'add', 'write', 'delete']],
    ['admin', ['read', 'add', 'write', 'delete']],
  ] as const)('%s may %o, and the rest is 403 and changes nothing', async ([role, may]) => {
    const server = await freshServer()
    expect(await allowed(server, role, server.login('page').userId)).toEqual(may)
  })

  test('are open to their owner, who may nothing else', async () => {
    const server = await freshServer()
    const all = ['read', 'add', 'write', 'delete']
    expect(await allowed(server, 'self', server.login('self').userId)).toEqual(all)
  })

  test('are closed as soon as the permission is gone', async () => {
    const server = await freshServer()
    const { tokens, userId } = await sdkAs(server, 'reader')
    const owner = server.login('page').userId
    expect((await tokens.listUserAccessToken(owner)).status).toBe(200)
    server.state.setPermissions(userId, [])
    expect(await refusal(tokens.listUserAccessToken(owner))).toBe('403 Forbidden: app.context.access.denied')
  })
})

test.for(['self', 'nolist'] as const)("%s can't list people, but reads itself", async (role) => {
  const server = await freshServer()
  const { users, userId } = await sdkAs(server, role)
  const expected = '403 Forbidden: app.context.access.denied'
  expect(await refusal(users.searchUsers())).toBe(expected)
  expect(await refusal(users.readUser('101'))).toBe(expected)
  expect((await users.readUser(userId)).data).toMatchObject({ id: userId })
})
