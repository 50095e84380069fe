import type { FastifyInstance } from 'fastify'
import { apiRoutes, createApp } from './app.ts'
import { Faults } from './faults/faults.ts'
import { applyFaults, faultContext, type FaultContext } from './faults/hooks.ts'
import type { ResolvedOptions } from './options.ts'
import { RequestLog } from './requests.ts'
import type { Context } from './routes/context.ts'
import { controlRoutes, type ControlContext } from './routes/control.ts'
import { authPage } from './routes/sso-pages.ts'
import { SecondFactors } from './second-factors.ts'
import { seed } from './seeds/seed.ts'
import { createState } from './state.ts'
import { Store } from './store/store.ts'
import { defaultSwitches, type Switches } from './switches.ts'
import type { Transport } from './transport.ts'

/** The parts of one server, which share nothing with another's. */
export interface Parts extends ControlContext, Context {
  readonly app: FastifyInstance
  readonly close: () => Promise<void>
}

/** Puts a server together, seeded and not yet listening. */
export function assemble(options: ResolvedOptions, transport: Transport): Parts {
  const store = new Store(options.file)
  seed(store, options)
  const switches: Switches = { ...defaultSwitches(), ...options.switches }
  const secondFactors = new SecondFactors()
  const state = createState(store, secondFactors)
  const parts = { store, switches, secondFactors, state, faults: new Faults(), requests: new RequestLog() }
  const closing = new AbortController()
  const app = createApp(transport)
  mount(app, parts, faultContext({ ...parts, connections: transport.connections, closing: closing.signal }))
  let closed: Promise<void> | undefined
  const shutDown = async (): Promise<void> => {
    closing.abort()
    transport.connections.cutAll()
    await app.close()
    store.close()
  }
  return { ...parts, app, close: () => (closed ??= shutDown()) }
}

/** Faults reach the API alone: the controls and the page in front of it always work. */
function mount(app: FastifyInstance, parts: Context & ControlContext, faulty: FaultContext): void {
  const api = async (below: FastifyInstance): Promise<void> => {
    parts.requests.attach(below, faulty)
    applyFaults(below, faulty)
    apiRoutes(below, parts)
  }
  app.register(api, { prefix: '/api' })
  app.register(async (below) => controlRoutes(below, parts), { prefix: '/__control' })
  authPage(app, parts.switches)
}
