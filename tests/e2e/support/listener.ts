import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { LaunchedApp } from '../../../tools/driver/launch.ts'

export interface Listener {
  /** An address that is not this machine's loopback, where there is one: WebRTC leaves loopback alone. */
  readonly host: string
  readonly tcp: number
  readonly udp: number
  /** What arrived: `tcp` for a connection, `udp` for a packet. */
  readonly heard: readonly string[]
  readonly close: () => void
}

/** Somebody on the network whom nothing may reach. */
export async function startListener(): Promise<Listener> {
  const heard: string[] = []
  const tcp = createServer((socket) => {
    heard.push('tcp')
    socket.on('error', () => undefined).on('data', (data) => heard.push(`tcp: ${serverName(data)}`))
  })
  const udp = createSocket('udp4').on('message', () => heard.push('udp'))
  await new Promise<void>((resolve) => tcp.listen(0, '0.0.0.0', resolve))
  await new Promise<void>((resolve) => udp.bind(0, '0.0.0.0', resolve))
  const outside = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)
  return {
    host: outside?.address ?? '127.0.0.1',
    tcp: (tcp.address() as AddressInfo).port,
    udp: udp.address().port,
    heard,
    close: () => (tcp.close(), udp.close()),
  }
}

/**
 * The host that was meant: of TLS's first message or of an HTTP request, where it stands as it is. It ends in letters, unlike
 * `http/1.1`, which may come first: Chromium puts the extensions of TLS in another order each time.
 */
const serverName = (data: Buffer): string =>
  /[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}/i.exec(data.toString('latin1'))?.[0] ?? 'no name'

/** Leads every name to the listener, but for the server's, and every address that is not this computer's. */
export const leadingTo = ({ tcp }: Listener): readonly string[] => [
  `--host-resolver-rules=MAP * 127.0.0.1:${tcp}, EXCLUDE 127.0.0.1`,
]

/** A request by which it is seen that the listener would have heard the others. */
export async function sendControl({ app }: LaunchedApp): Promise<void> {
  await app.evaluate(async ({ net, session }) => {
    session.defaultSession.webRequest.onBeforeRequest(null)
    await net.fetch('https://control.example/').catch(() => undefined)
  })
}
