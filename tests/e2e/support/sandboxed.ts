import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { chmod, cp, link, mkdir, readdir, readFile, readlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { CHECKOUT, type Program } from '../../../tools/driver/launch.ts'
import { resolveElectron } from '../../../tools/electron/resolve.ts'

const run = promisify(execFile)

/** Made by `npm run setup`. */
const ACCOUNT = 'webitel-tokens-test'

/** Somebody whom Chromium's sandbox takes: root has none. */
interface Account {
  readonly uid: number
  readonly gid: number
}

/** @returns the account to run the application as, where it is not ours */
function otherAccount(): Account | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, ACCOUNT], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** Something to start. */
export interface TestedProgram extends Program {
  /** What its processes are called. */
  readonly path: string
  /** The application's folder. */
  readonly app: string
  /** Makes the account that it runs as the owner of folders, and of all below. */
  readonly give: (...folders: readonly string[]) => Promise<void>
}

/**
 * The built application, with Chromium's sandbox on; as an account that is not root, if we are.
 *
 * @param folder an empty one, for what that account has to be able to read
 */
export async function sandboxedProgram(folder: string): Promise<TestedProgram> {
  const { folder: electron, executable } = resolveElectron()
  const program = await sandboxed(electron, executable, folder)
  if (program.path === executable) return program
  const app = join(folder, 'app')
  await Promise.all(APPLICATION.map((path) => cp(join(CHECKOUT, path), join(app, path), { recursive: true })))
  return { ...program, app, args: [app] }
}

const APPLICATION = [
  'out/main',
  'out/preload',
  'out/renderer',
  'package.json',
  'build',
  'node_modules/keytar',
]

/**
 * A program, as it is or as a copy where that account can read it: a checkout and a cache may lie in folders that only
 * their owner can enter.
 *
 * @param whole its folder
 * @param executable its file
 * @param folder an empty one, for the copy and the account's home
 */
export async function sandboxed(whole: string, executable: string, folder: string): Promise<TestedProgram> {
  const account = otherAccount()
  if (!account) return asItIs(executable, hasSandbox())
  const give = async (...folders: readonly string[]) => {
    await run('chown', ['-R', `${account.uid}:${account.gid}`, ...folders])
  }
  const copy = join(folder, 'program')
  await linked(whole, copy)
  await setUpSandbox(whole, copy)
  const home = join(folder, 'home')
  await mkdir(home)
  await give(home)
  await chmod(folder, 0o755)
  const path = join(copy, executable.slice(whole.length + 1))
  const env = { HOME: home, XDG_CONFIG_HOME: join(home, '.config') }
  return {
    executable: await runningAs(account, folder, path),
    path,
    app: CHECKOUT,
    args: [CHECKOUT],
    sandboxed: true,
    env,
    give,
  }
}

/** The built application, by whoever runs the tests. */
export const plainProgram = (): TestedProgram =>
  asItIs(resolveElectron().executable, process.platform !== 'linux')

function asItIs(executable: string, sandboxed: boolean): TestedProgram {
  const args = sandboxed ? [CHECKOUT] : [CHECKOUT, '--no-sandbox']
  return { executable, path: executable, app: CHECKOUT, args, sandboxed, give: async () => undefined }
}

/** Where a kernel gives accounts no namespaces, only root can set up a sandbox: a program without is still tested. */
function hasSandbox(): boolean {
  if (process.platform !== 'linux') return true
  // As Chromium does it: some kernels give a namespace, and nothing that may be done in it.
  return spawnSync('unshare', ['--user', '--map-root-user', '--net', 'true']).status === 0
}

/** A program that becomes the other one, so that its process id and its pipes are the other's. */
async function runningAs({ uid, gid }: Account, folder: string, path: string): Promise<string> {
  const script = join(folder, 'run')
  const command = `setpriv --reuid=${uid} --regid=${gid} --clear-groups -- '${path}' "$@"`
  await writeFile(script, `#!/bin/sh\nexec ${command}\n`, { mode: 0o755 })
  return script
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
  await chmod(join(to, HELPER), 0o4755)
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
