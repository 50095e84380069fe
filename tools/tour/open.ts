import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { profileIdOf } from '../../src/main/session/profiles.ts'
import type { ElectronInUse } from '../electron/resolve.ts'
import { CHECKOUT } from '../driver/launch.ts'
import { explain } from '../electron/ending.ts'
import { sandboxFlags } from '../electron/preflight.ts'
import { lastWords, startCompanion } from '../linux/processes.ts'
import { profileFolder } from './running.ts'
import { startWebitelServer, type WebitelServer } from '../webitel-server/index.ts'

/**
 * Opens the application with a profile folder of its own, and stays until it is closed.
 *
 * @param server the origin of your own server; without it, the embedded server with its seeded users is used
 */
export async function openForPerson(electron: ElectronInUse, server: string | undefined): Promise<number> {
  const profile = profileFolder(server === undefined ? 'demo' : 'own')
  await mkdir(profile, { recursive: true })
  const embedded = server === undefined ? await startWebitelServer() : undefined
  console.log(embedded ? credentials(embedded) : `Sign in to ${server} with your own login.`)
  if (embedded || !existsSync(join(profile, 'profiles.json')))
    await offer(profile, embedded?.url ?? server ?? '', embedded?.login('admin').login ?? '')
  const status = await runWindow(electron.executable, profile)
  await embedded?.close()
  return status
}

/** Hides Electron's error output. If the exit status isn't 0, prints the reason. @returns the exit status */
async function runWindow(executable: string, profile: string): Promise<number> {
  const args = [CHECKOUT, `--user-data-dir=${profile}`, ...sandboxFlags()]
  const { child } = await startCompanion(executable, args, { stdio: ['ignore', 'inherit', 'pipe'] })
  const words = lastWords(child.stderr)
  const [status, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  if (status !== 0) console.error(explain({ executable, status, signal, stderr: await words() }))
  return status ?? 1
}

function credentials(server: WebitelServer): string {
  const shown = ['admin', 'self', 'reader', 'big'] as const
  const lines = shown
    .map((role) => server.login(role))
    .map(({ login, password, name }) => `  ${login}  ${password}  (${name})`)
  return [`The embedded Webitel server: ${server.url}`, ...lines].join('\n')
}

/**
 * The address stands in the sign-in form already: as the first of the saved servers. One's own server is offered at the
 * first start only; later ones find the session there.
 */
async function offer(profile: string, server: string, login: string): Promise<void> {
  const account = {
    profileId: profileIdOf(server, login),
    server,
    login,
    domain: login.split('@')[1] ?? '',
    user: { id: '0', name: '', username: '', extension: '' },
    may: { listUsers: false, readTokens: false, addTokens: false, changeTokens: false, deleteTokens: false },
  }
  await writeFile(join(profile, 'profiles.json'), JSON.stringify({ value: { accounts: [account] } }))
}
