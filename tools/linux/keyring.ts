import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Bus } from './bus.ts'
import { firstLine, lastWords, startCompanion, type Companion } from './processes.ts'

const run = promisify(execFile)

export const KEYRING_PASSWORD = 'test'

/** A real Secret Service, on a bus of our own and with a folder of its own. */
export interface Keyring {
  readonly stop: () => Promise<void>
  /** From now on it answers nothing, like one that waits for a disk or a person. */
  readonly suspend: () => void
  readonly resume: () => void
  readonly kill: () => void
  /** Resolves when its process has ended. */
  readonly gone: () => Promise<void>
  readonly lock: () => Promise<void>
  /** Keeps it as keytar would, in place of what was there. */
  readonly put: (service: string, account: string, secret: string) => Promise<void>
  /** As signing out of the desktop and in again does: by another process on the same entries. */
  readonly unlock: () => Promise<void>
  /** @returns what is kept under `service` and `account`, as keytar keeps it */
  readonly lookup: (service: string, account: string) => Promise<string | undefined>
}

/**
 * @param home an empty folder: keyrings and sockets lie there, the person's are never touched
 * @param isNew as on a system where nobody kept anything yet: there is no keyring
 */
export async function startKeyring(bus: Bus, home: string, isNew = false): Promise<Keyring> {
  const runtime = join(home, 'run')
  await mkdir(runtime, { recursive: true, mode: 0o700 })
  const env = {
    ...process.env,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_RUNTIME_DIR: runtime,
    DBUS_SESSION_BUS_ADDRESS: bus.address,
  }
  const args = ['--components=secrets', '--foreground', `--control-directory=${runtime}`]
  const begin = async (): Promise<Companion> => {
    const companion = await startCompanion('gnome-keyring-daemon', isNew ? args : ['--unlock', ...args], {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    // The password of the keyring that it makes; a line's end would be part of it.
    companion.child.stdin?.end(KEYRING_PASSWORD)
    await firstLine(companion.child.stdout, 'gnome-keyring-daemon', lastWords(companion.child.stderr))
    await bus.serves(SERVICE)
    return companion
  }
  let running = await begin()
  return {
    stop: () => running.stop(),
    suspend: () => void running.child.kill('SIGSTOP'),
    resume: () => void running.child.kill('SIGCONT'),
    kill: () => void running.child.kill('SIGKILL'),
    gone: () => running.gone(),
    lock: () => lock(env),
    put: (service, account, secret) => put(env, service, account, secret),
    async unlock() {
      await running.stop()
      running = await begin()
    },
    lookup: (service, account) => lookup(env, service, account),
  }
}

const SERVICE = 'org.freedesktop.secrets'
const call = (env: NodeJS.ProcessEnv, ...args: string[]) =>
  run('dbus-send', ['--session', '--print-reply', ...args], { env })

async function lock(env: NodeJS.ProcessEnv): Promise<void> {
  const collection = '/org/freedesktop/secrets/collection/login'
  await call(
    env,
    `--dest=${SERVICE}`,
    '/org/freedesktop/secrets',
    'org.freedesktop.Secret.Service.Lock',
    `array:objpath:${collection}`,
  )
}

async function put(env: NodeJS.ProcessEnv, service: string, account: string, secret: string): Promise<void> {
  const names = ['service', service, 'account', account, 'xdg:schema', 'org.freedesktop.Secret.Generic']
  const storing = run('secret-tool', ['store', '--label=test', ...names], { env })
  storing.child.stdin?.end(secret)
  await storing
}

async function lookup(env: NodeJS.ProcessEnv, service: string, account: string): Promise<string | undefined> {
  const { stdout } = await run('secret-tool', ['lookup', 'service', service, 'account', account], {
    env,
  }).catch(() => ({
    stdout: '',
  }))
  return stdout === '' ? undefined : stdout
}
