import type { FastifyRequest } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultContext } from './hooks.ts'

/** Marks requests that the server makes to itself; no client can know it. */
export const LATE_HEADER = 'x-late-work'

/** Does the work of a request after its answer, as a server behind an impatient gateway would. */
export function workLater(context: FaultContext, request: FastifyRequest, afterMs: number): void {
  const { method, url, headers, body, server } = request
  const work = async (): Promise<void> => {
    await sleep(afterMs, undefined, { signal: context.closing })
    await server.inject({
      method: method as 'GET',
      url,
      headers: { 'x-webitel-access': headers['x-webitel-access'], [LATE_HEADER]: context.lateKey },
      ...(body !== undefined && { payload: body as object }),
    })
  }
  // Closing the server in between is no failure: the work is then never done.
  context.faults.addLate(work().catch(() => undefined))
}
