import { describe, expect, test } from 'vitest'
import { as, freshServer, type WirePage, type WireToken } from './support/server.ts'

describe('what is unknown about the real server', () => {
  test('sort is honoured, passed over or refused', async () => {
    const server = await freshServer()
    const admin = await as(server)
    const list = () => admin.call<WirePage>(`${admin.tokens}?size=100&sort=-created_at&sort=%2Bid`)
    const oldestFirst = server.state.tokensOf(admin.userId).map(({ id }) => id)
    const ids = async () => (await list()).body.items?.map(({ id }) => id)
    expect(await ids()).toEqual(oldestFirst.toReversed().map(() => expect.any(String)))
    expect((await ids())?.[0]).toBe(oldestFirst.at(-1))
    server.switches.sort = 'ignored'
    expect(await ids()).toEqual(oldestFirst)
    server.switches.sort = 'refused'
    expect((await list()).status).toBe(400)
    expect((await admin.call(admin.tokens)).status).toBe(200)
  })

  test('a plus sign that was not encoded still sorts upwards', async () => {
    const server = await freshServer()
    const admin = await as(server)
    const first = async (sort: string) =>
      (await admin.call<WirePage>(`${admin.tokens}?size=1&sort=${sort}`)).body.items
    expect(await first('+created_at')).toEqual(await first('%2Bcreated_at'))
    expect(await first('+created_at')).not.toEqual(await first('-created_at'))
  })

  test('equal keys keep their order, or wander from request to request', async () => {
    const server = await freshServer()
    const admin = await as(server)
    for (let count = 0; count < 20; count++)
      server.state.insertToken(admin.userId, 'equal', { createdAt: 1_700_000_000_000 })
    const orders = async (sort: string) => {
      const lists = await Promise.all(
        [1, 2, 3].map(() => admin.call<WirePage>(`${admin.tokens}?q=equal&size=100&sort=${sort}`)),
      )
      return new Set(lists.map(({ body }) => JSON.stringify(body.items?.map(({ id }) => id)))).size
    }
    expect(await orders('-created_at')).toBe(1)
    server.switches.equalKeysWander = true
    expect(await orders('-created_at')).toBeGreaterThan(1)
    expect(await orders('-created_at&sort=%2Bid')).toBe(1)
    server.switches.firstSortKeyOnly = true
    expect(await orders('-created_at&sort=%2Bid')).toBeGreaterThan(1)
  })

  test('a page may be capped below what was asked for', async () => {
    const server = await freshServer()
    const admin = await as(server)
    const list = async (page: number) =>
      (await admin.call<WirePage>(`${admin.tokens}?size=1000&page=${page}`)).body
    expect((await list(1)).items).toHaveLength(28)
    server.switches.pageSizeCap = 20
    expect([(await list(1)).items?.length, (await list(1)).next]).toEqual([20, true])
    expect([(await list(2)).items?.length, (await list(2)).next]).toEqual([8, undefined])
  })

  test("SQL's wildcards may leak behind a leading asterisk", async () => {
    const server = await freshServer()
    const admin = await as(server)
    const owner = `/users/${server.login('odd').userId}/tokens`
    const usages = async (q: string) =>
      (await admin.call<WirePage>(`${owner}?size=100&q=${encodeURIComponent(q)}`)).body.items?.map(
        ({ usage }) => usage,
      )
    expect(await usages('*e_case_name')).toEqual(['snake_case_name'])
    expect(await usages('*00 % done')).toEqual(['100 % done'])
    server.switches.sqlWildcardsLeak = true
    expect(await usages('*e_case_name')).toEqual(['snake_case_name', 'snakeXcaseXname'])
    expect(await usages('*00 % done*')).toEqual(['100 % done', '100 X done'])
    expect(await usages('snake_case_*')).toEqual(['snake_case_name'])
  })

  test('lists and reads may carry the secret', async () => {
    const server = await freshServer()
    const admin = await as(server)
    const { id, secret } = server.state.insertToken(admin.userId, 'leaky')
    const list = async () => (await admin.call<WirePage>(`${admin.tokens}?q=leaky`)).body.items?.[0]?.token
    const read = async () => (await admin.call<WireToken>(`${admin.tokens}/${id}`)).body.token
    expect([await list(), await read()]).toEqual([undefined, undefined])
    server.switches.secretInLists = true
    expect([await list(), await read()]).toEqual([secret, secret])
  })

  test('a change without a name may wipe the name', async () => {
    const server = await freshServer()
    const admin = await as(server)
    const { id } = server.state.insertToken(admin.userId, 'named')
    const disable = (body: object) =>
      admin.call(`${admin.tokens}/${id}?enable=false`, { method: 'PATCH', body })
    await disable({})
    expect(server.state.token(id)).toMatchObject({ usage: 'named', deletedBy: admin.userId })
    server.switches.emptyPatchWipesUsage = true
    await disable({ usage: 'named' })
    expect(server.state.token(id)?.usage).toBe('named')
    await disable({})
    expect(server.state.token(id)?.usage).toBe('')
  })
})

describe('what is unknown about patterns and enable', () => {
  test('a question mark behind a leading asterisk may mean itself', async () => {
    const server = await freshServer()
    const admin = await as(server)
    for (const usage of ['why?', 'whyX']) server.state.insertToken(admin.userId, usage)
    const usages = async (q: string) =>
      (await admin.call<WirePage>(`${admin.tokens}?size=100&q=${encodeURIComponent(q)}`)).body.items?.map(
        ({ usage }) => usage,
      )
    expect(await usages('*hy?')).toEqual(['why?', 'whyX'])
    server.switches.questionMarkIsLiteral = true
    expect(await usages('*hy?')).toEqual(['why?'])
    expect(await usages('why?')).toEqual(['why?', 'whyX'])
  })

  test.each([
    ['as-sent', [true, true, false]],
    ['absent-is-false', [false, true, false]],
    ['false-is-absent', [true, true, true]],
  ] as const)('a change without enable, with true and with false is taken %s', async (enable, expected) => {
    const server = await freshServer()
    const admin = await as(server)
    server.switches.enable = enable
    const enabled: boolean[] = []
    for (const query of ['', '?enable=true', '?enable=false']) {
      const { id } = server.state.insertToken(admin.userId, 'named')
      await admin.call(`${admin.tokens}/${id}${query}`, { method: 'PATCH', body: { usage: 'new' } })
      enabled.push(server.state.token(id)?.deletedAt === undefined)
    }
    expect(enabled).toEqual(expected)
  })

  test('people are found by a part of a bare term', async () => {
    const server = await freshServer()
    const admin = await as(server)
    const names = async (q: string) =>
      (await admin.call<{ items?: { name: string }[] }>(`/users?q=${encodeURIComponent(q)}`)).body.items?.map(
        ({ name }) => name,
      )
    expect(await names('ALITY te')).toEqual(['Quality team'])
    expect(await names('ality*')).toBeUndefined()
  })
})
