import { missingPrograms } from '../linux/needed.mjs'
import { startBus } from '../linux/bus.ts'

/**
 * Runs something on a D-Bus where nobody else is: a test that forgets to start a bus of its own finds no keychain, instead
 * of the person's.
 */
export async function onOwnBus<T>(run: (env: Readonly<Record<string, string>>) => Promise<T>): Promise<T> {
  if (process.platform !== 'linux') return await run({})
  // Still run the tests that need no bus. The address is invalid, so that no test connects to the user's own
  // bus.
  if (missingPrograms(['dbus-daemon']).length > 0) return await run({ DBUS_SESSION_BUS_ADDRESS: 'disabled:' })
  const bus = await startBus()
  try {
    return await run({ DBUS_SESSION_BUS_ADDRESS: bus.address })
  } finally {
    await bus.stop()
  }
}
