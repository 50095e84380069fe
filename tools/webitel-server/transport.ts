import type { FastifyServerFactoryHandler } from 'fastify'
import { createServer as createHttpServer, type Server } from 'node:http'
import { createSecureServer } from 'node:http2'
import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import { issueCertificate, type Certificate } from './certificate.ts'
import type { ResolvedOptions } from './options.ts'

/** How requests get in: the server of one protocol, and its raw connections. */
export interface Transport {
  readonly scheme: 'http' | 'https'
  readonly certificate: string | undefined
  readonly factory: (handler: FastifyServerFactoryHandler) => Server
  readonly connections: Connections
}

/** The open TCP connections, below TLS and HTTP/2: what to cut when a connection is to break. */
export class Connections {
  readonly #byPort = new Map<number, Socket>()

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      const port = socket.remotePort ?? 0
      this.#byPort.set(port, socket)
      socket.on('close', () => this.#byPort.delete(port))
    })
  }

  /** Ends the connection that has this port at the client's side, at once and without a word. */
  cut(remotePort: number | undefined): void {
    this.#byPort.get(remotePort ?? -1)?.destroy()
  }

  cutAll(): void {
    this.#byPort.forEach((socket) => socket.destroy())
  }
}

/** Makes the transport that the options ask for. */
export async function createTransport(options: ResolvedOptions): Promise<Transport> {
  const certificate = options.tls ? await issueCertificate() : undefined
  const connections = new Connections()
  const factory = (handler: FastifyServerFactoryHandler): Server => {
    const server = createServer(handler, certificate, options.http2)
    connections.watch(server)
    return server
  }
  return { scheme: certificate ? 'https' : 'http', certificate: certificate?.authority, factory, connections }
}

/** Connections are kept alive for long: clients must cope with one that breaks when used again. */
function createServer(
  handler: FastifyServerFactoryHandler,
  certificate: Certificate | undefined,
  http2: boolean,
): Server {
  if (certificate === undefined) return keepAlive(createHttpServer(handler))
  const { key, cert } = certificate
  if (!http2) return keepAlive(createHttpsServer({ key, cert }, handler))
  // The compatibility layer of node:http2 gives requests and answers of the same shape as node:http.
  const listener = handler as unknown as Parameters<typeof createSecureServer>[1]
  return createSecureServer({ key, cert, allowHTTP1: true }, listener) as unknown as Server
}

function keepAlive(server: Server): Server {
  server.keepAliveTimeout = 120_000
  return server
}
