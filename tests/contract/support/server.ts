import { onTestFinished } from 'vitest'
import { startWebitelServer, type Role, type WebitelServer } from '../../../tools/webitel-server/index.ts'

/** An answer of the server, its body read: as JSON where it is, else as text. */
export interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

export interface CallOptions {
  readonly method?: string
  readonly access?: string
  readonly body?: unknown
}

/** A token as answers show it. */
export interface WireToken {
  readonly id: string
  readonly token?: string
  readonly usage?: string
  readonly created_at?: string
  readonly created_by?: { readonly id: string; readonly name?: string }
  readonly deleted_at?: string
  readonly deleted_by?: { readonly id: string; readonly name?: string }
}

export interface WirePage {
  readonly items?: readonly WireToken[]
  readonly next?: boolean
}

/** A server for the running test alone, without the ten thousand tokens; ends with the test. */
export async function freshServer(): Promise<WebitelServer> {
  const server = await startWebitelServer({ big: false })
  onTestFinished(() => server.close())
  return server
}

/** Sends a request below `/api`. */
export async function call<Body = Record<string, unknown>>(
  server: WebitelServer,
  path: string,
  options: CallOptions = {},
): Promise<Answer<Body>> {
  const response = await fetch(`${server.url}/api${path}`, request(options))
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json')
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text }
}

function request({ method, access, body }: CallOptions): RequestInit {
  return {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: {
      ...(access !== undefined && { 'x-webitel-access': access }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
}

/** Signs in as the person with that role and gives the session's key. */
export async function signIn(server: WebitelServer, role: Role = 'admin'): Promise<string> {
  const { login, password } = server.login(role)
  const { body } = await call<{ access_token: string }>(server, '/login', {
    body: { username: login, password },
  })
  return body.access_token
}

/** Signed in as that role: calls with the session's key. */
export async function as(server: WebitelServer, role: Role = 'admin') {
  const access = await signIn(server, role)
  const { userId } = server.login(role)
  return {
    access,
    userId,
    tokens: `/users/${userId}/tokens`,
    call: <Body = Record<string, unknown>>(path: string, options: CallOptions = {}) =>
      call<Body>(server, path, { access, ...options }),
  }
}
