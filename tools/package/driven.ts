import { createPackageWithOptions, extractAll } from '@electron/asar'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A second package beside the one for users: the same, with a file in its archive by which it obeys
 * `--remote-debugging-port` (`src/main/security/switches.ts`). The tests drive it by that; users' packages refuse it.
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
