import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCompanion } from '../linux/processes.ts'
import { officialFolder, officialInstaller } from './places.ts'

/**
 * Milliseconds without a byte after which a download is given up. Not a limit on the whole of it: the fallback is the
 * larger download of the two, so a slow line that gets there is better left alone.
 */
const STALLS_AFTER = 20_000

/** Electron's own installer. @returns whether the official Electron is there now */
export async function downloadOfficial(): Promise<boolean> {
  // It downloads into a temporary folder: in one of its own, it can be seen moving.
  const work = mkdtempSync(join(tmpdir(), 'webitel-tokens-electron-'))
  const env = { ...process.env, TMPDIR: work, TEMP: work, TMP: work }
  try {
    const { child } = await startCompanion(process.execPath, [officialInstaller()], { stdio: 'ignore', env })
    return await succeedsWhileMoving(child, () => bytesIn(work) + bytesIn(officialFolder()), STALLS_AFTER)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * Waits for a program, and ends it when it stands still.
 *
 * @param measure of how far it is
 * @param limit milliseconds that it may stay the same
 * @returns whether the program exited with 0
 */
export async function succeedsWhileMoving(
  child: ChildProcess,
  measure: () => number,
  limit: number,
): Promise<boolean> {
  let last = { value: measure(), at: Date.now() }
  const timer = setInterval(() => {
    const value = measure()
    if (value !== last.value) last = { value, at: Date.now() }
    else if (Date.now() - last.at >= limit) child.kill('SIGKILL')
  }, limit / 10)
  const code = await new Promise((resolve) => child.once('exit', resolve))
  clearInterval(timer)
  return code === 0
}

function bytesIn(folder: string): number {
  try {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  } catch {
    // Not there yet, or a file that was moved away while we looked: the next look tells.
    return 0
  }
}
