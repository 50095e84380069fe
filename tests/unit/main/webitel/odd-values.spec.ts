import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TokenId, UserId } from '../../../../src/contract/index.ts'
import { createLoginApi } from '../../../../src/main/webitel/login.ts'
import { createUsersApi } from '../../../../src/main/webitel/people.ts'
import { createTokensApi } from '../../../../src/main/webitel/tokens.ts'
import { createWire } from '../../../../src/main/webitel/wire.ts'
import { oddly, oddValue } from '../support/odd-values.ts'

/** Every field of every answer, by whatever stands in its place. */
const OLENA = '101' as UserId
const ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' as TokenId
const TOKEN = {
  id: ID,
  usage: 'CRM',
  user: { id: OLENA, name: 'Olena' },
  created_at: '1732460000000',
  created_by: { id: '7', name: 'Taras' },
  updated_at: '1732460000001',
  updated_by: { id: '7', name: 'Taras' },
  deleted_at: '1732460000002',
  deleted_by: { id: '7', name: 'Taras' },
}
const USER = { id: OLENA, name: 'Olena', username: 'olena', extension: '1001' }
const USERINFO = {
  user_id: OLENA,
  domain: 'cc.example.com',
  name: 'Olena',
  username: 'olena',
  preferred_username: 'olena',
  extension: '1001',
  scope: [{ class: 'users', access: 'r' }],
  permissions: [{ id: 'read', name: 'Select any' }],
  roles: [{ id: '1', name: 'Role' }],
  license: [{ prod: 'CALL_CENTER', expires_at: '4070908800000' }],
  expires_at: '4070908800000',
}
const WAYS = {
  providers: [{ name: 'Acme', url: '/acme', vendor: 'acme' }],
  enabled_tfa: true,
  login_options: 'sso_only',
}
const QUERY = {
  userId: OLENA,
  search: '',
  sort: { field: 'usage', descending: false },
  page: 1,
  size: 10,
} as const

/** @param body sent as it is, if it is a text */
function answeredWith(body: unknown, status = 200) {
  const answer = async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })
  return createWire({ server: 'http://server.test', fetch: answer, fetchOnce: answer, access: () => 'k3y' })
}
const list = (body: unknown) => createTokensApi(answeredWith(body)).list(QUERY)
const people = (body: unknown) => createUsersApi(answeredWith(body)).list({ search: '', page: 1, size: 10 })

const isShowable = (time: number | undefined): boolean =>
  time === undefined || !Number.isNaN(new Date(time).getTime())

describe('an odd value', () => {
  it('of a token costs no more than its own field', async () => {
    await fc.assert(
      fc.asyncProperty(oddly(TOKEN, ['id']), oddValue, async (odd, next) => {
        const page = await list({ items: [odd, TOKEN], next, page: next, size: next })
        const [token] = await list({ items: [odd] }).then(({ items }) => items)
        expect(page.items.map(({ id }) => id)).toEqual([ID])
        expect(token?.id).toBe(ID)
        expect([token?.createdAt, token?.updatedAt, token?.disabledAt].every(isShowable)).toBe(true)
      }),
    )
  })

  it('of the id costs the row, which is counted', async () => {
    await fc.assert(
      fc.asyncProperty(oddValue, async (id) => {
        const { items, unreadable = 0 } = await list({ items: [{ ...TOKEN, id }, TOKEN, id] })
        expect(items.length + unreadable).toBe(3)
        expect(items.at(-1)?.id).toBe(ID)
      }),
    )
  })

  it('of a person costs no more than its own field, or the row', async () => {
    await fc.assert(
      fc.asyncProperty(oddly(USER), oddValue, async (odd, next) => {
        const { items, unreadable = 0 } = await people({ items: [odd, USER], next })
        expect(items.length + unreadable).toBe(2)
        expect(items.at(-1)).toEqual(USER)
      }),
    )
  })

  it('of userinfo refuses no session', async () => {
    await fc.assert(
      fc.asyncProperty(oddly(USERINFO, ['user_id']), async (odd) => {
        const { user, expiresAt } = await createLoginApi(answeredWith(odd)).identity()
        expect(user.id).toBe(OLENA)
        expect(isShowable(expiresAt)).toBe(true)
      }),
    )
  })

  it('of the ways to sign in refuses none', async () => {
    await fc.assert(
      fc.asyncProperty(oddly(WAYS), oddValue, async (odd, provider) => {
        const { providers } = await createLoginApi(answeredWith(odd)).domain('cc.example.com')
        expect(Array.isArray(providers)).toBe(true)
        const more = { ...WAYS, providers: [provider, ...WAYS.providers] }
        const named = await createLoginApi(answeredWith(more)).domain('cc.example.com')
        expect(named.providers.at(-1)).toEqual(WAYS.providers[0])
      }),
    )
  })

  it('beside the key refuses no sign-in', async () => {
    await fc.assert(
      fc.asyncProperty(oddValue, oddValue, async (id, token_type) => {
        const body = { access_token: 's3cret', id, token_type }
        const answer = await createLoginApi(answeredWith(body)).password('olena@cc', 'password')
        expect(answer).toEqual({ kind: 'in', access: 's3cret' })
      }),
    )
  })

  it('of an error keeps its status and meaning', async () => {
    await fc.assert(
      fc.asyncProperty(oddValue, oddValue, async (detail, code) => {
        const body = { id: 'app.context.unauthorized', code, detail, status: code }
        const asking = createTokensApi(answeredWith(body, 401)).list(QUERY)
        await expect(asking).rejects.toMatchObject({ error: { code: 'session-ended' } })
      }),
    )
  })
})

describe('deleted_at', () => {
  it.each([
    ['1732460000000', 1_732_460_000_000],
    ['2026-11-25T18:00:00Z', Date.parse('2026-11-25T18:00:00Z')],
    ['9'.repeat(20), 0],
    [true, 0],
    ['0', undefined],
    [0, undefined],
    ['', undefined],
    [null, undefined],
    [false, undefined],
    ['-62135596800000', undefined],
    ['0001-01-01T00:00:00Z', undefined],
    [{}, undefined],
    ['NaN', undefined],
  ])('of %j means disabled at %j', async (deleted_at, disabledAt) => {
    const { items } = await list({ items: [{ id: ID, deleted_at }] })
    expect(items[0]?.disabledAt).toBe(disabledAt)
  })
})

describe('an answer', () => {
  it('in which null stands for what is absent is read as if it was absent', async () => {
    const nulls = Object.fromEntries(Object.keys(TOKEN).map((name) => [name, null]))
    expect(await list({ items: [{ ...nulls, id: ID }], next: null })).toEqual(
      await list({ items: [{ id: ID }] }),
    )
    expect(await list({ items: null, next: null })).toEqual({ items: [], next: false })
  })

  it('may begin with a byte order mark', async () => {
    expect(await list(`\ufeff${JSON.stringify({ items: [TOKEN] })}`)).toEqual(await list({ items: [TOKEN] }))
  })

  it('that is empty is a success where nothing of it is needed', async () => {
    await createLoginApi(answeredWith('')).logout(1000)
    await expect(list('')).rejects.toThrow('bad-answer')
  })

  it('nested two million deep is read without an overflow', async () => {
    const depth = 2_000_000
    const text = `{"items":[{"id":"${ID}","usage":${'['.repeat(depth)}${']'.repeat(depth)}}]}`
    expect((await list(text)).items).toHaveLength(1)
  })
})
