/**
 * `npm run package:dir`: an unpacked application in `out/package`, with the Electron in use. The fallback
 * Electron is good enough for a look and for the tests. The release workflow makes the users' packages with
 * the official Electron.
 *
 *     node tools/package/dir.ts [--built]: `out/` is up to date
 *                               [--driven]: also a package that the tests can drive, in `out/package/driven` (Linux)
 */
import { Arch, build, Platform } from 'electron-builder'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { describe, resolveElectron } from '../electron/resolve.ts'
import { build as buildApplication } from '../build.ts'
import { runScript } from '../refusal.ts'
import { makeDriven } from './driven.ts'

const OUTPUT = join(import.meta.dirname, '../../out/package')

async function makeDir(): Promise<number> {
  const { values } = parseArgs({
    options: { built: { type: 'boolean', default: false }, driven: { type: 'boolean', default: false } },
  })
  const electron = resolveElectron()
  console.log(describe(electron))
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.folder
  if (!values.built) await buildApplication()
  rmSync(OUTPUT, { recursive: true, force: true })
  await build({
    targets: Platform.current().createTarget('dir', Arch[process.arch as 'x64' | 'arm64']),
    publish: 'never',
    config: {
      directories: { output: OUTPUT },
      electronDist: electron.folder,
      electronVersion: electron.version,
      // electron-builder takes it out of Electron's own archive, but not out of a folder.
      afterPack: ({ appOutDir }) => rmSync(join(appOutDir, 'resources/default_app.asar'), { force: true }),
    },
  })
  if (values.driven) await makeDriven(join(OUTPUT, 'linux-unpacked'), join(OUTPUT, 'driven'))
  console.log(`The application lies in ${OUTPUT}`)
  return 0
}

await runScript(makeDir)
