import { execFileSync } from 'node:child_process'
import { chmod, chown, cp, link, mkdir, readdir, readFile, readlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CHECKOUT } from '../../../tools/driver/launch.ts'
import { resolveElectron } from '../../../tools/electron/resolve.ts'

/** Made by `npm run setup`. */
const ACCOUNT = 'webitel-tokens-test'

/** Somebody whom Chromium's sandbox takes: root has none. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** @returns that account, us where we are not root, or why there is none */
export function unprivileged(): Account | string {
  const uid = process.getuid?.()
  if (process.platform !== 'linux' || uid === undefined) return 'what is looked at is Linux: /proc, seccomp'
  if (uid !== 0) return { uid, gid: process.getgid?.() ?? uid }
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, ACCOUNT], { encoding: 'utf8' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return `there is no account ${ACCOUNT}, and root has no sandbox; npm run setup makes it, where there is useradd`
  }
}

/**
 * The built application and its Electron where that account can read them: a checkout and a cache may lie in folders
 * that only their owner can enter.
 *
 * @returns the program and the application's folder
 */
export async function readableCopy(folder: string, { uid, gid }: Account): Promise<[string, string]> {
  const { folder: electron, executable } = resolveElectron()
  const program = join(folder, 'electron')
  await linked(electron, program)
  await setUpSandbox(electron, program)
  const app = join(folder, 'app')
  for (const path of [
    'out/main',
    'out/preload',
    'out/renderer',
    'package.json',
    'build',
    'node_modules/keytar',
  ])
    await cp(join(CHECKOUT, path), join(app, path), { recursive: true })
  await chmod(folder, 0o755)
  const home = join(folder, 'home')
  await mkdir(home)
  await chown(home, uid, gid)
  return [join(program, executable.slice(electron.length + 1)), app]
}

/** Without a second copy of its 300 MB, where both are on one disk. */
async function linked(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true })
  for (const entry of entries.filter((one) => one.isFile())) {
    const source = join(entry.parentPath, entry.name)
    const target = join(to, source.slice(from.length))
    await mkdir(dirname(target), { recursive: true })
    if (entry.name !== HELPER) await link(source, target).catch(() => cp(source, target))
  }
}

/** Chromium's own way where a kernel gives accounts no namespaces: root's, so only root can make it. */
const HELPER = 'chrome-sandbox'

async function setUpSandbox(from: string, to: string): Promise<void> {
  await cp(join(from, HELPER), join(to, HELPER))
  if (process.getuid?.() === 0) await chmod(join(to, HELPER), 0o4755)
}

export interface Process {
  readonly pid: number
  /** As Chromium calls it: `renderer`, `gpu-process`, `utility`…; empty for the first. */
  readonly type: string
  readonly commandLine: string
  /** Fields of `/proc/<pid>/status`. */
  readonly status: Readonly<Record<string, string>>
  /** Of user accounts, processes and the network: who shares them sees the same. */
  readonly namespaces: Readonly<Record<'user' | 'pid' | 'net', string>>
}

/** The processes of a program. */
export async function processesOf(program: string): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(pids.map((pid) => processOf(Number(pid), program)))
  return found.filter((one) => one !== undefined)
}

/** @returns nothing for another program, or one that has ended meanwhile */
async function processOf(pid: number, program: string): Promise<Process | undefined> {
  try {
    const commandLine = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim()
    if (!commandLine.startsWith(program)) return undefined
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    const [user, other, net] = await Promise.all(
      ['user', 'pid', 'net'].map((name) => readlink(`/proc/${pid}/ns/${name}`)),
    )
    return {
      pid,
      type: /--type=([\w-]+)/.exec(commandLine)?.[1] ?? '',
      commandLine,
      status: Object.fromEntries(
        [...status.matchAll(/^(\w+):\s*(.*)$/gm)].map(([, key, value]) => [key, value]),
      ),
      namespaces: { user: user ?? '', pid: other ?? '', net: net ?? '' },
    }
  } catch {
    return undefined
  }
}
