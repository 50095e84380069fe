import {
  request as httpRequest,
  Agent as HttpAgent,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http'
import { connect, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { text } from 'node:stream/consumers'
import { startWebitelServer, type WebitelServer } from '../../../tools/webitel-server/index.ts'

export const PROTOCOLS = ['http', 'https', 'h2'] as const
export type Protocol = (typeof PROTOCOLS)[number]

export interface RawRequest {
  readonly method?: string
  readonly path: string
  readonly access?: string
  readonly body?: string
}

export interface RawAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A client that keeps one connection and never sends anything twice. */
export interface RawClient {
  send(request: RawRequest): Promise<RawAnswer>
  close(): void
}

/** A server that speaks that protocol. */
export function startWith(protocol: Protocol): Promise<WebitelServer> {
  return startWebitelServer({ big: false, tls: protocol !== 'http', http2: protocol === 'h2' })
}

/** A client of that protocol, which trusts the server's authority. */
export function rawClient(protocol: Protocol, server: WebitelServer): RawClient {
  if (protocol === 'h2') return http2Client(server)
  return http1Client(server)
}

function http1Client(server: WebitelServer): RawClient {
  const secure = server.certificate !== undefined
  const agent = secure
    ? new HttpsAgent({ keepAlive: true, maxSockets: 1, ca: server.certificate })
    : new HttpAgent({ keepAlive: true, maxSockets: 1 })
  const send = async ({ method = 'GET', path, access, body }: RawRequest): Promise<RawAnswer> => {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    const options = { method, agent, headers: headersOf(access, body) }
    const request = (secure ? httpsRequest : httpRequest)(`${server.url}/api${path}`, options, resolve)
    request.on('error', reject).end(body)
    const response = await promise
    return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) }
  }
  return { send, close: () => agent.destroy() }
}

function http2Client(server: WebitelServer): RawClient {
  const session = connect(server.url, { ca: server.certificate ?? '' })
  session.on('error', () => undefined)
  return { send: (request) => sendHttp2(session, request), close: () => session.destroy() }
}

async function sendHttp2(session: ClientHttp2Session, request: RawRequest): Promise<RawAnswer> {
  const stream = session.request({
    ':method': request.method ?? 'GET',
    ':path': `/api${request.path}`,
    ...headersOf(request.access, request.body),
  })
  stream.end(request.body)
  const headers = await http2Headers(stream)
  const length = headers['content-length']
  const body = await text(stream)
  // node:http2 takes a connection that ends for the end of the body; browsers don't.
  if (length !== undefined && Number(length) !== Buffer.byteLength(body)) throw new Error('broken off')
  return { status: headers[':status'] ?? 0, headers, body }
}

type Http2Headers = IncomingHttpHeaders & { readonly ':status'?: number | undefined }

function http2Headers(stream: ClientHttp2Stream): Promise<Http2Headers> {
  const { promise, resolve, reject } = Promise.withResolvers<Http2Headers>()
  stream.once('response', resolve)
  stream.once('error', reject)
  stream.once('close', () => reject(new Error('closed without an answer')))
  return promise
}

function headersOf(access: string | undefined, body: string | undefined): Record<string, string> {
  return {
    ...(access !== undefined && { 'x-webitel-access': access }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
}
