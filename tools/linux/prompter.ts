import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Bus } from './bus.ts'
import { startCompanion } from './processes.ts'

const run = promisify(execFile)
const GCR_PROMPTER = '/usr/libexec/gcr-prompter'

/** GNOME's window that asks for the password of a keyring, and somebody who answers it. */
export interface Prompter {
  /** Waits for the window, and types. */
  readonly answer: (password: string) => Promise<void>
  readonly dismiss: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** @param display that the window comes up on */
export async function startPrompter(bus: Bus, display: string): Promise<Prompter> {
  const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: bus.address, DISPLAY: display }
  const { stop } = await startCompanion(GCR_PROMPTER, [], { env, stdio: 'ignore' })
  await bus.serves('org.gnome.keyring.SystemPrompter')
  const focus = ['search', '--sync', '--onlyvisible', '--class', 'gcr-prompter', 'windowfocus', '--sync']
  /** To whatever has the focus: sent to the window itself, the key that closes it would be let go over one that is gone. */
  const press = async (...keys: readonly string[]): Promise<void> => {
    await run('xdotool', focus, { env })
    await run('xdotool', ['key', ...keys], { env })
  }
  return { answer: (password) => press(...password, 'Return'), dismiss: () => press('Escape'), stop }
}
