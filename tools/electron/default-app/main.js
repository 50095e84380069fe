/**
 * What `electron <folder>` runs before the application, in the fallback Electron, whose package carries none.
 *
 * It awaits the application's main at top level: Electron waits with `ready` for this module, and a main that is an ES
 * module would else run after it, too late for `protocol.registerSchemesAsPrivileged`.
 */
import { app } from 'electron'
import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const { folder, modules, version } = read(process.argv.slice(1))

if (version) {
  console.log(`v${process.versions.electron}`)
  process.exit(0)
}
if (folder === undefined) {
  console.error('Usage: electron [-r module] <folder of an application>')
  process.exit(1)
}
for (const name of modules) createRequire(join(process.cwd(), 'x'))(resolve(name))
await import(pathToFileURL(mainOf(resolve(folder))).href)

/** @param {readonly string[]} args */
function read(args) {
  /** @type {string[]} */
  const modules = []
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    if (arg === '--version' || arg === '-v') return { modules, version: true }
    if (arg === '-r' || arg === '--require') modules.push(args[(at += 1)] ?? '')
    else if (!arg.startsWith('-')) return { folder: arg, modules, version: false }
  }
  return { modules, version: false }
}

/** @param {string} path of a folder with a package.json, or of a file */
function mainOf(path) {
  if (statSync(path).isFile()) {
    app.setAppPath(dirname(path))
    return path
  }
  const {
    name,
    productName,
    version: own,
    main = 'index.js',
  } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  if (productName ?? name) app.setName(productName ?? name)
  if (own) app.setVersion(own)
  app.setAppPath(path)
  return join(path, main)
}
