import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Trusts authorities as somebody on Linux does: in NSS, which Chromium reads below the home folder.
 *
 * @param home a folder to be used as `HOME`
 */
export function trust(home: string, ...certificates: readonly string[]): void {
  const database = join(home, '.pki/nssdb')
  mkdirSync(database, { recursive: true })
  const certutil = (...args: string[]) => execFileSync('certutil', ['-d', `sql:${database}`, ...args])
  certutil('-N', '--empty-password')
  for (const [number, certificate] of certificates.entries()) {
    const file = join(home, `authority-${number}.pem`)
    writeFileSync(file, certificate)
    certutil('-A', '-t', 'C,,', '-n', `test authority ${number}`, '-i', file)
  }
}
