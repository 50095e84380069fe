import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FaultContext } from './hooks.ts'
import type { FaultKind } from './kinds.ts'
import { workLater } from './own-work.ts'
import { madeUpAnswer, tooManyRequests } from './made-up.ts'

/**
 * Acts on a fault that comes before the work. `undefined`: the work is to be done, and the fault
 * acts on its answer, if at all.
 */
export function actBefore(
  context: FaultContext,
  request: FastifyRequest,
  reply: FastifyReply,
  fault: FaultKind,
): FastifyReply | undefined {
  if (fault.kind === 'expire-sessions') context.state.expireSessions()
  if (fault.kind === 'redirect') return reply.redirect(fault.to, fault.status ?? 302)
  if (fault.kind === '429') return reply.send(tooManyRequests(reply, fault))
  if (fault.kind === 'status' && !fault.after) return reply.send(madeUpAnswer(reply, fault))
  if (fault.kind === 'late-work') {
    workLater(context, request, fault.afterMs)
    return reply.send(madeUpAnswer(reply, { kind: 'status', status: fault.status, body: 'html' }))
  }
  if ((fault.kind !== 'drop' && fault.kind !== 'hang') || fault.when !== 'before') return undefined
  // Hijacked: nobody answers this request any more.
  reply.hijack()
  context.broken.add(request)
  if (fault.kind === 'drop') context.connections.cut(request.raw.socket.remotePort)
  return reply
}
