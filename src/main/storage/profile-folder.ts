import { lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const NEXT = 'or name another folder with --user-data-dir=…'

/**
 * Tries to write to the profile folder. Creates the folder if it is missing.
 *
 * @returns a sentence for the user that says why the folder can't be used, or `undefined`
 */
export function whyNotWritable(folder: string): string | undefined {
  const probe = join(folder, '.writable')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // An empty file, because the application should start on a full disk. It then warns that it can't save
    // changes.
    writeFileSync(probe, '')
    return undefined
  } catch (error) {
    return isFull(error)
      ? `The disk that holds the folder ${folder} is full. Free some space, ${NEXT}`
      : `The folder ${folder} can't be written to. Make it writable for you, ${NEXT}`
  } finally {
    removeIfPresent(probe)
  }
}

/**
 * Whether the folder can hold symbolic links. Chromium needs them to lock a profile, except on Windows. FAT
 * and exFAT drives and some network shares don't support them.
 */
export function holdsLinks(folder: string): boolean {
  const probe = join(folder, '.link')
  try {
    removeIfPresent(probe)
    symlinkSync('nowhere', probe)
    return lstatSync(probe).isSymbolicLink()
  } catch {
    return false
  } finally {
    removeIfPresent(probe)
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

function removeIfPresent(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // A leftover probe is harmless: the next start overwrites it.
  }
}
