import { lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const NEXT = 'or name another folder with --user-data-dir=…'

/**
 * Tries to write to the profile folder, which is made when it is missing.
 *
 * @returns a sentence for the user that says why the folder can't be used, or `undefined`
 */
export function whyNotWritable(folder: string): string | undefined {
  const probe = join(folder, '.writable')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // Empty: on a full disk the application starts all the same, and tells what it can't save.
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
 * Whether symbolic links can be made in the folder. FAT and exFAT drives and some network shares hold none, and Chromium
 * locks a profile by links, except on Windows.
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
    // A probe that stays behind is harmless: the next start overwrites it.
  }
}
