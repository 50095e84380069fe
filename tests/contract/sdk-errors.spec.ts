import { describe, expect, test } from 'vitest'
import { refusal, sdkAs, sdkWith, type ListParameters, listTokens } from './support/sdk.ts'
import { freshServer } from './support/server.ts'

const NOBODY = '77777'
const NO_TOKEN = '00000000-0000-4000-8000-000000000000'

describe('the official SDK is refused', () => {
  test.for(['', 'wrong'])('with the key %j: 401', async (key) => {
    const server = await freshServer()
    const { auth } = sdkWith(server, key, '')
    expect(await refusal(auth.userInfo2())).toBe('401 Unauthorized: app.context.unauthorized')
  })

  test('with an expired session: 401 of another id', async () => {
    const server = await freshServer()
    const { auth } = await sdkAs(server)
    server.state.expireSessions()
    expect(await refusal(auth.userInfo2())).toBe('401 Unauthorized: app.context.access.expired')
  })

  test('a person that does not exist: 404', async () => {
    const server = await freshServer()
    const { users, tokens } = await sdkAs(server)
    const expected = '404 Not Found: app.user.not_found'
    expect(await refusal(users.readUser(NOBODY))).toBe(expected)
    expect(await refusal(tokens.listUserAccessToken(NOBODY))).toBe(expected)
    expect(await refusal(tokens.addUserAccessToken(NOBODY, { usage: 'x' }))).toBe(expected)
  })

  test('a token that does not exist: 404', async () => {
    const server = await freshServer()
    const { tokens, userId } = await sdkAs(server)
    const expected = '404 Not Found: app.token.not_found'
    expect(await refusal(tokens.getUserAccessToken(userId, NO_TOKEN))).toBe(expected)
    expect(await refusal(tokens.deleteUserAccessToken(userId, NO_TOKEN))).toBe(expected)
    expect(await refusal(tokens.updateUserAccessToken(userId, NO_TOKEN, { usage: 'x' }))).toBe(expected)
  })

  test("another person's token under one's own address: 404, and it stays", async () => {
    const server = await freshServer()
    const { tokens, userId } = await sdkAs(server)
    const { id } = server.state.insertToken(server.login('reader').userId, 'theirs')
    expect(await refusal(tokens.deleteUserAccessToken(userId, id))).toBe('404 Not Found: app.token.not_found')
    expect(server.state.token(id)).toBeDefined()
  })

  test.for([
    { sort: ['+secret'] },
    { sort: ['+constructor'] },
    { page: -1 },
    { size: 1.5 },
  ] satisfies ListParameters[])('a list by %o: 400', async (parameters) => {
    const server = await freshServer()
    const list = listTokens(await sdkAs(server), parameters)
    expect(await refusal(list)).toBe('400 Bad Request: app.request.invalid')
  })

  test.for([{ usage: 7 }, { usage: {} }, [], 'text'])('a create of %o: 400', async (body) => {
    const server = await freshServer()
    const { tokens, userId } = await sdkAs(server)
    const create = tokens.addUserAccessToken(userId, body)
    expect(await refusal(create)).toBe('400 Bad Request: app.request.invalid')
  })

  test('more than the server reads: 413, and nothing is made', async () => {
    const server = await freshServer()
    const { tokens, userId } = await sdkAs(server)
    const before = server.state.tokensOf(userId).length
    const create = tokens.addUserAccessToken(userId, { usage: 'x'.repeat(300_000) })
    expect(await refusal(create)).toBe('413 Payload Too Large: app.request.invalid')
    expect(server.state.tokensOf(userId)).toHaveLength(before)
  })
})
