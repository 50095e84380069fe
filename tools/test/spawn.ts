import { startCompanion } from '../linux/processes.ts'

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
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  return await new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)))
}
