import { chmodSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PRIVATE, UNFINISHED } from './replace-file.ts'

/** Our files in the profile folder and its subfolders. All other files belong to Chromium. */
const OURS: Readonly<Record<string, RegExp>> = {
  '.': /^[a-z-]+\.json(\.damaged(\.old)?|\.original)?$/,
  logs: /^main(\.old)?\.log$/,
  problems: /\.json$/,
}
const PRIVATE_FOLDER = 0o700
/**
 * The mode bit of a folder for all users, such as /tmp. Its mode is never changed, even if it is the profile
 * folder.
 */
const STICKY = 0o1000
/** Temporary files of earlier versions, which were left behind on a full disk. */
const UNFINISHED_BEFORE = /^[a-z-]+\.json\.tmp-[\da-f]+$/

/**
 * Removes other users' access to the folder and to our files, and deletes the temporary files of interrupted
 * writes. Earlier versions created files with mode 0644, and a copied folder may still have it. If the user
 * created the folder, other users may be able to put files into it.
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
    // The target of a link may not be ours.
    if (stats.isSymbolicLink() || (stats.mode & STICKY) !== 0) return
    if ((stats.mode & 0o077) !== 0) chmodSync(path, mode)
  } catch {
    // The file is missing or belongs to another user, so its mode can't be changed.
  }
}
