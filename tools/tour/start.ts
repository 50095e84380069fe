/**
 * `npm start`: the application on the embedded server; without a display, a walk through the main job.
 *
 *     npm start [-- --server https://cc.example.com]
 */
import { parseArgs } from 'node:util'
import { describe, resolveElectron } from '../electron/resolve.ts'
import { hasDisplay } from '../linux/display.ts'
import { build } from '../build.ts'
import { requireElectron } from '../electron/preflight.ts'
import { Refusal, runScript } from '../refusal.ts'
import { openForPerson } from './open.ts'
import { onlyOne } from './running.ts'
import { walk } from './walk.ts'

async function start(): Promise<number> {
  const { values } = parseArgs({ options: { server: { type: 'string' } } })
  if (values.server !== undefined && !hasDisplay()) throw new Refusal(NEEDS_DISPLAY)
  const server = values.server === undefined ? undefined : originOf(values.server)
  const electron = resolveElectron()
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.folder
  requireElectron(electron, 'if-any')
  return await onlyOne(electron, async () => {
    console.log(`${describe(electron)}\nBuilding…`)
    await build()
    return hasDisplay() ? await openForPerson(electron, server) : await walk()
  })
}

/** `https` is assumed, as in the application. */
function originOf(address: string): string {
  const url = URL.parse(address.includes('://') ? address : `https://${address}`)
  if (!url) throw new Refusal(`--server needs an address such as https://cc.example.com, not "${address}".`)
  return url.origin
}

const NEEDS_DISPLAY =
  'There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), and a server of your own needs one, because you sign in yourself; without --server, npm start shows the application without a display.'

await runScript(start)
