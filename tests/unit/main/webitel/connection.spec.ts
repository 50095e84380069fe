import { describe, expect, it } from 'vitest'
import { failure } from '../../../../src/main/failure.ts'
import { connectionFailure, neverSent } from '../../../../src/main/webitel/connection.ts'

/** As Node throws: a TypeError whose cause has the name. */
const node = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('words'), { code }) })
const chromium = (name: string) => new Error(`net::${name}`)

const TABLE = [
  [chromium('ERR_CERT_AUTHORITY_INVALID'), 'certificate'],
  [chromium('ERR_CERT_DATE_INVALID'), 'certificate'],
  [chromium('ERR_SSL_PROTOCOL_ERROR'), 'certificate'],
  [chromium('ERR_BAD_SSL_CLIENT_AUTH_CERT'), 'certificate'],
  [node('DEPTH_ZERO_SELF_SIGNED_CERT'), 'certificate'],
  [node('CERT_HAS_EXPIRED'), 'certificate'],
  [node('ERR_TLS_CERT_ALTNAME_INVALID'), 'certificate'],
  [node('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'certificate'],
  [chromium('ERR_PROXY_CONNECTION_FAILED'), 'proxy'],
  [chromium('ERR_TUNNEL_CONNECTION_FAILED'), 'proxy'],
  [chromium('ERR_MANDATORY_PROXY_CONFIGURATION_FAILED'), 'proxy'],
  [chromium('ERR_INTERNET_DISCONNECTED'), 'offline'],
  [node('ENETDOWN'), 'offline'],
  [chromium('ERR_NAME_NOT_RESOLVED'), 'unreachable'],
  [chromium('ERR_CONNECTION_REFUSED'), 'unreachable'],
  [chromium('ERR_ADDRESS_UNREACHABLE'), 'unreachable'],
  [chromium('ERR_UNSAFE_PORT'), 'unreachable'],
  [node('ENOTFOUND'), 'unreachable'],
  [node('ECONNREFUSED'), 'unreachable'],
  [node('EAI_AGAIN'), 'unreachable'],
  [node('EHOSTUNREACH'), 'unreachable'],
  [chromium('ERR_CONNECTION_TIMED_OUT'), 'timeout'],
  [chromium('ERR_TIMED_OUT'), 'timeout'],
  [node('UND_ERR_HEADERS_TIMEOUT'), 'timeout'],
  [node('ETIMEDOUT'), 'timeout'],
  [new TypeError('fetch failed', { cause: new Error('unexpected redirect') }), 'redirected'],
  [chromium('ERR_TOO_MANY_REDIRECTS'), 'redirected'],
  [chromium('ERR_CONNECTION_RESET'), 'connection-lost'],
  [chromium('ERR_EMPTY_RESPONSE'), 'connection-lost'],
  [chromium('ERR_NETWORK_CHANGED'), 'connection-lost'],
  [chromium('ERR_CONTENT_LENGTH_MISMATCH'), 'connection-lost'],
  [chromium('ERR_HTTP2_PROTOCOL_ERROR'), 'connection-lost'],
  [node('ECONNRESET'), 'connection-lost'],
  [node('UND_ERR_SOCKET'), 'connection-lost'],
  ['no error at all', 'connection-lost'],
  [undefined, 'connection-lost'],
] as const

const nameOf = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.message} ${JSON.stringify(thrown.cause ?? '')}` : String(thrown)

describe('connectionFailure', () => {
  it.each(TABLE.map(([thrown, code]) => [nameOf(thrown), code, thrown] as const))(
    'takes %s for %s',
    (_, code, thrown) => expect(connectionFailure(thrown).error.code).toBe(code),
  )

  it('says whether another try may help', () => {
    const worth = TABLE.filter(([thrown]) => connectionFailure(thrown).error.retryable).map(
      ([, code]) => code,
    )
    expect([...new Set(worth)].toSorted()).toEqual(['connection-lost', 'offline', 'timeout', 'unreachable'])
  })

  it('passes no words on: they may hold an address with its query', () => {
    const thrown = new Error('net::ERR_FAILED loading https://cc.example.com/api/login?domain=secret.example')
    const { error, message } = connectionFailure(thrown)
    expect(JSON.stringify([error, message])).not.toContain('secret')
  })
})

describe('neverSent', () => {
  it.each([
    'ERR_CERT_AUTHORITY_INVALID',
    'ERR_NAME_NOT_RESOLVED',
    'ERR_CONNECTION_REFUSED',
    'ERR_TUNNEL_CONNECTION_FAILED',
    'ERR_PROXY_CONNECTION_FAILED',
  ])('is certain after %s', (name) => expect(neverSent(connectionFailure(chromium(name)))).toBe(true))

  it("is certain after a proxy's 407", () => {
    expect(neverSent(failure('proxy', { status: 407 }))).toBe(true)
  })

  it.each([
    'ERR_SSL_PROTOCOL_ERROR',
    'ERR_ADDRESS_UNREACHABLE',
    'ERR_INTERNET_DISCONNECTED',
    'ERR_NETWORK_CHANGED',
    'ERR_CONNECTION_RESET',
    'ERR_CONNECTION_CLOSED',
    'ERR_EMPTY_RESPONSE',
    'ERR_TIMED_OUT',
    'ERR_FAILED',
  ])('is not after %s', (name) => expect(neverSent(connectionFailure(chromium(name)))).toBe(false))

  it('is not after a defect', () => expect(neverSent(new TypeError('x'))).toBe(false))
})
