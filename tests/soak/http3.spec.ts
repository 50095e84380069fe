import { createHash, X509Certificate } from 'node:crypto'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { QUIC_VARIABLE } from '../../src/main/network/quic.ts'
import { hasCaddy, startFront, type Front } from '../../tools/linux/caddy.ts'
import type { Person } from '../../tools/driver/person.ts'
import { issueCertificate } from '../../tools/webitel-server/certificate.ts'
import type { WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test } from '../e2e/support/fixtures.ts'
import { heldNamed, within } from '../e2e/support/registry.ts'
import { trust } from '../e2e/support/trust.ts'

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** SHA-256 of the public key, as Chromium's switch takes it. */
const keyHash = (pem: string): string => {
  const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64')
}

/** Creates that are tried before one goes over HTTP/3. */
const MOST_TRIES = 30

const lastFront = (server: WebitelServer): unknown =>
  server.requests.findLast(({ route }) => route === 'tokens.create')?.headers['x-front']

async function createAndClose(person: Person, usage: string): Promise<void> {
  await person.add(usage)
  await within(person.dialog('Token created'), 'Close').click()
  await person.button('Close anyway').click()
  await expect(person.dialog('Token created')).toBeHidden()
}

/**
 * A front that speaks HTTP/3, and closes the connection after the server has done the work. With QUIC on, Chromium sends
 * the create again over TCP; with it off it does not. Either way the person is told what is new.
 */
for (const quic of ['on', 'off'] as const)
  test(`QUIC ${quic}: a connection that is closed after the work`, async ({ start, server, folder }) => {
    test.skip(!hasCaddy(), 'needs caddy, which could not be installed')
    const [port, altPort] = [await freePort(), await freePort()]
    const certificate = await issueCertificate()
    const upstream = new URL(server.url).host
    const front = (protocols: 'h1 h2' | 'h3'): Promise<Front> =>
      startFront({
        protocols,
        port: protocols === 'h3' ? altPort : port,
        altPort,
        upstream,
        certificate,
        folder,
      })
    const fronts = { tcp: await front('h1 h2'), udp: await front('h3') }
    trust(folder, certificate.authority)
    const { person } = await start({
      env: { HOME: folder, [QUIC_VARIABLE]: quic },
      // HTTP/3 takes no certificate of an authority of our own: these let ours through. The port is nobody's: the first
      // switch is for its host alone.
      args: [
        '--origin-to-force-quic-on=localhost:1',
        `--ignore-certificate-errors-spki-list=${keyHash(certificate.cert)}`,
      ],
    })
    try {
      const { login, password, name } = server.login('admin')
      await person.signIn(`https://localhost:${port}`, login, password)
      await expect(person.heading(name)).toBeVisible()
      // The session for creates hears of HTTP/3 in its first answer, and takes it once a connection has been made.
      for (let count = 1; count <= (quic === 'on' ? MOST_TRIES : 2); count += 1) {
        await createAndClose(person, `Before ${count}`)
        if (lastFront(server) === 'h3') break
      }
      expect(lastFront(server)).toBe(quic === 'on' ? 'h3' : 'h1 h2')

      server.faults.add({ route: 'tokens.create', kind: 'hang', when: 'after' })
      await person.add('Cut')
      await expect.poll(() => heldNamed(server, 'Cut').length).toBe(1)
      if (quic === 'on') await fronts.udp.stop()
      else {
        await fronts.tcp.stop()
        fronts.tcp = await front('h1 h2')
      }

      if (quic === 'on') {
        await expect(person.dialog('Token created')).toContainText('one of 2 new tokens for')
        expect(heldNamed(server, 'Cut')).toHaveLength(2)
      } else {
        await expect(person.dialog('Answer lost')).toContainText('has 1 new token since then')
        expect(heldNamed(server, 'Cut')).toHaveLength(1)
      }
    } finally {
      await Promise.all([fronts.tcp.stop(), fronts.udp.stop()])
    }
  })
