import { describe, expect, it } from 'vitest'
import { mayLoad, mayVisit } from '../../../../../src/main/session/sso/policy.ts'

const HTTPS = 'https://cc.example.com'
const HTTP = 'http://cc.example.com'
const HERE = 'http://127.0.0.1:8480'

describe('where the pages of a provider may go', () => {
  it.each([
    [HTTPS, 'https://cc.example.com/app/auth'],
    [HTTPS, 'https://accounts.provider.example/login?x=1'],
    [HTTP, 'http://cc.example.com/app/auth'],
    [HTTP, 'https://accounts.provider.example/'],
    [HERE, 'http://127.0.0.1:8480/app/auth'],
    [HERE, 'http://localhost:9000/provider'],
    [HERE, 'http://[::1]:9000/'],
  ])('signing in at %s: to %s', (server, address) => {
    expect(mayVisit(address, server)).toBe(true)
  })

  it.each([
    [HTTPS, 'http://cc.example.com/app/auth'],
    [HTTPS, 'http://accounts.provider.example/'],
    [HTTPS, 'http://127.0.0.1:9000/'],
    [HTTPS, 'http://localhost/'],
    [HTTP, 'http://cc.example.com:8080/'],
    [HTTP, 'http://127.0.0.1/'],
    [HERE, 'http://accounts.provider.example/'],
    [HERE, 'http://127.0.0.1.provider.example/'],
    [HERE, 'http://192.168.0.1/'],
    ...[
      'file:///etc/passwd',
      'app://webitel-tokens/index.html',
      'data:text/html,<h1>Sign in</h1>',
      'blob:https://cc.example.com/0b5f3f9e',
      'about:blank',
      'javascript:alert(1)',
      'chrome://settings',
      'devtools://devtools',
      'view-source:https://cc.example.com',
      'ftp://cc.example.com',
      'mailto:a@b',
      'ms-settings:',
      'ws://127.0.0.1:8480',
      'no address',
      '',
    ].map((address) => [HERE, address]),
  ] as [string, string][])('signing in at %s: not to %j', (server, address) => {
    expect(mayVisit(address, server)).toBe(false)
  })
})

describe('what they may load', () => {
  it.each([
    'https://cdn.example/x.js',
    'wss://provider.example/',
    'data:image/png;base64,',
    'blob:https://a.b/1',
  ])('%s', (address) => expect(mayLoad(address, HTTPS)).toBe(true))
  it.each([
    'http://cdn.example/x.js',
    'ws://provider.example/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'app://x/',
  ])('not %s', (address) => expect(mayLoad(address, HTTPS)).toBe(false))
  it('the sockets of a server on this machine', () => {
    expect(mayLoad('ws://127.0.0.1:8480/', HERE)).toBe(true)
  })
})
