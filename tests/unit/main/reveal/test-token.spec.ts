import { describe, expect, it } from 'vitest'
import { testToken } from '../../../../src/main/reveal/test-token.ts'
import { createLoginApi } from '../../../../src/main/webitel/login.ts'
import { createWire } from '../../../../src/main/webitel/wire.ts'
import { HANG_MS } from '../../../../tools/limits.ts'
import { drops, fails, hangs, listen, send, webitelError, type Answer } from '../support/server.ts'

const signal = () => new AbortController().signal
/** Milliseconds. A server that hangs is given up at once; no other is, however slow this computer. */
const SOON = 60
const TIMEOUTS = { attempt: HANG_MS, total: HANG_MS, backoff: 1, retryAfter: 10 }

async function world(answer: Answer) {
  const { url, heard } = await listen(answer)
  const plain = (request: Request) => fetch(request)
  const timeouts = answer === hangs ? { ...TIMEOUTS, attempt: SOON } : TIMEOUTS
  const api = createLoginApi(
    createWire({ server: url, fetch: plain, fetchOnce: plain, access: () => 't0ken', timeouts }),
  )
  return { api, heard }
}

describe('testing a token', () => {
  it('says whom it acts as, where, and how long that took', async () => {
    const { api, heard } = await world((response) =>
      send(response, 200, { user_id: '7', name: 'Olena', username: 'olena', domain: 'example.com' }),
    )
    let time = 100
    const now = () => (time += 12)
    expect(await testToken('t0ken', api, signal(), now)).toEqual({
      user: { id: '7', name: 'Olena' },
      domain: 'example.com',
      took: 12,
    })
    expect(heard.map(({ url, headers }) => [url, headers['x-webitel-access']])).toEqual([
      ['/api/userinfo', 't0ken'],
    ])
  })

  it('without a name it is the login', async () => {
    const { api } = await world((response) => send(response, 200, { user_id: '7', username: 'olena' }))
    expect(await testToken('t0ken', api, signal())).toMatchObject({ user: { name: 'olena' } })
  })

  it("is refused with the server's words, and no session ends by it", async () => {
    const { api } = await world((response) => send(response, 401, webitelError(401, 'it was deleted')))
    await expect(testToken('t0ken', api, signal())).rejects.toMatchObject({
      error: { code: 'token-refused', message: 'it was deleted', status: 401 },
    })
    // It is the token that may not: nobody's rights are to be asked for.
    const other = await world((response) => send(response, 403, webitelError(403, 'no licence')))
    await expect(testToken('t0ken', other.api, signal())).rejects.toMatchObject({
      error: { code: 'token-refused', message: 'no licence', status: 403 },
    })
  })

  it.each([
    ['connection-lost', drops],
    ['server', fails(500)],
    ['not-webitel', (response) => send(response, 401, '<!doctype html>')],
    ['not-webitel', (response) => send(response, 200, '<!doctype html>')],
    ['timeout', hangs],
  ] as const satisfies readonly (readonly [string, Answer])[])(
    'ends in %s as anything else does',
    async (code, answer) => {
      const { api } = await world(answer)
      await expect(testToken('t0ken', api, signal())).rejects.toThrow(code)
    },
  )

  it.each(['ключ', 't0\u0000ken', 't0ken\r\nx: y', ''])(
    '%j is not sent: no header carries it',
    async (secret) => {
      const { api, heard } = await world((response) => send(response, 200, { user_id: '7' }))
      await expect(testToken(secret, api, signal())).rejects.toThrow('token-unsendable')
      expect(heard).toEqual([])
    },
  )
})
