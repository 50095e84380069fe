import { expect, it, vi } from 'vitest'
import { keyOfCookies } from '../../../../../src/main/session/sso/cookie-key.ts'

const signal = new AbortController().signal
const SERVER = 'https://cc.example.com'
const answers = (body: string, status = 200) =>
  vi.fn<Parameters<typeof keyOfCookies>[0]>(async () => new Response(body, { status }))

it('asks with the cookies, follows no redirect, keeps nothing', async () => {
  const fetch = answers('{"access_token":"k3y"}')
  expect(await keyOfCookies(fetch, SERVER, signal)).toBe('k3y')
  expect(fetch).toHaveBeenCalledWith(`${SERVER}/api/login?domain=`, {
    credentials: 'include',
    cache: 'no-store',
    redirect: 'error',
    signal,
  })
})

it.each([
  ['nobody is signed in yet', answers('{"id":"app.context.unauthorized","code":401}', 401)],
  ['a key in an answer that is none', answers('{"access_token":"k3y"}', 401)],
  ['the domain step, which is 300', answers('{"access_token":"k3y"}', 300)],
  ['a page', answers('<html>')],
  ['nothing', answers('')],
  ['another shape', answers('{"access_token":5}')],
  ['what no header holds', answers('{"access_token":"k3y\\r\\nx: y"}')],
  ['no network', vi.fn(() => Promise.reject(new Error('net::ERR_FAILED')))],
])('%s: no key', async (_, fetch) => {
  expect(await keyOfCookies(fetch, SERVER, signal)).toBeUndefined()
})
