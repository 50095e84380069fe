import type { AddressInfo } from 'node:net'
import { assemble } from './assemble.ts'
import type { Faults } from './faults/faults.ts'
import { resolveOptions, type ServerOptions } from './options.ts'
import type { RequestRecord } from './requests.ts'
import { seededLogins, type SeededLogin } from './seeds/logins.ts'
import type { Role } from './seeds/people.ts'
import type { State } from './state.ts'
import type { Switches } from './switches.ts'
import { createTransport, type Transport } from './transport.ts'

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
  const parts = assemble(options, transport)
  const { port, host } = options
  const listening = parts.app.listen({ port, host })
  await listening.catch(async (error: unknown) => {
    await parts.close()
    throw error
  })
  const { faults, switches, state, requests, close } = parts
  const logins = seededLogins(state.users())
  return {
    url: addressOf(transport, host, parts.app.server.address() as AddressInfo),
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

function addressOf({ scheme }: Transport, host: string, { port }: AddressInfo): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function loginWithRole(logins: readonly SeededLogin[], role: Role): SeededLogin {
  const login = logins.find((candidate) => candidate.role === role)
  if (login === undefined) throw new Error(`nobody is seeded with the role ${role}`)
  return login
}
