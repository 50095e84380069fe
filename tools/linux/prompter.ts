import { execFile } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Bus } from './bus.ts'
import { startCompanion } from './processes.ts'

const run = promisify(execFile)
const GCR_PROMPTER = '/usr/libexec/gcr-prompter'
/** Milliseconds; it takes some two hundred. */
const ANSWERED_WITHIN = 15_000
/** Milliseconds that the window has to take what was typed, before it is typed again. */
const TAKEN_WITHIN = 2000

/** GNOME's window that asks for the password of a keyring, and somebody who answers it. */
export interface Prompter {
  /** Resolves when the window is to be seen. */
  readonly appears: () => Promise<unknown>
  /** This and the next wait for the window, and until it has gone again. */
  readonly answer: (password: string) => Promise<void>
  /** Of a keyring that is made: it is typed twice. */
  readonly choose: (password: string) => Promise<void>
  readonly dismiss: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** @param display that the window comes up on */
export async function startPrompter(bus: Bus, display: string): Promise<Prompter> {
  const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: bus.address, DISPLAY: display }
  const { pid, stop } = await startCompanion(GCR_PROMPTER, [], { env, stdio: 'ignore' })
  await bus.serves('org.gnome.keyring.SystemPrompter')
  const window = createWindow(env, pid)
  const press = (keys: readonly string[]) => pressInto(window, keys)
  return {
    appears: () => appears(window, AbortSignal.timeout(ANSWERED_WITHIN)),
    answer: (password) => press(['ctrl+a', ...password, 'Return']),
    choose: (password) => press(['ctrl+a', ...password, 'Tab', 'ctrl+a', ...password, 'Return']),
    dismiss: () => press(['Escape']),
    stop,
  }
}

interface PromptWindow {
  /** Its id, while it is to be seen. */
  readonly find: () => Promise<string | undefined>
  readonly press: (id: string, keys: readonly string[]) => Promise<unknown>
}

function createWindow(env: NodeJS.ProcessEnv, pid: number): PromptWindow {
  // It fails where nothing is found, and where the window goes while it types: what came of it is looked at.
  const xdotool = async (...args: readonly string[]): Promise<string> =>
    (await run('xdotool', args, { env }).catch(() => ({ stdout: '' }))).stdout
  return {
    async find() {
      const found = await xdotool(
        'search',
        '--all',
        '--onlyvisible',
        '--pid',
        String(pid),
        '--class',
        'gcr-prompter',
      )
      return found.split('\n')[0] || undefined
    },
    // Into that window alone: what has the focus after it never gets a part of a password.
    press: (id, keys) => xdotool('windowfocus', id, 'key', '--window', id, ...keys),
  }
}

async function appears(window: PromptWindow, limit: AbortSignal): Promise<string> {
  for (;;) {
    limit.throwIfAborted()
    const id = await window.find()
    if (id !== undefined) return id
    await wait(20)
  }
}

/** A window that has just come up takes no keys: they are pressed again until it has gone with them. */
async function pressInto(window: PromptWindow, keys: readonly string[]): Promise<void> {
  const limit = AbortSignal.timeout(ANSWERED_WITHIN)
  for (;;) {
    const id = await appears(window, limit)
    await window.press(id, keys)
    if (await hasGone(window, id)) return
  }
}

async function hasGone(window: PromptWindow, id: string): Promise<boolean> {
  const end = Date.now() + TAKEN_WITHIN
  while ((await window.find()) === id) {
    if (Date.now() > end) return false
    await wait(20)
  }
  return true
}
