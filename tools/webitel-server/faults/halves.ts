import type { FastifyReply, FastifyRequest } from 'fastify'
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { constants, type ServerHttp2Stream } from 'node:http2'

/** The first half of an answer's text. */
export function half(text: string): string {
  return text.slice(0, Math.ceil(text.length / 2))
}

/** The whole length is announced, so that no client can take the half for the whole. */
export function sendHalfOfBody(reply: FastifyReply, payload: string): void {
  reply.header('content-length', Buffer.byteLength(payload))
  reply.raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders)
  reply.raw.write(half(payload))
}

/**
 * Half a line of headers over HTTP/1.1. HTTP/2 has no lines, and node:http2 aborts the process when anybody
 * else writes to its socket: there it is an informational answer, after which the real one never comes.
 */
export function sendHalfOfHeaders(request: FastifyRequest): void {
  const stream = http2Stream(request)
  if (stream === undefined) request.raw.socket.write('HTTP/1.1 200 OK\r\ncontent-type: applic')
  else stream.additionalHeaders({ ':status': 103 })
}

/** Calls back when what was sent has left; over HTTP/2, when the client's answer to a ping shows it. */
export function afterFlush(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const session = http2Stream(request)?.session
  if (session) session.ping(done)
  else if (reply.raw.headersSent) reply.raw.write('', done)
  else request.raw.socket.write('', done)
}

const RESETS = {
  refused: constants.NGHTTP2_REFUSED_STREAM,
  'http-1.1-required': constants.NGHTTP2_HTTP_1_1_REQUIRED,
} as const

/** Resets the stream of an HTTP/2 request. @returns whether the request has one */
export function refuseStream(request: FastifyRequest, code: keyof typeof RESETS): boolean {
  const stream = http2Stream(request)
  stream?.close(RESETS[code])
  return stream !== undefined
}

function http2Stream(request: FastifyRequest): ServerHttp2Stream | undefined {
  const raw: IncomingMessage & { readonly stream?: ServerHttp2Stream } = request.raw
  return raw.stream
}
