import type { Provider, WaysToSignIn } from '../../../contract/index.ts'
import { failure } from '../../failure.ts'
import type { DomainFacts } from '../../webitel/login.ts'

/** @param login `user@domain`, exactly one `@` @throws Failure `invalid` for a login of another form */
export function domainOf(login: string): string {
  const [name = '', domain = '', ...more] = login.split('@')
  if (name === '' || domain === '' || more.length > 0) throw failure('invalid')
  return domain
}

/** What a domain offers. Where the server says that there is no password and names no other way, it is tried. */
export function waysOf({ providers, options }: DomainFacts, server: string): WaysToSignIn {
  const named = options === 'local_password_only' ? [] : providers
  const offered = named
    .filter(({ url }) => addressOf(server, url) !== undefined)
    .map(({ name, url, vendor }): Provider => ({ id: url, name: readable(name) || readable(vendor) || url }))
  return { password: options !== 'sso_only' || offered.length === 0, providers: offered }
}

/**
 * Where a provider's pages begin (WEBITEL.md, Signing in 5).
 *
 * @param provider a path, as the server names it
 * @returns nothing where it would lead out of the server's sign-in
 */
export function addressOf(server: string, provider: string): URL | undefined {
  const address = `${server}/api/login${provider}`
  if (!provider.startsWith('/') || !URL.canParse(address)) return undefined
  const url = new URL(address)
  if (url.origin !== server || !url.pathname.startsWith('/api/login/')) return undefined
  url.searchParams.set('redirect_uri', `${server}/app/auth`)
  return url
}

/** A name from a server, for a button and a window's title: one short line, written in one direction. */
const readable = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 60)
