import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { HANG_MS } from '../limits.ts'
import { firstLine, lastWords, startCompanion } from './processes.ts'

const run = promisify(execFile)

export interface Bus {
  /** For the variable `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string
  /** Resolves when a program serves that name: it does so a little after it was started. */
  readonly serves: (name: string) => Promise<void>
  readonly stop: () => Promise<void>
}

const CONFIG = join(import.meta.dirname, 'private-bus.conf')

/**
 * A D-Bus of our own, on which nothing runs but what is started on it: what asks it for a keychain never reaches the
 * person's, and a keychain that was killed stays dead.
 */
export async function startBus(): Promise<Bus> {
  const args = [`--config-file=${CONFIG}`, '--nofork', '--nopidfile', '--print-address']
  const { child, stop } = await startCompanion('dbus-daemon', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const address = await firstLine(child.stdout, 'dbus-daemon', lastWords(child.stderr))
  return { address, stop, serves: (name) => serves(address, name) }
}

async function serves(address: string, name: string): Promise<void> {
  const limit = AbortSignal.timeout(HANG_MS)
  while (!(await hasOwner(address, name))) {
    limit.throwIfAborted()
    await wait(10)
  }
}

/** Asked of the bus itself: a call to the service could start another one, where a bus knows how. */
async function hasOwner(address: string, name: string): Promise<boolean> {
  const bus = ['--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner']
  const { stdout } = await run('dbus-send', [`--bus=${address}`, '--print-reply', ...bus, `string:${name}`])
  return stdout.includes('boolean true')
}
