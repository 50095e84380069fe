import { once } from 'node:events'
import { sessionBus, type MessageBus } from 'dbus-native'

/** Which signals are meant, as the bus is asked for them. */
export interface Signals {
  readonly path: string
  readonly interface: string
  readonly member: string
  /** What they are about: their first argument. */
  readonly arg0?: string
}

/** Does something on the person's message bus. @throws Error where there is none, and when it goes meanwhile */
export async function onBus<T>(work: (bus: MessageBus) => Promise<T>): Promise<T> {
  const bus = sessionBus({ busAddress: address() })
  // Each call tells of it; an error that nobody listens for would end the process.
  bus.connection.on('error', () => undefined)
  try {
    return await work(bus)
  } finally {
    void bus.close()
  }
}

/** The one that libsecret, and so keytar, talks on. */
function address(): string {
  const { DBUS_SESSION_BUS_ADDRESS: named, XDG_RUNTIME_DIR: folder } = process.env
  return named || `unix:path=${folder}/bus`
}

/** Has the bus pass such signals on: some services tell only who asked them, others everybody who listens. */
export async function listen(
  bus: MessageBus,
  signals: Signals,
): Promise<{ readonly heard: Promise<unknown> }> {
  const heard = once(bus.signals, bus.mangle(signals.path, signals.interface, signals.member))
  const rule = Object.entries(signals).map(([name, value]) => `${name}='${value}'`)
  await bus.addMatch(["type='signal'", ...rule].join(','))
  return { heard }
}
