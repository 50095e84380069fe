import { join } from 'node:path'
import { firstLine, startCompanion } from './processes.ts'

export interface Bus {
  /** For the variable `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string
  readonly stop: () => Promise<void>
}

const CONFIG = join(import.meta.dirname, 'private-bus.conf')

/**
 * A D-Bus of our own, on which nothing runs but what is started on it: what asks it for a keychain never reaches the
 * person's, and a keychain that was killed stays dead.
 */
export async function startBus(): Promise<Bus> {
  const args = [`--config-file=${CONFIG}`, '--nofork', '--nopidfile', '--print-address']
  const { child, stop } = await startCompanion('dbus-daemon', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  return { address: await firstLine(child.stdout, 'dbus-daemon'), stop }
}
