import type { FastifyReply } from 'fastify'
import { STATUS_CODES } from 'node:http'
import { errorBody } from '../errors.ts'
import type { FaultKind } from './kinds.ts'

type StatusFault = Extract<FaultKind, { kind: 'status' }>
type TooManyFault = Extract<FaultKind, { kind: '429' }>

/** The page of a proxy that stands in front. */
export function htmlPage(status: number): string {
  const title = `${status} ${STATUS_CODES[status] ?? ''}`.trim()
  return `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1><hr>proxy</body></html>`
}

/** Puts a made-up status on the answer and gives its body. */
export function madeUpAnswer(reply: FastifyReply, fault: StatusFault): string {
  reply.code(fault.status).removeHeader('content-type')
  if (fault.body === 'none') return ''
  if (fault.body === 'html') {
    reply.type('text/html; charset=utf-8')
    return htmlPage(fault.status)
  }
  reply.type('application/json; charset=utf-8')
  const detail = fault.detail ?? `${STATUS_CODES[fault.status] ?? 'Unknown'} (on demand)`
  return JSON.stringify(errorBody(fault.status, fault.id ?? 'app.fault', detail))
}

/** Status 429, with `Retry-After` in the asked form. */
export function tooManyRequests(reply: FastifyReply, fault: TooManyFault): string {
  const value = retryAfter(fault)
  if (value !== undefined) reply.header('retry-after', value)
  const detail = 'Too many requests'
  return madeUpAnswer(reply, { kind: 'status', status: 429, body: 'json', id: 'app.rate.limit', detail })
}

/** Such a date has whole seconds only: rounded up, so that it never lies in the past. */
function retryAfter(fault: TooManyFault): string | undefined {
  if (fault.retryAfter !== 'date') return fault.retryAfter?.toString()
  const at = Date.now() + (fault.seconds ?? 2) * 1000
  return new Date(Math.ceil(at / 1000) * 1000).toUTCString()
}
