import { describe, expect, it } from 'vitest'
import { createLoginApi } from '../../../../src/main/webitel/login.ts'
import { createWire } from '../../../../src/main/webitel/wire.ts'
import { fails, hangs, listen, send, webitelError, type Answer } from '../support/server.ts'

async function login(answer: Answer) {
  const plain = (request: Request) => fetch(request)
  // It ends what is under way there: a create, whose answer would be lost by a sign-out.
  const fetchOnce = () => Promise.reject(new Error('That of creates'))
  const { url, heard } = await listen(answer)
  const wire = createWire({ server: url, fetch: plain, fetchOnce, access: () => 'k3y' })
  return { api: createLoginApi(wire), heard }
}
const answers =
  (status: number, body: unknown): Answer =>
  (response) =>
    send(response, status, body)

describe('the domain step', () => {
  it.each([200, 300])('is fine with status %i', async (status) => {
    const { api, heard } = await login(answers(status, { login_options: 'sso_and_local', providers: [{}] }))
    const facts = await api.domain('example.com')
    expect(facts).toEqual({ options: 'sso_and_local', providers: [{ name: '', url: '', vendor: '' }] })
    expect(heard[0]).toMatchObject({ method: 'GET', url: '/api/login?domain=example.com' })
    expect(heard[0]?.headers['x-webitel-access']).toBeUndefined()
  })

  it.each([
    ['a page', '<html>', 'not-webitel'],
    ['nothing', '', 'bad-answer'],
    ['a list', [], 'bad-answer'],
  ])('takes %s for no Webitel', async (_, body, code) => {
    const { api } = await login(answers(200, body))
    await expect(api.domain('example.com')).rejects.toThrow(code)
  })
})

describe('the password step', () => {
  it('gives the key', async () => {
    const { api, heard } = await login(answers(200, { access_token: 'k3y', token_type: 'Bearer' }))
    expect(await api.password('olena@example.com', 'pa55')).toEqual({ kind: 'in', access: 'k3y' })
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({ username: 'olena@example.com', password: 'pa55' })
    expect(heard[0]?.url).toBe('/api/login')
  })

  it('asks for a second factor by an id alone', async () => {
    const { api } = await login(answers(200, { id: 'abc' }))
    expect(await api.password('olena@example.com', 'pa55')).toEqual({ kind: 'second-factor', id: 'abc' })
  })

  it.each(['app.password.expired', 'app.password.force_change'])('%s asks for a new one', async (id) => {
    const { api } = await login(answers(412, { ...webitelError(412, 'It is 90 days old'), id }))
    await expect(api.password('olena@example.com', 'pa55')).rejects.toMatchObject({
      error: { code: 'password-expired', message: 'It is 90 days old' },
    })
  })

  it.each([{}, { access_token: '' }, { access_token: 5 }, { access_token: 'k3y\r\nx: y' }])(
    'takes %j for no key',
    async (body) => {
      const { api } = await login(answers(200, body))
      await expect(api.password('olena@example.com', 'pa55')).rejects.toThrow('bad-answer')
    },
  )

  it.each([400, 401])('%i is about what was typed', async (status) => {
    const { api, heard } = await login(fails(status))
    await expect(api.password('olena@example.com', 'pa55')).rejects.toThrow('unauthorized')
    expect(heard).toHaveLength(1)
  })
})

describe('the one-time code', () => {
  it('goes with the id of its step, and gives the key', async () => {
    const { api, heard } = await login(answers(200, { access_token: 'k3y' }))
    expect(await api.verify('abc', '135790')).toBe('k3y')
    expect(heard[0]).toMatchObject({ method: 'POST', url: '/api/login/2fa' })
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({ id: 'abc', totp: '135790' })
  })

  it.each([
    [400, 'wrong-code'],
    [401, 'wrong-code'],
    [416, 'step-expired'],
    [429, 'rate-limited'],
    [500, 'server'],
  ])('%i is %s, in the words of the server, and not sent again', async (status, code) => {
    const { api, heard } = await login(fails(status))
    await expect(api.verify('abc', '1')).rejects.toMatchObject({ error: { code, message: 'in its words' } })
    expect(heard).toHaveLength(1)
  })
})

describe('a new password', () => {
  const change = { login: 'olena@example.com', from: 'pa55', to: 'Pa55word!' }

  it('goes with the old one in the body, and never in an address', async () => {
    const { api, heard } = await login(answers(200, {}))
    await api.changePassword(change)
    expect(heard[0]).toMatchObject({ method: 'PUT', url: '/api/users/password' })
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({
      username: 'olena',
      domain: 'example.com',
      old_password: 'pa55',
      user_password: 'Pa55word!',
      confirm_password: 'Pa55word!',
    })
    expect(heard[0]?.headers['x-webitel-access']).toBeUndefined()
  })

  it.each([
    [400, 'password-refused'],
    [422, 'password-refused'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [503, 'server'],
  ])('%i is %s, in the words of the server, and not sent again', async (status, code) => {
    const { api, heard } = await login(fails(status))
    await expect(api.changePassword(change)).rejects.toMatchObject({
      error: { code, message: 'in its words' },
    })
    expect(heard).toHaveLength(1)
  })
})

describe('who that is', () => {
  const identity = async (body: object) => {
    const { api, heard } = await login(answers(200, { user_id: '9007199254740993', ...body }))
    const identity = await api.identity()
    return { ...identity, heard }
  }
  const rules = async (body: object) => (await identity(body)).may

  it('asks with the key', async () => {
    const { heard, user } = await identity({ name: 'Olena', username: 'olena', extension: '101' })
    expect(heard[0]?.headers['x-webitel-access']).toBe('k3y')
    expect(user).toEqual({ id: '9007199254740993', name: 'Olena', username: 'olena', extension: '101' })
  })

  it('may nothing with the tokens of others where nothing is said', async () => {
    expect(await rules({})).toEqual({
      listUsers: false,
      readTokens: false,
      addTokens: false,
      changeTokens: false,
      deleteTokens: false,
    })
  })

  it.each([
    ['read', 'readTokens'],
    ['add', 'addTokens'],
    ['write', 'changeTokens'],
    ['delete', 'deleteTokens'],
  ])('the permission %s allows %s, and that alone', async (id, right) => {
    const may = await rules({ permissions: [{ id: 'something else' }, { id }] })
    expect(Object.entries(may).filter(([, allowed]) => allowed)).toEqual([[right, true]])
  })

  it.each([
    ['rwxd', true],
    ['r', true],
    ['wxd', false],
    ['', false],
  ])('the list of users with the access %j: %s', async (access, listUsers) => {
    expect(
      await rules({
        scope: [
          { class: 'calls', access: 'r' },
          { class: 'users', access },
        ],
      }),
    ).toMatchObject({
      listUsers,
    })
  })

  it('the right to read another class is none to the users', async () => {
    expect(await rules({ scope: [{ class: 'devices', access: 'rwxd' }] })).toMatchObject({ listUsers: false })
  })

  it.each([
    ['1732460000000', 1_732_460_000_000],
    ['0', undefined],
    [undefined, undefined],
  ])('ends at %j', async (expires_at, end) => {
    expect((await identity({ expires_at })).expiresAt).toBe(end)
  })
})

describe('signing out', () => {
  it('posts an empty object, with the key, and waits no longer than it is told to', async () => {
    const { api, heard } = await login(answers(200, {}))
    await api.logout(1000)
    expect(heard[0]).toMatchObject({ method: 'POST', url: '/api/logout', body: '{}' })
    expect(heard[0]?.headers['x-webitel-access']).toBe('k3y')
    const silent = await login(hangs)
    await expect(silent.api.logout(30)).rejects.toThrow('timeout')
  })
})
