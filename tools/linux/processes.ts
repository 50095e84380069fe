import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'

/** A program that runs beside us, and never longer. */
export interface Companion {
  readonly pid: number
  readonly child: ChildProcess
  /** Ends it, and waits until it is gone. */
  readonly stop: () => Promise<void>
}

const running = new Set<ChildProcess>()
// However this process ends but by SIGKILL, nothing stays behind.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** @throws Error when the program can't be started */
export async function startCompanion(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Companion> {
  const child = spawn(command, args, options)
  await once(child, 'spawn')
  running.add(child)
  child.once('exit', () => running.delete(child))
  return { pid: child.pid ?? 0, child, stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  // A stopped process hears of nothing until it goes on.
  child.kill('SIGCONT')
  child.kill('SIGTERM')
  const hard = setTimeout(() => child.kill('SIGKILL'), 2000)
  await gone
  clearTimeout(hard)
}

/** The first line that a stream says. @throws Error when it ends before */
export async function firstLine(stream: NodeJS.ReadableStream | null, what: string): Promise<string> {
  let text = ''
  for await (const chunk of stream ?? []) {
    text += String(chunk)
    if (text.includes('\n')) return text.split('\n')[0] ?? ''
  }
  throw new Error(`${what} said nothing`)
}
