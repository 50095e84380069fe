import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'

/** A program that runs beside us, and never longer. */
export interface Companion {
  readonly pid: number
  readonly child: ChildProcess
  /** Ends it, and waits until it is gone. */
  readonly stop: () => Promise<void>
  /** Resolves when it has ended. */
  readonly gone: () => Promise<void>
}

/** Of util-linux, a part of every Debian. */
const SETPRIV = '/usr/bin/setpriv'

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** @throws Error when the program can't be started */
export async function startCompanion(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Companion> {
  const child = spawn(...endingWithUs(command, args), options)
  await once(child, 'spawn')
  running.add(child)
  child.once('exit', () => running.delete(child))
  return { pid: child.pid ?? 0, child, stop: () => stop(child), gone: () => gone(child) }
}

/**
 * A signal that ends us outright runs no code of ours, and there would be orphans: so Linux is asked to end the program
 * with us (prctl(2), PR_SET_PDEATHSIG). `setpriv` becomes the program, so the process id is the program's.
 */
function endingWithUs(command: string, args: readonly string[]): [string, readonly string[]] {
  const canAsk = process.platform === 'linux' && existsSync(SETPRIV)
  return canAsk ? [SETPRIV, ['--pdeathsig', 'KILL', command, ...args]] : [command, args]
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

async function stop(child: ChildProcess): Promise<void> {
  // A stopped process hears of nothing until it goes on.
  child.kill('SIGCONT')
  child.kill('SIGTERM')
  const hard = setTimeout(() => child.kill('SIGKILL'), 2000)
  await gone(child)
  clearTimeout(hard)
}

/** The first line that a stream says. @throws Error when it ends before */
export async function firstLine(stream: NodeJS.ReadableStream | null, what: string): Promise<string> {
  let text = ''
  for await (const chunk of stream ?? []) {
    text += String(chunk)
    if (text.includes('\n')) return text.split('\n')[0] ?? ''
  }
  throw new Error(`${what} did not start. Is it installed? npm run setup`)
}
