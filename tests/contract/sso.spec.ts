import { describe, expect, onTestFinished, test } from 'vitest'
import type { WebitelServer } from '../../tools/webitel-server/index.ts'
import { rawClient, startWith } from './support/raw.ts'
import { call, freshServer } from './support/server.ts'

const addressOf = (server: WebitelServer, redirect = `${server.url}/app/auth`, provider = 'example-id') =>
  `${server.url}/api/login/${provider}?redirect_uri=${encodeURIComponent(redirect)}`

const submit = (server: WebitelServer, login: string, password: string) =>
  fetch(addressOf(server), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ login, password }),
  })

describe('signing in through a provider', () => {
  test('a form, a cookie, the way back, and the key for the cookie', async () => {
    const server = await freshServer()
    const page = await fetch(addressOf(server))
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await page.text()).toMatch(/<form method="post">.*name="login".*name="password"/s)
    const { login, password, userId } = server.login('sso')
    const answer = await submit(server, login, password)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${server.url}/app/auth`])
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax$/)
    const key = await fetch(`${server.url}/api/login?domain=`, {
      headers: { cookie: `other=1; ${cookie.split(';')[0]}` },
    })
    expect(key.status).toBe(200)
    const { access_token: access } = (await key.json()) as { access_token: string }
    expect((await call(server, '/userinfo', { access })).body).toMatchObject({ user_id: userId })
  })

  test('without the cookie there is no key', async () => {
    const server = await freshServer()
    expect((await call(server, '/login?domain=')).status).toBe(401)
    expect((await call(server, '/login')).status).toBe(401)
  })

  test('a wrong password shows the form again, and why', async () => {
    const server = await freshServer()
    const answer = await submit(server, server.login('sso').login, 'wrong')
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([401, null])
    expect(await answer.text()).toMatch(/role="alert">Wrong login or password.*<form/s)
  })

  test('a provider that says no leads back with an error, and without a cookie', async () => {
    const server = await freshServer()
    const answer = await fetch(addressOf(server), {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ deny: 'yes' }),
    })
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([303, null])
    const back = new URL(answer.headers.get('location') ?? '')
    expect(back.pathname).toBe('/app/auth')
    expect(back.searchParams.get('error')).toBe('access_denied')
  })

  test('nobody is led elsewhere with a fresh session', async () => {
    const server = await freshServer()
    for (const redirect of ['https://elsewhere.example/', '//elsewhere.example', 'javascript:alert(1)', ''])
      expect((await fetch(addressOf(server, redirect))).status).toBe(400)
    expect((await fetch(addressOf(server, '/app/auth'))).status).toBe(200)
  })

  test('an unknown provider is none', async () => {
    const server = await freshServer()
    expect((await fetch(addressOf(server, undefined, 'unknown'))).status).toBe(404)
  })

  test('the page of the web client offers the providers and hands on the key', async () => {
    const server = await freshServer()
    const html = await (await fetch(`${server.url}/app/auth`)).text()
    expect(html).toContain('data-provider="/example-id"')
    expect(html).toContain("fetch('/api/login?domain=', { credentials: 'include' })")
    expect(html).toContain('/app/?accessToken=')
    server.switches.authPageTellsKey = false
    expect(await (await fetch(`${server.url}/app/auth`)).text()).not.toContain('<script>')
    expect((await fetch(`${server.url}/app/?accessToken=x`)).status).toBe(200)
  })

  test('works over HTTP/2, whose requests name their host otherwise, with a secure cookie', async () => {
    const server = await startWith('h2')
    const client = rawClient('h2', server)
    onTestFinished(async () => {
      client.close()
      await server.close()
    })
    const path = addressOf(server).slice(`${server.url}/api`.length)
    expect((await client.send({ path })).status).toBe(200)
    const { login, password } = server.login('sso')
    const body = JSON.stringify({ login, password })
    expect((await client.send({ method: 'POST', path, body })).headers).toMatchObject({
      'set-cookie': [expect.stringMatching(/; Secure$/)],
      location: `${server.url}/app/auth`,
    })
  })
})
