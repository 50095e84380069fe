import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Program } from '../../../tools/driver/launch.ts'
import type { Running } from './fixtures.ts'

/** Loaded before the application: its keychain process is stopped as it starts, before it has loaded anything. */
const PRELOAD = `
const { utilityProcess } = require('electron')
const fork = utilityProcess.fork.bind(utilityProcess)
utilityProcess.fork = (path, ...rest) => {
  const child = fork(path, ...rest)
  if (!path.includes('keychain-process') || globalThis.heldPid !== undefined) return child
  globalThis.heldPid = 0
  child.once('spawn', () => process.kill((globalThis.heldPid = child.pid), 'SIGSTOP'))
  return child
}`

/**
 * The same program on a computer that is so busy that its first keychain process does not get to run.
 *
 * @param folder where a script for it may be written
 */
export async function withHeldKeychain(program: Program, folder: string): Promise<Program> {
  const preload = join(folder, 'hold-keychain.cjs')
  await writeFile(preload, PRELOAD)
  return { ...program, args: ['-r', preload, ...program.args] }
}

/** From now on that process runs. */
export const letRun = async ({ app }: Running): Promise<void> =>
  await app.evaluate(() => {
    process.kill(Reflect.get(globalThis, 'heldPid'), 'SIGCONT')
  })
