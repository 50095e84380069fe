/**
 * `npm start`: the application on the embedded server; without a display, a walk through the main job.
 *
 *     npm start [-- --server https://cc.example.com]
 */
import { parseArgs } from 'node:util'
import { describe, resolveElectron } from '../electron/resolve.ts'
import { hasDisplay } from '../linux/display.ts'
import { spawnSuite } from '../test/spawn.ts'
import { openForPerson } from './open.ts'
import { walk } from './walk.ts'

const { values } = parseArgs({ options: { server: { type: 'string' } } })

async function start(): Promise<number> {
  const electron = resolveElectron()
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.folder
  console.log(`${describe(electron)}\nBuilding…`)
  if (!(await spawnSuite(['electron-vite', 'build', '--logLevel', 'warn'], {}))) return 1
  if (hasDisplay()) return await openForPerson(electron, values.server)
  if (values.server === undefined) return await walk()
  console.error('There is no display here. A server of your own needs one: it is you who signs in.')
  return 1
}

process.exitCode = await start()
