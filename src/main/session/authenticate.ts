import { failure } from '../failure.ts'
import type { Identity, LoginApi } from '../webitel/login.ts'

/** How to speak to a server with a key that is asked for at each request. */
export type Connect = (server: string, access: () => string | undefined) => LoginApi

export interface Authenticated {
  readonly access: string
  readonly identity: Identity
}

/**
 * Login and password, in Webitel's two steps, then who that is.
 *
 * @param login `user@domain`
 * @throws Failure `invalid` for a login of another form, and whatever the server says
 */
export async function authenticate(
  connect: Connect,
  server: string,
  login: string,
  password: string,
  signal: AbortSignal,
): Promise<Authenticated> {
  let access: string | undefined
  const api = connect(server, () => access)
  await api.domain(domainOf(login), signal)
  access = await api.password(login, password, signal)
  return { access, identity: await api.identity(signal) }
}

function domainOf(login: string): string {
  const [name = '', domain = '', ...more] = login.split('@')
  if (name === '' || domain === '' || more.length > 0) throw failure('invalid')
  return domain
}
