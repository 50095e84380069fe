import type { FastifyInstance } from 'fastify'
import type { Faults } from '../faults/faults.ts'
import { parseFault } from '../faults/parse.ts'
import { fieldsOf } from '../input.ts'
import type { RequestLog, RequestRecord } from '../requests.ts'
import type { State } from '../state.ts'
import type { Switches } from '../switches.ts'
import { parseSwitches } from './parse-switches.ts'

export interface ControlContext {
  readonly faults: Faults
  readonly requests: RequestLog
  readonly state: State
  readonly switches: Switches
}

/** The same controls as the programmatic ones, for people and other processes: this is a test server. */
export function controlRoutes(app: FastifyInstance, context: ControlContext): void {
  app.post('/faults', (request) => {
    context.faults.add(parseFault(fieldsOf(request.body)))
    return { pending: context.faults.pending }
  })
  app.delete('/faults', () => {
    context.faults.clear()
    return { pending: 0 }
  })
  app.patch('/switches', (request) => Object.assign(context.switches, parseSwitches(fieldsOf(request.body))))
  app.post('/expire-sessions', () => {
    context.state.expireSessions()
    return {}
  })
  app.get('/requests', () => ({ items: context.requests.records.map(withoutHeaders) }))
  app.delete('/requests', () => {
    context.requests.clear()
    return {}
  })
}

/** Headers carry keys: they stay in this process. */
function withoutHeaders(
  record: RequestRecord,
): Omit<RequestRecord, 'headers'> & { readonly headers: undefined } {
  return { ...record, headers: undefined }
}
