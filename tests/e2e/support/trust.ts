import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Trusts an authority as somebody on Linux does: in NSS, which Chromium reads below the home folder.
 *
 * @param home a folder to be used as `HOME`
 */
export function trust(home: string, certificate: string): void {
  const database = join(home, '.pki/nssdb')
  const file = join(home, 'authority.pem')
  mkdirSync(database, { recursive: true })
  writeFileSync(file, certificate)
  const certutil = (...args: string[]) => execFileSync('certutil', ['-d', `sql:${database}`, ...args])
  certutil('-N', '--empty-password')
  certutil('-A', '-t', 'C,,', '-n', 'test authority', '-i', file)
}
