import type { FastifyRequest } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ExtraWork } from './faults.ts'
import type { FaultContext } from './hooks.ts'

/** Marks requests that the server sends to itself. Its value is secret, so clients can't use it. */
export const LATE_HEADER = 'x-late-work'

/** Does the work of a request after its response, like a server behind a gateway that timed out. */
export function workLater(context: FaultContext, request: FastifyRequest, afterMs: number): void {
  const work = async (): Promise<void> => {
    await sleep(afterMs, undefined, { signal: context.closing })
    await repeat(context, request, request.body)
  }
  // If the server is closed before, the work is never done. That isn't a failure.
  context.faults.addLate(work().catch(() => undefined))
}

/** Does the work of a request once more, or creates another token in the name of the same login. */
export async function workAsWell(
  context: FaultContext,
  request: FastifyRequest,
  extra: ExtraWork,
): Promise<void> {
  const isNamed = extra.kind === 'twin' && extra.usage !== undefined
  await repeat(context, request, isNamed ? { usage: extra.usage } : request.body)
}

/** Sends the request to this server again, without faults and without logging it. */
async function repeat(context: FaultContext, request: FastifyRequest, body: unknown): Promise<void> {
  const { method, url, headers, server } = request
  const access = headers['x-webitel-access']
  await server.inject({
    method: method as 'GET',
    url,
    headers: {
      ...(access !== undefined && { 'x-webitel-access': access }),
      [LATE_HEADER]: context.lateKey,
    },
    ...(body !== undefined && { payload: body as object }),
  })
}
