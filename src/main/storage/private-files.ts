import { chmodSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PRIVATE, UNFINISHED } from './replace-file.ts'

/** Our files in the profile folder and its subfolders. All others there are Chromium's. */
const OURS: Readonly<Record<string, RegExp>> = {
  '.': /^[a-z-]+\.json(\.damaged(\.old)?|\.original)?$/,
  logs: /^main(\.old)?\.log$/,
  problems: /\.json$/,
}
const PRIVATE_FOLDER = 0o700
/** Of a folder for everyone, as /tmp: it is not ours to close, even where somebody names it as the profile folder. */
const STICKY = 0o1000
/** As versions before named unfinished files, and left them on a full disk. */
const UNFINISHED_BEFORE = /^[a-z-]+\.json\.tmp-[\da-f]+$/

/**
 * Closes the folder and our files to other users: versions before made them 0644, a copy of the folder may keep only
 * that, and a folder that the user made may be open to others, who could put files of their own there. Removes
 * what a write that was cut off left behind.
 */
export function makePrivate(profileFolder: string): void {
  for (const [name, ours] of Object.entries(OURS)) {
    const folder = join(profileFolder, name)
    for (const file of namesIn(folder)) {
      if (ours.test(file)) restrict(join(folder, file))
      if (UNFINISHED.test(file) || UNFINISHED_BEFORE.test(file)) rmSync(join(folder, file), { force: true })
    }
    restrict(folder, PRIVATE_FOLDER)
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function restrict(path: string, mode = PRIVATE): void {
  try {
    const stats = lstatSync(path)
    // A link leads to a file that is not ours alone.
    if (stats.isSymbolicLink() || (stats.mode & STICKY) !== 0) return
    if ((stats.mode & 0o077) !== 0) chmodSync(path, mode)
  } catch {
    // Another user's file, or none: nothing that could be closed.
  }
}
