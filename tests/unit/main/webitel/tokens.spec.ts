import { describe, expect, it } from 'vitest'
import type { Token, TokenId, TokenQuery, UserId } from '../../../../src/contract/index.ts'
import { Failure } from '../../../../src/main/failure.ts'
import { createTokensApi } from '../../../../src/main/webitel/tokens.ts'
import { createWire } from '../../../../src/main/webitel/wire.ts'
import { HANG_MS } from '../../../../tools/limits.ts'
import { drops, fails, inTurn, listen, send, webitelError, type Answer } from '../support/server.ts'

const OLENA = '9007199254740993' as UserId
const ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' as TokenId
const PATH = `/api/users/${OLENA}/tokens`
const QUERY: TokenQuery = {
  userId: OLENA,
  search: '',
  sort: { field: 'created_at', descending: true },
  page: 3,
  size: 50,
}

async function registry(answer: Answer) {
  const plain = (request: Request) => fetch(request)
  const { url, heard } = await listen(answer)
  const timeouts = { attempt: HANG_MS, total: HANG_MS, backoff: 1, retryAfter: 10 }
  const tokens = createTokensApi(
    createWire({ server: url, fetch: plain, fetchOnce: plain, access: () => 'k3y', timeouts }),
  )
  const asked = () => heard.map((one) => `${one.method} ${new URL(one.url, url).pathname}`)
  const query = (index = 0) => [...new URL(heard[index]?.url ?? '', url).searchParams]
  return { tokens, heard, asked, query }
}

const says =
  (body: unknown, status = 200): Answer =>
  (response) =>
    send(response, status, body)
const page: Answer = (response) => send(response, 404, '<html>', { 'content-type': 'text/html' })

describe('the list', () => {
  it('asks for every field but the secret, sorted, the id deciding between equals', async () => {
    const { tokens, asked, query } = await registry(says({}))
    expect(await tokens.list(QUERY)).toEqual({ items: [], next: false })
    expect(asked()).toEqual([`GET ${PATH}`])
    const fields = query().flatMap(([key, value]) => (key === 'fields' ? [value] : []))
    expect(fields).toContain('usage')
    expect(fields).toContain('deleted_at')
    expect(fields).not.toContain('token')
    expect(query().filter(([key]) => key !== 'fields')).toEqual([
      ['sort', '-created_at'],
      ['sort', '-id'],
      ['page', '3'],
      ['size', '50'],
    ])
  })

  it('sorts the other way, and searches for what was typed', async () => {
    const { tokens, query } = await registry(says({}))
    await tokens.list({ ...QUERY, search: '50 off', sort: { field: 'usage', descending: false } })
    expect(query()).toContainEqual(['q', '*50 off*'])
    expect(query().filter(([key]) => key === 'sort')).toEqual([
      ['sort', '+usage'],
      ['sort', '+id'],
    ])
  })

  it('reads a token in the field’s words, drops a secret, and shows a repeated row once', async () => {
    const row = {
      id: ID,
      token: 's3cret',
      usage: 'CRM',
      created_at: '1732460000000',
      created_by: { id: '7', name: 'Taras' },
      updated_at: '0',
      deleted_at: '1732460000001',
      deleted_by: { id: '8' },
    }
    const { tokens } = await registry(says({ items: [row, row], next: true }))
    expect(await tokens.list(QUERY)).toEqual({
      items: [
        {
          id: ID,
          usage: 'CRM',
          createdAt: 1_732_460_000_000,
          createdBy: { id: '7', name: 'Taras' },
          disabledAt: 1_732_460_000_001,
          disabledBy: { id: '8', name: '' },
        },
      ],
      next: true,
    })
  })

  it.each(['..', '.', 'a/b', '\ud800', ''])('leaves out and counts the unusable id %j', async (id) => {
    const { tokens } = await registry(says({ items: [{ id }, { id: ID }] }))
    expect(await tokens.list(QUERY)).toMatchObject({ items: [{ id: ID }], unreadable: 1 })
  })

  it.each(['..', '.'])('refuses to read the id %j, which leads out of the registry', async (id) => {
    const { tokens } = await registry(says({ id }))
    await expect(tokens.read(OLENA, ID)).rejects.toThrow('bad-answer')
  })
})

describe('creating', () => {
  const request = { owner: { id: OLENA, name: 'Olena' }, usage: 'CRM' }

  it('sends the name, once, and reads the secret', async () => {
    const { tokens, heard, asked } = await registry(says({ id: ID, token: 's3cret', usage: 'CRM' }))
    expect(await tokens.create(request)).toEqual({ token: { id: ID, usage: 'CRM' }, secret: 's3cret' })
    expect(asked()).toEqual([`POST ${PATH}`])
    expect(heard[0]?.body).toBe('{"usage":"CRM"}')
  })

  it('takes an answer without a secret for what it is', async () => {
    const { tokens } = await registry(says({ id: ID }))
    expect(await tokens.create(request)).toMatchObject({ secret: '' })
  })

  it.each([
    { created_by: { id: 7 } },
    { created_by: 'Olena', created_at: '2026-11-25T18:00:00Z' },
    { usage: null, updated_at: -1, deleted_by: [] },
    { id: '..' },
    { id: 7 },
    { id: null },
  ])('loses no secret by what else is odd about its answer: %j', async (odd) => {
    const { tokens } = await registry(says({ id: ID, usage: 'CRM', token: 's3cret', ...odd }))
    const { secret, token } = await tokens.create(request)
    expect([secret, token.id]).toEqual(['s3cret', 'id' in odd ? '' : ID])
  })

  it.each(['', '{"id":"a","tok', '[]', '{}', '{"token":""}', '{"token":7}'])('refuses %j', async (body) => {
    const { tokens, heard } = await registry(says(body))
    await expect(tokens.create(request)).rejects.toThrow('bad-answer')
    expect(heard).toHaveLength(1)
  })
})

describe('changing', () => {
  const isAs = (usage: string, enabled: boolean) => (token: Token) =>
    token.usage === usage && (token.disabledAt === undefined) === enabled

  it('always sends the name, and whether it is enabled', async () => {
    const { tokens, heard, asked, query } = await registry(says({ id: ID, usage: 'CRM' }))
    await tokens.change(OLENA, ID, { usage: 'CRM', enabled: true }, () => true)
    await tokens.change(OLENA, ID, { usage: 'CRM', enabled: false }, () => true)
    expect(asked()).toEqual([`PATCH ${PATH}/${ID}`, `PATCH ${PATH}/${ID}`])
    expect([query(0), query(1)]).toEqual([
      [
        ['fields', 'usage'],
        ['enable', 'true'],
      ],
      [
        ['fields', 'usage'],
        ['enable', 'false'],
      ],
    ])
    expect(heard.map(({ body }) => body)).toEqual(['{"usage":"CRM"}', '{"usage":"CRM"}'])
  })

  it('whose answer was lost is done if the token is so by now', async () => {
    const { tokens, asked } = await registry(inTurn(drops, says({ id: ID, usage: 'new', deleted_at: '5' })))
    const changed = await tokens.change(OLENA, ID, { usage: 'new', enabled: false }, isAs('new', false))
    expect(changed).toMatchObject({ usage: 'new', disabledAt: 5 })
    expect(asked()).toEqual([`PATCH ${PATH}/${ID}`, `GET ${PATH}/${ID}`])
  })

  it.each([
    ['has another name', { id: ID, usage: 'old', deleted_at: '5' }],
    ['is still enabled', { id: ID, usage: 'new' }],
  ])('whose answer was lost is not done if it %s', async (_, now) => {
    const { tokens, asked } = await registry(inTurn(drops, says(now)))
    const changing = tokens.change(OLENA, ID, { usage: 'new', enabled: false }, isAs('new', false))
    await expect(changing).rejects.toThrow('connection-lost')
    expect(asked()).toEqual([`PATCH ${PATH}/${ID}`, `GET ${PATH}/${ID}`])
  })

  it.each([
    [400, 'invalid'],
    [403, 'forbidden'],
    [404, 'not-found'],
  ])('refused with %i is not looked up', async (status, code) => {
    const { tokens, heard } = await registry(fails(status))
    await expect(tokens.change(OLENA, ID, { usage: 'new', enabled: true }, () => true)).rejects.toThrow(code)
    expect(heard).toHaveLength(1)
  })
})

describe('deleting', () => {
  const gone = says(webitelError(404), 404)
  const there = says({ id: ID })

  it.each([
    ['says so', says({ id: ID })],
    ['says that it is not there', gone],
  ])('is done when Webitel %s', async (_, answer) => {
    const { tokens, asked } = await registry(answer)
    await tokens.remove(OLENA, ID)
    expect(asked()).toEqual([`DELETE ${PATH}/${ID}`])
  })

  it("is not done by a proxy's page with status 404", async () => {
    const { tokens } = await registry(page)
    await expect(tokens.remove(OLENA, ID)).rejects.toThrow('not-webitel')
  })

  it.each([
    ['dropped', drops],
    ['a 502', fails(502)],
    ['an empty answer', says('')],
    ['a page', says('<html>')],
  ])('that ended in %s is looked up: done if it is gone, and only then', async (_, answer) => {
    const lost: (after: Answer) => Answer = (after) => (response, heard, count) =>
      heard.method === 'DELETE' ? answer(response, heard, count) : after(response, heard, count)
    const done = await registry(lost(gone))
    await done.tokens.remove(OLENA, ID)
    expect(done.asked().at(-1)).toBe(`GET ${PATH}/${ID}`)
    for (const after of [there, fails(403), says('<html>', 404)]) {
      const left = await registry(lost(after))
      await expect(left.tokens.remove(OLENA, ID)).rejects.toBeInstanceOf(Failure)
    }
  })

  it.each([
    [401, 'session-ended'],
    [403, 'forbidden'],
    [409, 'invalid'],
    [429, 'rate-limited'],
  ])('refused with %i is not looked up', async (status, code) => {
    const { tokens, asked } = await registry(fails(status))
    await expect(tokens.remove(OLENA, ID)).rejects.toThrow(code)
    expect(asked().every((one) => one.startsWith('DELETE'))).toBe(true)
  })

  it('keeps an id in its place in the address, whatever it holds', async () => {
    const { tokens, heard } = await registry(says({}))
    await tokens.remove(OLENA, 'a/b?c#d%2e' as TokenId)
    expect(heard[0]?.url).toBe(`${PATH}/a%2Fb%3Fc%23d%252e`)
  })
})
