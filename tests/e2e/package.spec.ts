import { getCurrentFuseWire, FuseV1Options } from '@electron/fuses'
import { listPackage } from '@electron/asar'
import { execFile } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { chmod, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CHECKOUT } from '../../tools/driver/launch.ts'
import { startPackaged } from '../../tools/driver/packaged.ts'
import { personAt } from '../../tools/driver/person.ts'
import { startCompanion } from '../../tools/linux/processes.ts'
import { expect, test } from './support/fixtures.ts'
import { sandboxed } from './support/sandboxed.ts'

const run = promisify(execFile)
const FOLDER = join(CHECKOUT, 'out/package/linux-unpacked')
const BINARY = join(FOLDER, 'webitel-tokens')
const ASAR = join(FOLDER, 'resources/app.asar')
/** The same, and obeys `--remote-debugging-port`. */
const DRIVEN = join(CHECKOUT, 'out/package/driven')
const ON = '1'.charCodeAt(0)
const OFF = '0'.charCodeAt(0)

/** What may be in it, file by file. */
const ALLOWED = [
  /^package\.json$/,
  /^LICENSE$/,
  /^build\/icon\.png$/,
  /^out\/main\/(index|keychain-process|file-process)\.js$/,
  // What two of those share.
  /^out\/main\/chunks\/[\w-]+\.js$/,
  /^out\/preload\/(index|foreign)\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w.-]+\.(js|css|woff2)$/,
  /^node_modules\/keytar\/(package\.json|lib\/keytar\.js)$/,
  /^node_modules\/keytar\/prebuilds\/linux-x64\/keytar\.node$/,
]

test('holds the application and nothing else', () => {
  const files = listPackage(ASAR, { isPack: false }).map((path) => path.slice(1).replaceAll('\\', '/'))
  const folders = new Set(
    files.flatMap((path) =>
      path
        .split('/')
        .slice(0, -1)
        .map((_, at, parts) => parts.slice(0, at + 1).join('/')),
    ),
  )
  const strangers = files.filter(
    (path) => !folders.has(path) && !ALLOWED.some((allowed) => allowed.test(path)),
  )
  expect(strangers).toEqual([])
  expect(files.filter((path) => path.endsWith('.node'))).toEqual([
    'node_modules/keytar/prebuilds/linux-x64/keytar.node',
  ])
  expect(statSync(ASAR).size).toBeLessThan(6 * 1024 * 1024)
  expect(existsSync(join(FOLDER, 'resources/default_app.asar'))).toBe(false)
})

test('has the fuses of a program that nobody drives from outside', async () => {
  const wire = await getCurrentFuseWire(BINARY)
  const expected = {
    [FuseV1Options.RunAsNode]: OFF,
    [FuseV1Options.EnableCookieEncryption]: ON,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: OFF,
    [FuseV1Options.EnableNodeCliInspectArguments]: OFF,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ON,
    [FuseV1Options.OnlyLoadAppFromAsar]: ON,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: OFF,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: OFF,
  }
  expect(wire).toMatchObject(expected)
})

test('refuses a debugger and strange certificates, in words', async ({ bus, profile, folder }) => {
  const place = join(folder, 'readable')
  await mkdir(place)
  await chmod(folder, 0o755)
  const program = await sandboxed(FOLDER, BINARY, place)
  await program.give(profile)
  const args = [`--user-data-dir=${profile}`, '--remote-debugging-port=0', '--ignore-certificate-errors']
  const env = { ...process.env, ...program.env, DBUS_SESSION_BUS_ADDRESS: bus.address }
  const { child, gone } = await startCompanion(program.executable, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (chunk) => (said += String(chunk)))
  await run('xdotool', ['search', '--sync', '--onlyvisible', '--name', 'Error', 'windowfocus', '--sync'])
  await run('xdotool', ['key', 'Return'])
  await gone()
  expect(child.exitCode).toBe(1)
  expect(said).toContain('It was started with --remote-debugging-port, --ignore-certificate-errors.')
  expect(said).not.toContain('DevTools listening')
})

test('does the main job', async ({ bus, keyring: _, server, profile, folder }) => {
  const place = join(folder, 'readable')
  await mkdir(place)
  await chmod(folder, 0o755)
  const program = await sandboxed(DRIVEN, join(DRIVEN, 'webitel-tokens'), place)
  await program.give(profile, folder)
  const env = {
    DBUS_SESSION_BUS_ADDRESS: bus.address,
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, '.config'),
  }
  const { page, stop } = await startPackaged(program.executable, [`--user-data-dir=${profile}`], env)
  const person = personAt(page)
  const { login, password, name, userId } = server.login('admin')
  const held = (usage: string) => server.state.tokensOf(userId).find((token) => token.usage === usage)

  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await person.add('Packaged')
  const created = person.dialog('Token created')
  await expect(created).toBeVisible()
  const secret = held('Packaged')?.secret ?? ''
  await created.getByRole('button', { name: 'Copy to clipboard', exact: true }).click()
  await expect(created.getByRole('status')).toContainText('Copied to clipboard')
  expect((await run('xclip', ['-o', '-selection', 'clipboard'])).stdout).toBe(secret)

  const file = join(folder, 'packaged.txt')
  await created.getByRole('button', { name: 'Save as txt', exact: true }).click()
  await typeIntoSaveDialog(file)
  await expect(created.getByRole('status')).toContainText('Saved to packaged.txt')
  expect(await readFile(file, 'utf8')).toBe(secret)

  await created.getByRole('button', { name: 'Close', exact: true }).click()
  await person.button('Delete Packaged').click()
  await person.dialog('Confirm deletion').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(person.status('1 deleted')).toBeVisible()
  expect(held('Packaged')).toBeUndefined()
  await person.signOut()
  await expect(page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible()
  await stop()
})

/** The system's own dialog, by keys: nothing of it can be reached from outside. */
async function typeIntoSaveDialog(path: string): Promise<void> {
  const { stdout } = await run('xdotool', ['search', '--sync', '--onlyvisible', '--name', 'Save'])
  const window = stdout.trim().split('\n').at(-1) ?? ''
  await run('xdotool', ['windowfocus', '--sync', window])
  await run('xdotool', ['key', '--clearmodifiers', 'ctrl+a'])
  await run('xdotool', ['type', '--clearmodifiers', path])
  await run('xdotool', ['key', '--clearmodifiers', 'Return'])
}
