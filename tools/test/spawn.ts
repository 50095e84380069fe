import type { ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { startCompanion } from '../linux/processes.ts'

const BIN = join(import.meta.dirname, '../../node_modules/.bin')
const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs a tool of `node_modules/.bin` to its end, with its words on our screen. A signal that ends us goes to the tool,
 * and we end after it: it has windows and servers of its own to close.
 *
 * @returns whether it exited with 0
 */
export async function spawnSuite(
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<boolean> {
  const { child } = await startCompanion(command, args, {
    // npm puts it there too; so this works without npm.
    env: { ...process.env, ...env, PATH: [BIN, process.env['PATH']].join(delimiter) },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  const end = (signal: NodeJS.Signals) => endAfter(child, signal)
  for (const signal of ENDINGS) process.on(signal, end)
  const code = await new Promise((resolve) => child.once('exit', resolve))
  for (const signal of ENDINGS) process.off(signal, end)
  return code === 0
}

function endAfter(child: ChildProcess, signal: NodeJS.Signals): void {
  child.once('exit', () => process.exit(128 + constants.signals[signal]))
  // The one signal on which Playwright closes what its tests have opened, and takes away their folders.
  child.kill('SIGINT')
}
