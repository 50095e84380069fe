import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { IncomingHttpHeaders } from 'node:http'
import { isLate, type FaultContext } from './faults/hooks.ts'
import type { RouteName } from './routes/names.ts'

/** A request that arrived, whatever became of it. */
export interface RequestRecord {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** Absent for an unknown route. */
  readonly route?: RouteName
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: IncomingHttpHeaders
  readonly httpVersion: string
  /** ms since the epoch. */
  readonly at: number
  /** Absent as long as no whole answer was sent: pending, hung or dropped. */
  readonly status?: number
  /** When sending its answer began, whatever became of that: ms since the epoch. */
  readonly answeredAt?: number
}

type Pending = { -readonly [Key in keyof RequestRecord]: RequestRecord[Key] }

/** Keeps every request in order of arrival. */
export class RequestLog {
  readonly records: Pending[] = []
  readonly #pending = new WeakMap<object, Pending>()

  /** Starts keeping the requests below the given instance; the server's own late work is none. */
  attach(app: FastifyInstance, own: FaultContext): void {
    app.addHook('onRequest', async (request) => {
      if (!isLate(own, request)) this.#arrived(request)
    })
    app.addHook('onSend', async (request) => {
      const record = this.#pending.get(request)
      if (record !== undefined) record.answeredAt = Date.now()
    })
    app.addHook('onResponse', async (request, reply) => {
      const record = this.#pending.get(request)
      const whole = reply.raw.writableFinished && !own.broken.has(request)
      if (record !== undefined && whole) record.status = reply.statusCode
    })
  }

  clear(): void {
    this.records.length = 0
  }

  #arrived(request: FastifyRequest): void {
    const { name } = request.routeOptions.config
    const record: Pending = {
      method: request.method,
      path: request.url.split('?')[0] ?? '',
      ...(name !== undefined && { route: name }),
      query: request.query as Readonly<Record<string, unknown>>,
      headers: request.headers,
      httpVersion: request.raw.httpVersion,
      at: Date.now(),
    }
    this.#pending.set(request, record)
    this.records.push(record)
  }
}
