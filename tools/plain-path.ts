import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Vite reads what follows these characters in a file's path as the query or fragment of an address.
 */
const ENDS_PATH = /[?#]/

/**
 * A path to the same folder that Vite and Vitest can work in: a link without `#` and `?`, removed when this process ends.
 * Use it as their root, with `preserveSymlinks`, else they follow the link back.
 *
 * @returns the folder itself when its path has neither character
 */
export function plainPath(folder: string): string {
  if (!ENDS_PATH.test(folder)) return folder
  const work = mkdtempSync(join(tmpdir(), 'webitel-tokens-build-'))
  process.once('exit', () => rmSync(work, { recursive: true, force: true }))
  const link = join(work, 'checkout')
  // Windows makes junctions without a privilege, links with one; elsewhere the type is ignored.
  symlinkSync(folder, link, 'junction')
  return link
}
