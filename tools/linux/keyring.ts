import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Bus } from './bus.ts'
import { firstLine, startCompanion, type Companion } from './processes.ts'

const run = promisify(execFile)

/** Milliseconds; it takes some twenty. */
const APPEARS_WITHIN = 5000

/** Of the keyring that is made. */
const PASSWORD = 'test\n'

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
  /** As signing out of the desktop and in again does: by another process on the same entries. */
  readonly unlock: () => Promise<void>
  /** @returns what is kept under `service` and `account`, as keytar keeps it */
  readonly lookup: (service: string, account: string) => Promise<string | undefined>
}

/** @param home an empty folder: keyrings and sockets lie there, the person's are never touched */
export async function startKeyring(bus: Bus, home: string): Promise<Keyring> {
  const runtime = join(home, 'run')
  await mkdir(runtime, { recursive: true, mode: 0o700 })
  const env = {
    ...process.env,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_RUNTIME_DIR: runtime,
    DBUS_SESSION_BUS_ADDRESS: bus.address,
  }
  const args = ['--unlock', '--components=secrets', '--foreground', `--control-directory=${runtime}`]
  const begin = async (): Promise<Companion> => {
    const companion = await startCompanion('gnome-keyring-daemon', args, {
      env,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    companion.child.stdin?.end(PASSWORD)
    await firstLine(companion.child.stdout, 'gnome-keyring-daemon')
    await onBus(env)
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

/** It is on the bus a little after its first word. */
async function onBus(env: NodeJS.ProcessEnv): Promise<void> {
  const limit = AbortSignal.timeout(APPEARS_WITHIN)
  while (!(await hasOwner(env))) {
    limit.throwIfAborted()
    await wait(10)
  }
}

/** Asked of the bus itself: a call to the service could start another one, where a bus knows how. */
async function hasOwner(env: NodeJS.ProcessEnv): Promise<boolean> {
  const bus = ['--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner']
  const { stdout } = await call(env, ...bus, `string:${SERVICE}`)
  return stdout.includes('boolean true')
}

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

async function lookup(env: NodeJS.ProcessEnv, service: string, account: string): Promise<string | undefined> {
  const { stdout } = await run('secret-tool', ['lookup', 'service', service, 'account', account], {
    env,
  }).catch(() => ({
    stdout: '',
  }))
  return stdout === '' ? undefined : stdout
}
