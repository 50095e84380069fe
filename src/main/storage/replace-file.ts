import { randomBytes } from 'node:crypto'
import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { syncFolder } from './sync-folder.ts'

/** Read and written by its owner alone. */
export const PRIVATE = 0o600
/** Short names: the file to be replaced may have a name of 255 bytes, which is the most that file systems take. */
export const UNFINISHED = /^\.[\da-f]{16}\.tmp$/

/**
 * Puts a new file in the place of one, or of none: after a crash there is the whole new file or the one before.
 *
 * The unfinished file has a random name and is opened with O_EXCL, so that nobody else can have made it before.
 *
 * @param path no link
 * @throws Error with the system's code; then nothing has changed, and nothing is left beside
 */
export function replaceFile(path: string, text: string): void {
  const folder = dirname(path)
  const unfinished = join(folder, `.${randomBytes(8).toString('hex')}.tmp`)
  const { O_CREAT, O_EXCL, O_WRONLY } = constants
  const file = openSync(unfinished, O_CREAT | O_EXCL | O_WRONLY, PRIVATE)
  try {
    fill(file, text)
    renameSync(unfinished, path)
  } catch (thrown) {
    rmSync(unfinished, { force: true })
    throw thrown
  }
  syncFolder(folder)
}

function fill(file: number, text: string): void {
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
