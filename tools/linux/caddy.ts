import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { startCompanion } from './processes.ts'

/** A reverse proxy for one server, on loopback. Stopping it also aborts the requests in flight. */
export interface Front {
  readonly stop: () => Promise<void>
}

export interface FrontOptions {
  /** `h1 h2` listens on TCP, `h3` on UDP. */
  readonly protocols: 'h1 h2' | 'h3'
  /**
   * Only for this proxy: caddy would share a TCP port with other instances, even if it only serves HTTP/3.
   */
  readonly port: number
  /** The port that the proxy announces for HTTP/3. */
  readonly altPort: number
  /** Host and port of the server behind it, without TLS. */
  readonly upstream: string
  /** PEM. */
  readonly certificate: { readonly key: string; readonly cert: string }
  /** For its files. */
  readonly folder: string
}

const PROGRAM = '/usr/bin/caddy'

/** Installs Debian's caddy if possible. @returns whether caddy is installed */
export function hasCaddy(): boolean {
  if (existsSync(PROGRAM)) return true
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'caddy'], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  } catch {
    // No network, or a Debian release without caddy.
  }
  return existsSync(PROGRAM)
}

/**
 * Starts caddy as a reverse proxy that announces HTTP/3 on `altPort` to clients. It adds the header `X-Front`
 * with its protocols to each request for the server. Resolves when it listens.
 */
export async function startFront(options: FrontOptions): Promise<Front> {
  const home = mkdtempSync(join(options.folder, 'caddy-'))
  const config = join(home, 'Caddyfile')
  writeFileSync(join(home, 'cert.pem'), options.certificate.cert)
  writeFileSync(join(home, 'key.pem'), options.certificate.key, { mode: 0o600 })
  writeFileSync(config, caddyfile(options, home))
  const { child, stop } = await startCompanion(
    PROGRAM,
    ['run', '--config', config, '--adapter', 'caddyfile'],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: home } },
  )
  await listening(child.stderr as Readable)
  return { stop }
}

/** With this `grace_period`, caddy aborts the requests in flight when it ends. */
const caddyfile = ({ protocols, port, altPort, upstream }: FrontOptions, home: string): string => `{
  admin off
  auto_https off
  grace_period 1ms
  servers {
    protocols ${protocols}
  }
}
https://localhost:${port} {
  bind 127.0.0.1 ::1
  tls ${home}/cert.pem ${home}/key.pem
  header Alt-Svc "h3=\\":${altPort}\\"; ma=3600"
  reverse_proxy ${upstream} {
    header_up X-Front "${protocols}"
  }
}
`

function listening(output: Readable): Promise<void> {
  const lines = createInterface({ input: output })
  return new Promise((resolve, reject) => {
    // Read all output: caddy ends if its log isn't read.
    lines.on('line', (line) => line.includes('serving initial configuration') && resolve())
    lines.once('close', () => reject(new Error('caddy ended before it listened')))
  })
}
