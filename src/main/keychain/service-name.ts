import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'

/**
 * The service that the entries of a profile folder are kept under. Another folder (a demo, a test) is another service:
 * it never touches a person's entries.
 */
export function serviceName(profileFolder: string): string {
  const identity = createHash('sha256').update(realpathSync(profileFolder)).digest('hex').slice(0, 8)
  return `Webitel Tokens (${identity})`
}
