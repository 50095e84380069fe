/** `npm run dev`: the application, loaded again as its sources change, on the embedded server. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CHECKOUT } from './driver/launch.ts'
import { describe, resolveElectron } from './electron/resolve.ts'
import { hasDisplay } from './linux/display.ts'
import { spawnSuite } from './test/spawn.ts'
import { startWebitelServer } from './webitel-server/index.ts'

async function develop(): Promise<number> {
  if (!hasDisplay()) {
    console.error('There is no display here: DISPLAY and WAYLAND_DISPLAY are both unset.')
    return 1
  }
  const electron = resolveElectron()
  const server = await startWebitelServer({ port: 8480 })
  const { login, password } = server.login('admin')
  console.log(`${describe(electron)}\nThe embedded Webitel server: ${server.url}\n  ${login}  ${password}`)
  const profile = join(CHECKOUT, 'out/dev-profile')
  await mkdir(profile, { recursive: true })
  const root = process.getuid?.() === 0 ? ['--noSandbox'] : []
  const command = ['electron-vite', 'dev', '--watch', ...root, '--', `--user-data-dir=${profile}`]
  const fine = await spawnSuite(command, {
    ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
    ELECTRON_EXEC_PATH: electron.executable,
  })
  await server.close()
  return fine ? 0 : 1
}

process.exitCode = await develop()
