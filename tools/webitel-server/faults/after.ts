import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FaultContext } from './hooks.ts'
import type { FaultKind } from './kinds.ts'
import { htmlPage, madeUpAnswer } from './made-up.ts'
import { mistyped } from './mistype.ts'
import { withNulls, withOddField } from './odd-fields.ts'
import { afterFlush, half, refuseStream, sendHalfOfBody, sendHalfOfHeaders } from './halves.ts'

/** What to send instead; `undefined`: nothing any more. */
export type Replacement = string | undefined

/** Acts on the answer, the work being done. */
export function actAfter(
  context: FaultContext,
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
    case 'no-content':
      reply.code(204).removeHeader('content-type').removeHeader('content-length')
      return ''
    case 'odd-field':
      return withOddField(payload, fault.field, fault.value, fault.row)
    case 'null-fields':
      return withNulls(payload)
    case 'byte-order-mark':
      return `\ufeff${payload}`
    case 'secretless-body':
      return withoutSecret(payload)
    case 'content-type':
      reply.type(fault.type)
      return fault.body === 'html' ? htmlPage(200) : payload
    case 'oversize':
      return padded(payload, fault.bytes)
    case 'drop':
    case 'hang':
      breakOff(context, request, reply, fault, payload)
      return undefined
    case 'refuse-stream':
      context.broken.add(request)
      // HTTP/1.1 has no streams.
      if (!refuseStream(request, fault.code)) context.connections.cut(request.raw.socket.remotePort)
      return undefined
    case 'latency':
    case 'twice':
    case 'twin':
    case '429':
    case 'redirect':
    case 'late-work':
    case 'expire-sessions':
      // All done before the work.
      return payload
  }
}

function cutBody(request: FastifyRequest, reply: FastifyReply, payload: string): string {
  if (request.raw.httpVersionMajor === 1) reply.header('connection', 'close')
  return half(payload)
}

function withoutSecret(payload: string): string {
  const { token: _, ...rest } = JSON.parse(payload) as Record<string, unknown>
  return JSON.stringify(rest)
}

function padded(payload: string, bytes: number): string {
  const start = payload.endsWith('}') ? payload.slice(0, -1) : '{'
  const comma = start === '{' ? '' : ','
  return `${start}${comma}"padding":"${'x'.repeat(bytes)}"}`
}

function breakOff(
  context: FaultContext,
  request: FastifyRequest,
  reply: FastifyReply,
  fault: Extract<FaultKind, { kind: 'drop' | 'hang' }>,
  payload: string,
): void {
  context.broken.add(request)
  const cut = () => context.connections.cut(request.raw.socket.remotePort)
  if (fault.when === 'body') sendHalfOfBody(reply, payload)
  if (fault.when === 'headers') sendHalfOfHeaders(request)
  if (fault.kind === 'hang') return
  if (fault.when === 'after') cut()
  else afterFlush(request, reply, cut)
}
