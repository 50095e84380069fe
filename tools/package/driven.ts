import { createPackageWithOptions, extractAll } from '@electron/asar'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Makes a copy of the users' package for the tests. A file in its archive makes it accept
 * `--remote-debugging-port` (`src/main/security/switches.ts`), with which the tests drive it. The users'
 * package refuses that switch.
 *
 * @param packed the unpacked application for users
 * @param driven where the copy goes
 */
export async function makeDriven(packed: string, driven: string): Promise<void> {
  cpSync(packed, driven, { recursive: true, verbatimSymlinks: true })
  const archive = join(driven, 'resources/app.asar')
  const content = mkdtempSync(join(tmpdir(), 'webitel-tokens-driven-'))
  extractAll(archive, content)
  writeFileSync(join(content, 'out/main/driven-by-tests'), '')
  await createPackageWithOptions(content, archive, { unpack: '*.node' })
  rmSync(content, { recursive: true, force: true })
}
