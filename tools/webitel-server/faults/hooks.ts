import type { FastifyInstance, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { State } from '../state.ts'
import type { Connections } from '../transport.ts'
import { actAfter } from './after.ts'
import { actBefore } from './before.ts'
import type { Faults } from './faults.ts'
import type { FaultKind } from './kinds.ts'
import { LATE_HEADER, workAsWell } from './own-work.ts'

/** What faults act upon. */
export interface FaultContext {
  readonly faults: Faults
  readonly connections: Connections
  readonly state: State
  /** Aborted when the server closes: nothing waits on. */
  readonly closing: AbortSignal
  readonly lateKey: string
  /** Requests whose answer was broken off or never came. */
  readonly broken: WeakSet<FastifyRequest>
}

/** The context of a server's faults. */
export function faultContext(parts: Omit<FaultContext, 'lateKey' | 'broken'>): FaultContext {
  return { ...parts, lateKey: randomUUID(), broken: new WeakSet() }
}

/** Lets the planned faults happen: before the work, once its request was read whole, or to its answer. */
export function applyFaults(app: FastifyInstance, context: FaultContext): void {
  const onAnswer = new WeakMap<FastifyRequest, FaultKind>()
  app.addHook('preHandler', async (request, reply) => {
    if (isLate(context, request)) return undefined
    const due = context.faults.take(request.routeOptions.config.name)
    if (due.held.length > 0) await Promise.race([Promise.all(due.held), aborted(context.closing)])
    if (due.latency > 0) await sleep(due.latency, undefined, { signal: context.closing })
    for (const work of due.extra) await workAsWell(context, request, work)
    if (due.kind === undefined) return undefined
    const answered = actBefore(context, request, reply, due.kind)
    if (answered === undefined) onAnswer.set(request, due.kind)
    return answered
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    const fault = onAnswer.get(request)
    if (fault === undefined) return done(null, payload)
    const text = typeof payload === 'string' ? payload : ''
    const replaced = actAfter(context, request, reply, fault, text)
    // Never calling back leaves the answer unsent.
    if (replaced !== undefined) done(null, replaced)
  })
}

const aborted = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort')
}

/** Whether the server itself does the late work of an earlier request. */
export function isLate(context: FaultContext, request: FastifyRequest): boolean {
  return request.headers[LATE_HEADER] === context.lateKey
}
