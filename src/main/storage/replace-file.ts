import { randomBytes } from 'node:crypto'
import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { syncFolder } from './sync-folder.ts'

/** Only the owner can read and write the file. */
export const PRIVATE = 0o600
/**
 * Names of temporary files. Short, because the target's own name may already have the maximum of 255 bytes.
 */
export const UNFINISHED = /^\.[\da-f]{16}\.tmp$/

/**
 * Creates or replaces a file atomically: after a crash, the path has either the complete new file or the old
 * one.
 *
 * The temporary file has a random name and is opened with O_EXCL, so another user can't have created it
 * before.
 *
 * @param path not a link
 * @throws Error with the system's code; then nothing has changed, and the temporary file is deleted
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
