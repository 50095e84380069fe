import { closeSync, fsyncSync, openSync } from 'node:fs'

/**
 * Puts on disk which files a folder holds: a file that was put in another's place is synced itself, its name is not, and
 * after a power cut the one before may be back (https://man7.org/linux/man-pages/man2/fsync.2.html). Where a folder
 * can't be opened (Windows), the file system sees to it.
 */
export function syncFolder(folder: string): void {
  try {
    const opened = openSync(folder, 'r')
    try {
      fsyncSync(opened)
    } finally {
      closeSync(opened)
    }
  } catch {
    // As safe as it can be made here.
  }
}
