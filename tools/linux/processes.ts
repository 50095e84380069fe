import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { Refusal } from '../refusal.ts'
import { programLack, sentenceOf } from './lacks.ts'

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

/** Characters of a program's output that are kept. A program that runs for days prints more. */
const KEPT = 16_384
/**
 * Milliseconds to wait for the last output after a program's end, because another process may keep its pipe
 * open.
 */
const ARRIVES_WITHIN_MS = 1000

/**
 * Reads a program's output, usually its standard error. Reading doesn't keep this process running.
 *
 * @returns a function to call after the program has ended; it resolves with the last output
 */
export function lastWords(stream: NodeJS.ReadableStream | null): () => Promise<string> {
  let text = ''
  const closed = new Promise<void>((resolve) => (stream ? stream.once('close', resolve) : resolve()))
  stream?.on('data', (chunk) => (text = (text + String(chunk)).slice(-KEPT)))
  if (stream instanceof Socket) stream.unref()
  return async () => {
    await Promise.race([closed, wait(ARRIVES_WITHIN_MS)])
    return text.trim()
  }
}

/**
 * Waits for the first line of a program, which it prints when it is ready.
 *
 * @param stream the program's output with that line
 * @param words resolves with the program's last output, for the error message
 * @throws Refusal if the program ends before; it names the missing package, or has the program's last output
 */
export async function firstLine(
  stream: NodeJS.ReadableStream | null,
  what: string,
  words: () => Promise<string> = () => Promise.resolve(''),
): Promise<string> {
  let text = ''
  for await (const chunk of stream ?? []) {
    text += String(chunk)
    if (text.includes('\n')) return text.split('\n')[0] ?? ''
  }
  const lack = programLack([what])
  if (lack) throw new Refusal(sentenceOf([lack], `${what} did not start`))
  throw new Refusal(`${what} ended before it was ready: ${(await words()) || 'it said nothing'}`)
}
