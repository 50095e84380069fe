import type { AddressInfo } from 'node:net'
import { apiRoutes, createApp } from './app.ts'
import { Faults } from './faults/faults.ts'
import { applyFaults, faultContext } from './faults/hooks.ts'
import { resolveOptions, type ServerOptions } from './options.ts'
import { RequestLog, type RequestRecord } from './requests.ts'
import { controlRoutes } from './routes/control.ts'
import { authPage } from './routes/sso-pages.ts'
import { SecondFactors } from './second-factors.ts'
import { seededLogins, type SeededLogin } from './seeds/logins.ts'
import type { Role } from './seeds/people.ts'
import { seed } from './seeds/seed.ts'
import { createState, type State } from './state.ts'
import { Store } from './store/store.ts'
import { defaultSwitches, type Switches } from './switches.ts'
import { createTransport } from './transport.ts'

export type { Fault, FaultKind, Faults } from './faults/faults.ts'
export type { ServerOptions } from './options.ts'
export type { RequestRecord } from './requests.ts'
export type { RouteName } from './routes/names.ts'
export type { SeededLogin } from './seeds/logins.ts'
export { DOMAINS, type Role } from './seeds/people.ts'
export type { InsertOptions, State } from './state.ts'
export type { Permission, SessionRow, TokenRow, UserRow } from './store/rows.ts'
export type { Switches } from './switches.ts'

/** A server that speaks Webitel's API, for trying the application and for its tests. */
export interface WebitelServer {
  /** Without a path: the API is below `${url}/api`. */
  readonly url: string
  /** PEM of the authority to trust, with `tls`. */
  readonly certificate?: string
  readonly logins: readonly SeededLogin[]
  /** How to sign in as the person seeded with that role. */
  login(role: Role): SeededLogin
  /** What goes wrong, on demand. */
  readonly faults: Faults
  /** Can be changed at any time. */
  readonly switches: Switches
  readonly state: State
  /** Every request below /api, in order of arrival. */
  readonly requests: readonly RequestRecord[]
  clearRequests(): void
  /** Ends at once, open connections included. */
  close(): Promise<void>
}

/** Starts a server of its own: its own port, people, tokens, faults. */
export async function startWebitelServer(given: ServerOptions = {}): Promise<WebitelServer> {
  const options = resolveOptions(given)
  const transport = await createTransport(options)
  const store = new Store(options.file)
  seed(store, options)
  const switches: Switches = { ...defaultSwitches(), ...options.switches }
  const context = { store, switches, secondFactors: new SecondFactors() }
  const app = createApp(transport)
  const faults = new Faults()
  const requests = new RequestLog()
  const state = createState(store, context.secondFactors)
  const closing = new AbortController()
  const { connections } = transport
  const faulty = faultContext({ faults, connections, state, closing: closing.signal })
  app.register(
    async (api) => {
      requests.attach(api, faulty)
      applyFaults(api, faulty)
      apiRoutes(api, context)
    },
    { prefix: '/api' },
  )
  app.register(async (control) => controlRoutes(control, { faults, requests, state, switches }), {
    prefix: '/__control',
  })
  authPage(app)
  const logins = seededLogins(store.users.all())
  const close = async (): Promise<void> => {
    if (closing.signal.aborted) return
    closing.abort()
    connections.cutAll()
    await app.close()
    store.close()
  }
  try {
    await app.listen({ port: options.port, host: options.host })
  } catch (error) {
    await close()
    throw error
  }
  const { port } = app.server.address() as AddressInfo
  return {
    url: `${transport.scheme}://${options.host}:${port}`,
    ...(transport.certificate !== undefined && { certificate: transport.certificate }),
    logins,
    login: (role) => loginWithRole(logins, role),
    faults,
    switches,
    state,
    requests: requests.records,
    clearRequests: () => requests.clear(),
    close,
  }
}

function loginWithRole(logins: readonly SeededLogin[], role: Role): SeededLogin {
  const login = logins.find((candidate) => candidate.role === role)
  if (login === undefined) throw new Error(`nobody is seeded with the role ${role}`)
  return login
}
