import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { startCompanion } from './processes.ts'

/** A front of one server on loopback, which ends as soon as it is told to, with what it has in flight. */
export interface Front {
  readonly stop: () => Promise<void>
}

export interface FrontOptions {
  /** `h1 h2` listens on TCP, `h3` on UDP. */
  readonly protocols: 'h1 h2' | 'h3'
  /** Of this front alone: caddy shares a TCP port with others, also where it serves HTTP/3 alone. */
  readonly port: number
  /** Where HTTP/3 is said to be. */
  readonly altPort: number
  /** Host and port of the server behind it, without TLS. */
  readonly upstream: string
  /** PEM. */
  readonly certificate: { readonly key: string; readonly cert: string }
  /** For its files. */
  readonly folder: string
}

const PROGRAM = '/usr/bin/caddy'

/** Installs Debian's caddy where that can be done. @returns whether it is there */
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
    // No network, or a release without it.
  }
  return existsSync(PROGRAM)
}

/**
 * Starts caddy as a reverse proxy that tells clients of HTTP/3 at the same port. The server behind it sees the protocols
 * of the front in the header `X-Front`. Resolves when it listens.
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

/** `grace_period`: requests in flight are broken off when it ends. */
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
    // Read to the end: caddy ends when nobody reads its log.
    lines.on('line', (line) => line.includes('serving initial configuration') && resolve())
    lines.once('close', () => reject(new Error('caddy ended before it listened')))
  })
}
