import { firstLine, startCompanion } from './processes.ts'

export interface Bus {
  /** For the variable `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string
  readonly stop: () => Promise<void>
}

/** A D-Bus of our own: what asks it for a keychain never reaches the person's. */
export async function startBus(): Promise<Bus> {
  const { child, stop } = await startCompanion('dbus-daemon', ['--session', '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return { address: await firstLine(child.stdout, 'dbus-daemon'), stop }
}
