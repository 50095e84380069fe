import { delimiter, join } from 'node:path'
import { startCompanion } from '../linux/processes.ts'

const BIN = join(import.meta.dirname, '../../node_modules/.bin')

/**
 * Runs a tool of `node_modules/.bin` to its end, with its words on our screen.
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
  return await new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)))
}
