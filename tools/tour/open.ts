import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { profileIdOf } from '../../src/main/session/profiles.ts'
import type { ElectronInUse } from '../electron/resolve.ts'
import { CHECKOUT } from '../driver/launch.ts'
import { startCompanion } from '../linux/processes.ts'
import { startWebitelServer, type WebitelServer } from '../webitel-server/index.ts'

/**
 * Opens the application with a profile folder of its own, and stays until it is closed.
 *
 * @param server of your own; without one, the embedded one with its seeded people
 */
export async function openForPerson(electron: ElectronInUse, server: string | undefined): Promise<number> {
  const profile = join(CHECKOUT, 'out', server === undefined ? 'demo-profile' : 'start-profile')
  await mkdir(profile, { recursive: true })
  const embedded = server === undefined ? await startWebitelServer() : undefined
  console.log(embedded ? credentials(embedded) : `Sign in to ${server} with your own login.`)
  if (embedded || !existsSync(join(profile, 'profiles.json')))
    await offer(profile, embedded?.url ?? server ?? '', embedded?.login('admin').login ?? '')
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const args = [CHECKOUT, `--user-data-dir=${profile}`, ...root]
  const { child } = await startCompanion(electron.executable, args, {
    stdio: ['ignore', 'inherit', 'ignore'],
  })
  const code = await new Promise<number>((resolve) => child.once('exit', (exit) => resolve(exit ?? 1)))
  await embedded?.close()
  return code
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
  const { origin } = new URL(server.includes('://') ? server : `https://${server}`)
  const account = {
    profileId: profileIdOf(origin, login),
    server: origin,
    login,
    domain: login.split('@')[1] ?? '',
    user: { id: '0', name: '', username: '', extension: '' },
    may: { listUsers: false, readTokens: false, addTokens: false, changeTokens: false, deleteTokens: false },
  }
  await writeFile(join(profile, 'profiles.json'), JSON.stringify({ value: { accounts: [account] } }))
}
