/** Ends with 1 unless the official Electron of the version in package.json is in use: before a release is packed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, resolveElectron } from '../electron/resolve.ts'

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  devDependencies: { electron: string }
}
const electron = resolveElectron()
const fits = electron.kind === 'official' && electron.version === manifest.devDependencies.electron
console.log(describe(electron))
if (!fits) console.error(`A release needs the official Electron ${manifest.devDependencies.electron}.`)
process.exitCode = fits ? 0 : 1
