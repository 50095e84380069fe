import { describe, expect, it } from 'vitest'
import { addressOf, domainOf, waysOf } from '../../../../../src/main/session/sign-in/ways.ts'

const SERVER = 'https://cc.example.com'
const provider = (name: string, url = '/google', vendor = '') => ({ name, url, vendor })
const ID = { id: '/google', name: 'Google' }

describe('what a domain offers', () => {
  it.each([
    ['local_password_only', true, []],
    ['sso_and_local', true, [ID]],
    ['sso_only', false, [ID]],
    ['', true, [ID]],
    ['something new', true, [ID]],
  ])('%j', (options, password, providers) => {
    expect(waysOf({ options, providers: [provider('Google')] }, SERVER)).toEqual({ password, providers })
  })

  it('is the password where the only other way is not named', () => {
    expect(waysOf({ options: 'sso_only', providers: [] }, SERVER)).toEqual({ password: true, providers: [] })
    const elsewhere = [provider('Evil', '@evil.example/')]
    expect(waysOf({ options: 'sso_only', providers: elsewhere }, SERVER).providers).toEqual([])
  })

  it.each([
    [provider('', '/google', 'Vendor'), 'Vendor'],
    [provider('', '/google'), '/google'],
    [provider(' a\n\tb \u202e c '), 'a b c'],
    [provider('x'.repeat(500)), 'x'.repeat(60)],
  ])('under a name that fits a button: %j', (one, name) => {
    expect(waysOf({ options: 'sso_only', providers: [one] }, SERVER).providers[0]?.name).toBe(name)
  })
})

describe('where the pages of a provider begin', () => {
  const redirect = 'redirect_uri=https%3A%2F%2Fcc.example.com%2Fapp%2Fauth'

  it.each([
    ['/google', `/api/login/google?${redirect}`],
    ['/saml/acme?idp=1', `/api/login/saml/acme?idp=1&${redirect}`],
    ['/google?redirect_uri=https://evil.example', `/api/login/google?${redirect}`],
  ])('%s', (url, path) => {
    expect(addressOf(SERVER, url)?.href).toBe(`${SERVER}${path}`)
  })

  it.each([
    '',
    'google',
    '@evil.example/',
    '.evil.example/',
    ':444/',
    '/../../evil',
    '/%2e%2e/../evil',
    '\\..\\evil',
  ])('never out of the sign-in: %j', (url) => {
    expect(addressOf(SERVER, url)).toBeUndefined()
  })
})

it.each(['', 'olena', '@example.com', 'olena@', 'a@b@c', '@'])('%j is no login', (login) => {
  expect(() => domainOf(login)).toThrow('invalid')
})
