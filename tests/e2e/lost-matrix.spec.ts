import { _electron, type ElectronApplication } from '@playwright/test'
import { join } from 'node:path'
import { build } from 'vite'
import { end } from '../../tools/driver/end.ts'
import { CHECKOUT } from '../../tools/driver/launch.ts'
import { resolveElectron } from '../../tools/electron/resolve.ts'
import {
  startWebitelServer,
  type Fault,
  type FaultKind,
  type ServerOptions,
  type WebitelServer,
} from '../../tools/webitel-server/index.ts'
import type { Cell, Found, Matrix } from './matrix/main.ts'
import { expect, test } from './support/fixtures.ts'
import { heldNamed, requestsOf } from './support/registry.ts'
import { trust } from './support/trust.ts'

/** How the answer to a create is lost, and whether the token was made all the same. */
const WAYS = [
  ['dropped before the work', { kind: 'drop', when: 'before' }, false],
  ['dropped after the work', { kind: 'drop', when: 'after' }, true],
  ['dropped in the headers', { kind: 'drop', when: 'headers' }, true],
  ['dropped in the body', { kind: 'drop', when: 'body' }, true],
  ['hanging', { kind: 'hang', when: 'after' }, true],
  ['502 after the work', { kind: 'status', status: 502, body: 'html', after: true }, true],
  ['502 before the work', { kind: 'status', status: 502, body: 'html' }, false],
  ['the work 3 s after a 502', { kind: 'late-work', status: 502, afterMs: 3000 }, true],
] as const satisfies readonly (readonly [string, FaultKind, boolean])[]
/** A gateway that does the work and then has the network stack send the request again: two tokens for one press. */
const DOUBLES = [
  ['HTTP/2', 'stream refused', { kind: 'refuse-stream', code: 'refused' }],
  ['HTTP/2', 'HTTP/1.1 required', { kind: 'refuse-stream', code: 'http-1.1-required' }],
  ['HTTP/2', '421', { kind: 'status', status: 421, body: 'none', after: true }],
  ['HTTP/1.1', '421', { kind: 'status', status: 421, body: 'none', after: true }],
] as const satisfies readonly (readonly [string, string, FaultKind])[]
const AROUND = ['nobody else', 'a twin by somebody else', 'the list failing too'] as const
const USAGE = 'Lost on the way'
const CLOSED: Fault = { route: 'tokens.list', kind: 'status', status: 500, body: 'html', times: 1000 }

/** Main's parts, built as the application is. */
async function buildMatrix(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      ssr: join(import.meta.dirname, 'matrix/main.ts'),
      target: 'node20.18',
      rollupOptions: { external: ['electron'], output: { entryFileNames: 'main.js', format: 'es' } },
    },
    ssr: { noExternal: true },
  })
}

const ask = (app: ElectronApplication, what: keyof Matrix, cell: Cell): Promise<Found | undefined> =>
  app.evaluate(
    async (_, [name, argument]): Promise<Found | undefined> =>
      await (globalThis as unknown as { matrix: Matrix }).matrix[name](argument),
    [what, cell] as const,
  )

interface Place {
  readonly protocol: string
  readonly way: (typeof WAYS)[number]
  readonly around: (typeof AROUND)[number]
  readonly server: WebitelServer
}

/** @returns what is wrong, if anything */
async function tryCell(
  app: ElectronApplication,
  { protocol, way, around, server }: Place,
): Promise<string | undefined> {
  const [name, fault, isMade] = way
  const here = `${name} × ${around} over ${protocol}`
  const { login, password, userId } = server.login('admin')
  const hangs = fault.kind === 'hang'
  const cell: Cell = {
    server: server.url,
    login,
    password,
    owner: userId,
    usage: USAGE,
    doubled: false,
    hangs,
  }
  const early = await ask(app, 'begin', cell)
  if (early) return `${here}: ended before it was sent, ${early.said}`
  const twin = around === 'a twin by somebody else'
  const twinId = twin
    ? server.state.insertToken(userId, USAGE, { createdBy: server.login('self').userId }).id
    : undefined
  server.faults.add({ ...fault, route: 'tokens.create' })
  if (around === 'the list failing too') server.faults.add(CLOSED)
  const found = (await ask(app, 'go', cell)) ?? { said: 'nothing', ids: [] }
  await server.faults.settled()

  const ours = heldNamed(server, USAGE).filter(({ id }) => id !== twinId)
  const truth = [...(isMade ? ours.map(({ id }) => id) : []), ...(twinId ? [twinId] : [])].sort()
  const said = around === 'the list failing too' ? 'unknown' : truth.length > 0 ? 'made' : 'none'
  const sent = requestsOf(server, 'tokens.create').map(({ httpVersion }) => httpVersion)
  const expected = JSON.stringify([said, said === 'made' ? truth : [], isMade ? 1 : 0, [VERSIONS[protocol]]])
  const seen = JSON.stringify([found.said, [...found.ids].sort(), ours.length, sent])
  return seen === expected ? undefined : `${here}: ${seen}, not ${expected}`
}

/** @returns what is wrong, if anything: two tokens are made, one is shown and the other told */
async function tryDouble(
  app: ElectronApplication,
  server: WebitelServer,
  [protocol, name, fault]: (typeof DOUBLES)[number],
): Promise<string | undefined> {
  const { login, password, userId } = server.login('admin')
  const cell: Cell = {
    server: server.url,
    login,
    password,
    owner: userId,
    usage: USAGE,
    doubled: true,
    hangs: false,
  }
  const early = await ask(app, 'begin', cell)
  if (early) return `${name} over ${protocol}: ended before it was sent, ${early.said}`
  server.faults.add({ ...fault, route: 'tokens.create' })
  const { said, ids, alsoNew = [] } = (await ask(app, 'go', cell)) ?? { said: 'nothing', ids: [] }
  const held = heldNamed(server, USAGE).map(({ id }) => id)
  const seen = JSON.stringify([said, held.length, [...ids, ...alsoNew].sort()])
  const expected = JSON.stringify(['created', 2, [...held].sort()])
  return seen === expected ? undefined : `${name} over ${protocol}: ${seen}, not ${expected}`
}

const PROTOCOLS = [
  ['HTTP/1.1', {}],
  ['HTTP/2', { tls: true, http2: true }],
] as const satisfies readonly (readonly [string, ServerOptions])[]
const VERSIONS: Readonly<Record<string, string>> = { 'HTTP/1.1': '1.1', 'HTTP/2': '2.0' }

/** A server for each cell, so that all of them can be tried at once. */
const startPlaces = (): Promise<Place[]> =>
  Promise.all(
    PROTOCOLS.flatMap(([protocol, options]) =>
      WAYS.flatMap((way) =>
        AROUND.map(async (around) => ({
          protocol,
          way,
          around,
          server: await startWebitelServer({ big: false, ...options }),
        })),
      ),
    ),
  )

const optionsOf = (protocol: string): ServerOptions =>
  PROTOCOLS.find(([name]) => name === protocol)?.[1] ?? {}
const startDoubles = (): Promise<WebitelServer[]> =>
  Promise.all(DOUBLES.map(([protocol]) => startWebitelServer({ big: false, ...optionsOf(protocol) })))

test(`an answer lost in ${WAYS.length} ways × ${AROUND.length} over both protocols: told as it is, made once`, async ({
  folder,
  profile,
}) => {
  const outDir = join(CHECKOUT, 'out', 'lost-matrix')
  const [places, doubles] = await Promise.all([startPlaces(), startDoubles(), buildMatrix(outDir)])
  const servers = [...places.map(({ server }) => server), ...doubles]
  // All of this process have the same.
  trust(folder, ...new Set(servers.flatMap(({ certificate }) => certificate ?? [])))
  const app = await _electron.launch({
    executablePath: resolveElectron().executable,
    args: [join(outDir, 'main.js'), `--user-data-dir=${profile}`],
    env: { ...(process.env as Record<string, string>), HOME: folder },
  })
  try {
    const wrong = await Promise.all(places.map((place) => tryCell(app, place)))
    expect(wrong.filter((one) => one !== undefined)).toEqual([])
    expect(wrong).toHaveLength(48)
    await test.step('sent twice by the network stack: both tokens are told', async () => {
      const tried = doubles.flatMap((server, at) => {
        const double = DOUBLES[at]
        return double ? [tryDouble(app, server, double)] : []
      })
      expect((await Promise.all(tried)).filter((one) => one !== undefined)).toEqual([])
      expect(tried).toHaveLength(4)
    })
  } finally {
    await end(app.process())
    await Promise.all(servers.map((server) => server.close()))
  }
})
