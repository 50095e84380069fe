/** `npm run dev`: the application, loaded again as its sources change, on the embedded server. */
import { mkdir } from 'node:fs/promises'
import { requireElectron } from './electron/preflight.ts'
import { describe, resolveElectron, type ElectronInUse } from './electron/resolve.ts'
import { hasDisplay } from './linux/display.ts'
import { Refusal, runScript } from './refusal.ts'
import { spawnSuite } from './test/spawn.ts'
import { onlyOne, profileFolder } from './tour/running.ts'
import { startWebitelServer, type WebitelServer } from './webitel-server/index.ts'

/** A fixed port, so that the server saved in the profile stays valid. */
const PORT = 8480

async function develop(): Promise<number> {
  if (!hasDisplay())
    throw new Refusal(
      'There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), and npm run dev needs one; npm start shows the application without one.',
    )
  const electron = resolveElectron()
  requireElectron(electron, 'if-any')
  return await onlyOne(electron, () => run(electron))
}

async function run(electron: ElectronInUse): Promise<number> {
  const server = await startServer()
  const { login, password } = server.login('admin')
  console.log(`${describe(electron)}\nThe embedded Webitel server: ${server.url}\n  ${login}  ${password}`)
  const profile = profileFolder('dev')
  await mkdir(profile, { recursive: true })
  const root = process.getuid?.() === 0 ? ['--noSandbox'] : []
  const command = ['electron-vite', 'dev', '--watch', ...root, '--', `--user-data-dir=${profile}`]
  const succeeded = await spawnSuite(command, {
    ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
    ELECTRON_EXEC_PATH: electron.executable,
  })
  await server.close()
  return succeeded ? 0 : 1
}

/** Uses a free port if the usual one is taken, by another clone or by `npm run server`. */
async function startServer(): Promise<WebitelServer> {
  try {
    return await startWebitelServer({ port: PORT })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    console.log(`Port ${PORT} is taken by another program: the embedded server uses a free one.`)
    return await startWebitelServer()
  }
}

await runScript(develop)
