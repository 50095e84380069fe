import { describe, expect, test } from 'vitest'
import { listTokens, sdkAs, sdkWith } from './support/sdk.ts'
import { freshServer } from './support/server.ts'

describe('the official SDK lists tokens', () => {
  test('sixteen of them, oldest first, when nothing else is asked for', async () => {
    const server = await freshServer()
    const sdk = await sdkAs(server)
    const list = await listTokens(sdk)
    const stored = server.state.tokensOf(sdk.userId).slice(0, 16)
    expect(list.items?.map(({ id }) => id)).toEqual(stored.map(({ id }) => id))
    expect(list).toEqual({ items: expect.any(Array), next: true })
  })

  test('page by page, each row once and `next` absent at the end', async () => {
    const server = await freshServer()
    const sdk = await sdkAs(server)
    const sort = ['-created_at', '+id']
    const pages = await Promise.all([1, 2, 3].map((page) => listTokens(sdk, { sort, page, size: 12 })))
    const rows = pages.flatMap(({ items }) => items ?? [])
    const times = rows.map((row) => Number(row.created_at))
    expect(new Set(rows.map(({ id }) => id)).size).toBe(server.state.tokensOf(sdk.userId).length)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(pages.map(({ next }) => next)).toEqual([true, true, undefined])
  })

  test('exactly one page has no next one, and the page after it has no items', async () => {
    const server = await freshServer()
    const sdk = await sdkAs(server)
    const list = (page: number) => listTokens(sdk, { page, size: 25 }, server.login('page').userId)
    expect((await list(1)).items).toHaveLength(25)
    expect(await list(1)).not.toHaveProperty('next')
    expect(await list(2)).toEqual({})
  })

  test('by a pattern, whatever the case', async () => {
    const server = await freshServer()
    const sdk = await sdkAs(server)
    const usages = async (q: string) =>
      (await listTokens(sdk, { q, sort: ['+usage'] })).items?.map(({ usage }) => usage)
    expect(await usages('ZAPIER')).toEqual(['Zapier'])
    expect(await usages('звіти*')).toEqual(['Звіти відділу якості'])
    expect(await usages('*worker ?')).toEqual(['speech-to-text worker 1', 'speech-to-text worker 2'])
    expect(await usages('apier')).toBeUndefined()
  })

  test('in the asked order, with the asked fields only', async () => {
    const server = await freshServer()
    const sdk = await sdkAs(server)
    const fields = ['id', 'usage']
    const list = await listTokens(sdk, { q: 'w*', fields, sort: ['-usage'], page: 1, size: 2 })
    expect(list.items?.map((item) => Object.keys(item))).toEqual([fields, fields])
    expect(list.items?.map(({ usage }) => usage)).toEqual(['WFM schedule import', 'webhook relay'])
    expect(list.next).toBe(true)
  })

  test('without a secret, with int64 as texts and without empty values', async () => {
    const server = await freshServer()
    const list = await listTokens(await sdkAs(server), { q: 'legacy dialer' })
    expect(list.items).toEqual([
      {
        id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
        usage: 'legacy dialer',
        user: { id: '101', name: 'Olena Kovalenko' },
        created_at: expect.stringMatching(/^\d{13}$/),
        created_by: { id: '102', name: 'Ivan Petrenko' },
        deleted_at: expect.stringMatching(/^\d{13}$/),
        deleted_by: { id: '102', name: 'Ivan Petrenko' },
      },
    ])
  })

  test('whose name is empty or whose creator is gone, with those fields absent', async () => {
    const server = await freshServer()
    const { tokens, userId } = await sdkAs(server)
    const stored = server.state.tokensOf(userId).find(({ usage }) => usage === '')
    const { data } = await tokens.getUserAccessToken(userId, stored?.id ?? '')
    expect(Object.keys(data)).toEqual(['id', 'user', 'created_at'])
  })
})

describe('the official SDK changes tokens', () => {
  test('creates one, whose secret is shown once and acts as its owner', async () => {
    const server = await freshServer()
    const { tokens, userId } = await sdkAs(server)
    const { data } = await tokens.addUserAccessToken(userId, { usage: 'from the SDK' })
    const stored = server.state.token(data.id ?? '')
    expect(stored).toMatchObject({ usage: 'from the SDK', secret: data.token, createdBy: userId })
    expect((await tokens.getUserAccessToken(userId, data.id ?? '')).data).not.toHaveProperty('token')
    const bearer = sdkWith(server, data.token ?? '', userId)
    expect((await bearer.auth.userInfo2()).data.user_id).toBe(userId)
    expect((await bearer.auth.userInfo2()).data).not.toHaveProperty('expires_at')
  })

  test('creates one for somebody else, in its own name', async () => {
    const server = await freshServer()
    const { tokens, userId } = await sdkAs(server)
    const owner = server.login('reader').userId
    const { data } = await tokens.addUserAccessToken(owner, { usage: 'given' })
    expect(server.state.token(data.id ?? '')).toMatchObject({ userId: owner, createdBy: userId })
    const bearer = sdkWith(server, data.token ?? '', owner)
    expect((await bearer.auth.userInfo()).data.user_id).toBe('9007199254740993')
  })

  test('creates one without a name, as the real server does', async () => {
    const server = await freshServer()
    const { tokens, userId } = await sdkAs(server)
    const { data } = await tokens.addUserAccessToken(userId, {})
    expect(data).not.toHaveProperty('usage')
    expect(server.state.token(data.id ?? '')?.usage).toBe('')
  })

  for (const method of ['updateUserAccessToken', 'updateUserAccessToken2'] as const) {
    const verb = method === 'updateUserAccessToken' ? 'PUT' : 'PATCH'

    test(`renames by ${verb}`, async () => {
      const server = await freshServer()
      const { tokens, userId } = await sdkAs(server)
      const { id } = server.state.insertToken(userId, 'before')
      const { data } = await tokens[method](userId, id, { usage: 'after' }, ['usage'])
      expect(data).toMatchObject({ id, usage: 'after', updated_by: { id: userId } })
      expect(server.state.token(id)?.usage).toBe('after')
      expect(server.requests.at(-1)?.method).toBe(verb)
    })

    test(`disables and enables by ${verb}: a disabled token opens nothing`, async () => {
      const server = await freshServer()
      const { tokens, userId } = await sdkAs(server)
      const { id, secret } = server.state.insertToken(userId, 'kept')
      const bearer = sdkWith(server, secret, userId)
      const disabled = await tokens[method](userId, id, { usage: 'kept' }, ['usage'], false)
      expect(disabled.data).toMatchObject({ usage: 'kept', deleted_by: { id: userId } })
      await expect(bearer.auth.userInfo2()).rejects.toMatchObject({ response: { status: 401 } })
      const enabled = await tokens[method](userId, id, { usage: 'kept' }, ['usage'], true)
      expect(enabled.data).not.toHaveProperty('deleted_at')
      expect(enabled.data).not.toHaveProperty('deleted_by')
      expect((await bearer.auth.userInfo2()).status).toBe(200)
    })

    test(`leaves the name alone when ${verb} names other fields`, async () => {
      const server = await freshServer()
      const { tokens, userId } = await sdkAs(server)
      const { id } = server.state.insertToken(userId, 'kept')
      await tokens[method](userId, id, { usage: 'not meant' }, ['created_at'])
      expect(server.state.token(id)?.usage).toBe('kept')
    })
  }

  test('deletes one and is told which', async () => {
    const server = await freshServer()
    const { tokens, userId } = await sdkAs(server)
    const { id, secret } = server.state.insertToken(userId, 'doomed')
    const { data } = await tokens.deleteUserAccessToken(userId, id)
    expect(data).toMatchObject({ id, usage: 'doomed' })
    expect(data).not.toHaveProperty('token')
    expect(server.state.token(id)).toBeUndefined()
    await expect(sdkWith(server, secret, userId).auth.userInfo2()).rejects.toMatchObject({
      response: { status: 401 },
    })
  })
})
