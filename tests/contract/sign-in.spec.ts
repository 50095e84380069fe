import { describe, expect, test } from 'vitest'
import type { Role, WebitelServer } from '../../tools/webitel-server/index.ts'
import { as, call, signIn, freshServer } from './support/server.ts'

const post = (server: WebitelServer, path: string, body: object) => call(server, path, { body })

const signInWith = (server: WebitelServer, role: Role, password = server.login(role).password) =>
  post(server, '/login', { username: server.login(role).login, password })

const changeOf = (server: WebitelServer, role: Role, password: string, more: object = {}) => {
  const [username, domain] = server.login(role).login.split('@')
  return {
    username,
    domain,
    old_password: server.login(role).password,
    user_password: password,
    confirm_password: password,
    ...more,
  }
}

const change = (server: WebitelServer, role: Role, password: string, more?: object) =>
  call(server, '/users/password', { method: 'PUT', body: changeOf(server, role, password, more) })

describe('the domain step', () => {
  test('is answered with status 300', async () => {
    const server = await freshServer()
    expect(await call(server, '/login?domain=cc.example.com')).toMatchObject({
      status: 300,
      body: { login_options: 'local_password_only' },
    })
  })

  test('names the providers and whether a second factor follows', async () => {
    const server = await freshServer()
    const domain = async (name: string) => (await call(server, `/login?domain=${name}`)).body
    expect(await domain('sso.example.com')).toEqual({
      login_options: 'sso_and_local',
      providers: [
        { name: 'Example ID', url: '/example-id', vendor: 'example' },
        { name: 'Acme Login', url: '/acme', vendor: 'acme' },
      ],
    })
    expect(await domain('SSO-only.example.com')).toMatchObject({ login_options: 'sso_only' })
    expect(await domain('secure.example.com')).toEqual({
      login_options: 'local_password_only',
      enabled_tfa: true,
    })
  })

  test('does not know every domain', async () => {
    const server = await freshServer()
    for (const domain of ['nowhere.example', 'constructor'])
      expect(await call(server, `/login?domain=${domain}`)).toMatchObject({
        status: 404,
        body: { id: 'app.domain.not_found', code: 404, status: 'Not Found' },
      })
  })
})

describe('the password step', () => {
  test('gives a key, flat, that opens the API', async () => {
    const server = await freshServer()
    const { status, body } = await signInWith(server, 'admin')
    expect([status, body]).toEqual([200, { access_token: expect.any(String), token_type: 'Bearer' }])
    expect(server.state.sessions().map(({ access }) => access)).toEqual([body['access_token']])
  })

  test('takes the login in any case', async () => {
    const server = await freshServer()
    const { login, password } = server.login('admin')
    expect((await post(server, '/login', { username: login.toUpperCase(), password })).status).toBe(200)
  })

  test('refuses a wrong password and an unknown login alike', async () => {
    const server = await freshServer()
    const wrong = await signInWith(server, 'admin', 'wrong')
    const unknown = await post(server, '/login', { username: 'nobody@cc.example.com', password: 'x' })
    expect(wrong).toMatchObject({ status: 401, body: { id: 'app.login.denied', code: 401 } })
    expect(unknown.body).toEqual(wrong.body)
    expect(server.state.sessions()).toEqual([])
  })

  test('needs both fields, as texts', async () => {
    const server = await freshServer()
    for (const body of [{}, { username: 'olena@cc.example.com' }, { username: 7, password: true }])
      expect((await post(server, '/login', body)).status).toBe(400)
  })

  test('ends with the sign-out', async () => {
    const server = await freshServer()
    const admin = await as(server)
    expect((await admin.call('/logout', { body: {} })).status).toBe(200)
    expect(await admin.call('/userinfo')).toMatchObject({
      status: 401,
      body: { id: 'app.context.unauthorized' },
    })
    expect(server.state.sessions()).toEqual([])
  })
})

describe('the second factor', () => {
  const begin = async (server: WebitelServer) => {
    const { body } = await signInWith(server, 'totp')
    return body['id']
  }

  test('is asked for, may be mistyped, and then gives the key', async () => {
    const server = await freshServer()
    const id = await begin(server)
    expect(id).toEqual(expect.any(String))
    expect(server.state.sessions()).toEqual([])
    expect((await post(server, '/login/2fa', { id, totp: '000000' })).status).toBe(401)
    const { totp } = server.login('totp')
    const { body } = await post(server, '/login/2fa', { id, totp })
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'Bearer' })
    expect((await post(server, '/login/2fa', { id, totp })).status).toBe(416)
  })

  test('expires: after five tries, when told to, and when it never began', async () => {
    const server = await freshServer()
    const { totp } = server.login('totp')
    const id = await begin(server)
    for (let tries = 0; tries < 5; tries++) await post(server, '/login/2fa', { id, totp: '000000' })
    expect(await post(server, '/login/2fa', { id, totp })).toMatchObject({ status: 416, body: { code: 416 } })
    const other = await begin(server)
    server.state.expireSecondFactors()
    expect((await post(server, '/login/2fa', { id: other, totp })).status).toBe(416)
    expect((await post(server, '/login/2fa', { id: 'never', totp })).status).toBe(416)
  })
})

describe('a password that must be changed', () => {
  test.for([
    ['expired', 'app.password.expired'],
    ['force-change', 'app.password.force_change'],
  ] as const)('%s: refused with 412, changed, and signed in with the new one', async ([role, id]) => {
    const server = await freshServer()
    expect(await signInWith(server, role)).toMatchObject({ status: 412, body: { id, code: 412 } })
    expect((await signInWith(server, role, 'wrong')).status).toBe(401)
    expect((await change(server, role, 'Brand-New-42')).status).toBe(200)
    expect((await signInWith(server, role)).status).toBe(401)
    expect((await signInWith(server, role, 'Brand-New-42')).status).toBe(200)
  })

  test.for([
    ['short', /at least 8 characters.*upper-case.*digit/],
    ['no-upper-case-1', /must have an upper-case letter$/],
    ['NO-LOWER-CASE-1', /must have a lower-case letter$/],
    ['No-digit-here', /must have a digit$/],
    ['Andrii-is-my-name-1', /login/],
  ] as const)('%s breaks the rules, which are told', async ([password, detail]) => {
    const server = await freshServer()
    const { status, body } = await change(server, 'expired', password)
    expect([status, body['id']]).toEqual([400, 'app.password.weak'])
    expect(body['detail']).toMatch(detail)
    expect((await signInWith(server, 'expired')).status).toBe(412)
  })

  test('the confirmation must be the same, the password another, the old one right', async () => {
    const server = await freshServer()
    const differ = await change(server, 'expired', 'Brand-New-42', { confirm_password: 'Brand-New-43' })
    expect([differ.status, differ.body['detail']]).toEqual([400, expect.stringContaining('differ')])
    const same = await change(server, 'expired', server.login('expired').password)
    expect([same.status, same.body['detail']]).toEqual([400, expect.stringContaining('old one')])
    expect((await change(server, 'expired', 'Brand-New-42', { old_password: 'x' })).status).toBe(401)
  })
})

test('people who sign in at once have a session each', async () => {
  const server = await freshServer()
  const keys = await Promise.all([signIn(server), signIn(server), signIn(server, 'reader')])
  expect(new Set(keys).size).toBe(3)
})
