import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OutgoingHttpHeaders } from 'node:http'
import type { Connections } from '../transport.ts'
import type { FaultKind } from './kinds.ts'
import { htmlPage, madeUpAnswer } from './made-up.ts'
import { mistyped } from './mistype.ts'

/** What to send instead; `undefined`: nothing any more. */
export type Replacement = string | undefined

/** Acts on the answer, the work being done. */
export function actAfter(
  connections: Connections,
  request: FastifyRequest,
  reply: FastifyReply,
  fault: FaultKind,
  payload: string,
): Replacement {
  switch (fault.kind) {
    case 'status':
      return madeUpAnswer(reply, fault)
    case 'cut-body':
      return cutBody(request, reply, payload)
    case 'mistyped-body':
      return mistyped(payload, fault.as ?? 'fields')
    case 'empty-body':
      return ''
    case 'content-type':
      reply.type(fault.type)
      return fault.body === 'html' ? htmlPage(200) : payload
    case 'oversize':
      return padded(payload, fault.bytes)
    case 'drop':
    case 'hang':
      breakOff(connections, request, reply, fault, payload)
      return undefined
    default:
      return payload
  }
}

function cutBody(request: FastifyRequest, reply: FastifyReply, payload: string): string {
  if (request.raw.httpVersionMajor === 1) reply.header('connection', 'close')
  return half(payload)
}

function half(text: string): string {
  return text.slice(0, Math.ceil(text.length / 2))
}

function padded(payload: string, bytes: number): string {
  const start = payload.endsWith('}') ? payload.slice(0, -1) : '{'
  const comma = start === '{' ? '' : ','
  return `${start}${comma}"padding":"${'x'.repeat(bytes)}"}`
}

function breakOff(
  connections: Connections,
  request: FastifyRequest,
  reply: FastifyReply,
  fault: Extract<FaultKind, { kind: 'drop' | 'hang' }>,
  payload: string,
): void {
  const port = request.raw.socket.remotePort
  const cut = () => connections.cut(port)
  if (fault.when === 'body') sendHalfOfBody(reply, payload, fault.kind === 'drop' ? cut : () => undefined)
  else if (fault.when === 'headers') connections.writeRaw(port, halfOfHeaders(request), cut)
  else if (fault.kind === 'drop') cut()
}

/** The whole length is announced, so that no client can take the half for the whole. */
function sendHalfOfBody(reply: FastifyReply, payload: string, done: () => void): void {
  reply.header('content-length', Buffer.byteLength(payload))
  reply.raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders)
  reply.raw.write(half(payload), done)
}

/** For HTTP/2 a frame of headers that announces 96 bytes (type 1, END_HEADERS) and brings two. */
function halfOfHeaders(request: FastifyRequest): Buffer {
  if (request.raw.httpVersionMajor === 1) return Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: applic')
  return Buffer.from([0, 0, 96, 1, 4, 0, 0, 0, 1, 0x88, 0x5f])
}
