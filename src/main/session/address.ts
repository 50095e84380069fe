import { isIP } from 'node:net'
import { failure } from '../failure.ts'

/** A server's address as typed, read. */
export interface Address {
  /** Origin; the API lies below `/api` there. */
  readonly server: string
  /** Whether a password would travel readable by others on the way. */
  readonly exposed: boolean
}

/**
 * `https://` is assumed; a path, as copied from a browser, is dropped.
 *
 * @throws Failure `unreachable` when it is no address at all
 */
export function readAddress(typed: string): Address {
  const text = typed.trim()
  const url = parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.hostname === '' ||
    url.username !== '' ||
    url.password !== ''
  )
    throw failure('unreachable')
  return { server: url.origin, exposed: url.protocol === 'http:' && !isThisMachine(url.hostname) }
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

/** @param hostname of a URL */
export function isThisMachine(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) === 4) return host.startsWith('127.')
  return host === '::1' || host === 'localhost' || host.endsWith('.localhost')
}
