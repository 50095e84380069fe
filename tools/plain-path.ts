import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * In a file's path, Vite treats the text after these characters as the query or fragment of a URL.
 */
const ENDS_PATH = /[?#]/

/**
 * Returns a path to the folder that Vite and Vitest can handle: a link without `#` and `?`. The link is
 * deleted when this process ends. Use it as their root with `preserveSymlinks`, otherwise they resolve the
 * link.
 *
 * @returns the folder itself if its path has neither character
 */
export function plainPath(folder: string): string {
  if (!ENDS_PATH.test(folder)) return folder
  const work = mkdtempSync(join(tmpdir(), 'webitel-tokens-build-'))
  process.once('exit', () => rmSync(work, { recursive: true, force: true }))
  const link = join(work, 'checkout')
  // On Windows, junctions need no privilege, but links do. Other systems ignore the type.
  symlinkSync(folder, link, 'junction')
  return link
}
