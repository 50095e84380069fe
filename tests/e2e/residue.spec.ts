import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerSaveDialog } from '../../tools/driver/person.ts'
import type { Role, WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { address, continueWith, signInAt } from './support/providers.ts'
import { heldNamed, settled, within } from './support/registry.ts'
import { filesWith } from './support/residue.ts'
import { accessOf, signInScreen } from './support/sessions.ts'

// Errors that nobody foresaw are a part of the job: their reports are read too.
test.use({ problemsExpected: true, sandbox: true })

const NEW_PASSWORD = 'Brand-New-42'

/** From the form, with the address of the server typed, to whatever comes next. */
type SignIn = (running: Running, server: WebitelServer, role: Role) => Promise<unknown>

const withPassword: SignIn = async ({ person }, server, role) => {
  const { login, password } = server.login(role)
  await person.signIn(server.url, login, password)
}

const WAYS: readonly (readonly [string, Role, SignIn])[] = [
  ['by a password', 'admin', withPassword],
  [
    'by a one-time code',
    'totp',
    async (running, server, role) => {
      await withPassword(running, server, role)
      await running.page.getByLabel('One-time code', { exact: true }).fill(server.login(role).totp ?? '')
      await running.page.keyboard.press('Enter')
    },
  ],
  [
    'by a new password',
    'expired',
    async (running, server, role) => {
      await withPassword(running, server, role)
      for (const label of ['New password', 'Repeat new password'])
        await running.page.getByLabel(label, { exact: true }).fill(NEW_PASSWORD)
      await running.page.keyboard.press('Enter')
    },
  ],
  [
    'through a provider',
    'sso',
    async (running, server, role) => {
      await address(running, server, role)
      const { login, password } = server.login(role)
      await signInAt(await continueWith(running, 'Example ID'), login, password)
    },
  ],
]

/** What the page complains of, and all that it asks for, from the first look at the sign-in to the end. */
async function watch({ page }: Running) {
  const complaints: string[] = []
  const addresses = new Set<string>()
  page.on('console', (message) => complaints.push(message.text()))
  page.on('request', (request) => addresses.add(new URL(request.url()).protocol))
  await page.reload()
  return { complaints, addresses }
}

/** @returns the token that was made, copied, saved, and deleted again */
async function work({ app, page, person }: Running, server: WebitelServer, role: Role, file: string) {
  await answerSaveDialog(app, file)
  await person.add('Left behind?')
  const created = person.dialog('Token created')
  await within(created, 'Copy to clipboard').click()
  await expect(created.getByRole('status')).toContainText('Copied to clipboard')
  await within(created, 'Save as txt').click()
  await expect(created.getByRole('status')).toContainText('Saved to')
  await within(created, 'Close').click()
  const token = heldNamed(server, 'Left behind?', role)[0]?.secret ?? ''
  await person.button('Delete Left behind?').click()
  await within(person.dialog('Confirm deletion'), 'Delete').click()
  await expect(person.status('1 deleted')).toBeVisible()
  await page.keyboard.press('Control+,')
  await page.getByLabel('Theme').selectOption('dark')
  return token
}

/** Errors that nobody foresaw, in main and in the page, whose words are all that is secret. */
async function fail({ app, page, person }: Running, words: string): Promise<void> {
  const told = person.dialog('Something went wrong')
  await app.evaluate((_, planted) => void Promise.reject(new Error(planted)), words)
  await expect(told).toContainText('Part of the application failed')
  await within(told, 'Close').click()
  await page.evaluate((planted) => {
    setTimeout(() => {
      throw new Error(planted)
    })
  }, words)
  await expect(told).toContainText('Part of this window failed')
  await within(told, 'Close').click()
  await expect(told).toBeHidden()
}

/** Whatever is written beside the profile folder lies there too. */
async function homeIn(folder: string) {
  const home = join(folder, 'home')
  await mkdir(home)
  const places = ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'TMPDIR', 'HOME']
  return { home, env: Object.fromEntries(places.map((name) => [name, home])) }
}

/** All that the page holds. */
async function pageHeap({ app }: Running, folder: string): Promise<string> {
  const file = join(folder, 'page.heapsnapshot')
  await app.evaluate(
    ({ BrowserWindow }, path) => BrowserWindow.getAllWindows()[0]?.webContents.takeHeapSnapshot(path),
    file,
  )
  const heap = await readFile(file, 'utf8')
  await rm(file)
  return heap
}

/** Names of what a server says, which are none of ours; and names that it alone knows. */
const ANSWERED = [
  'created_by',
  'updated_by',
  'access_token',
  'preferred_username',
  'Known to the server alone',
]

for (const [way, role, signIn] of WAYS)
  test.describe(`signed in ${way}`, () => {
    test('a whole main job breaks no policy, and leaves no secret behind', async ({
      start,
      server,
      profile,
      folder,
    }) => {
      const { home, env } = await homeIn(folder)
      const { password, name, userId, totp } = server.login(role)
      server.state.insertToken(userId, 'Known to the server alone')
      const running = await start({ env })
      const { person } = running
      const { complaints, addresses } = await watch(running)
      await signIn(running, server, role)
      await expect(person.heading(name)).toBeVisible()
      await settled(person)
      await expect(person.row('Known to the server alone')).toBeVisible()
      const key = accessOf(server)
      const token = await work(running, server, role, join(folder, 'saved.txt'))
      const secrets = [
        password,
        key,
        token,
        ...(totp ? [totp] : []),
        ...(role === 'expired' ? [NEW_PASSWORD] : []),
      ]
      for (const secret of secrets) expect(secret.length).toBeGreaterThan(5)
      await expectNotHeld(running, folder, [key, token], name)
      expect(complaints).toEqual([])
      await expectHeard(running, complaints)
      expect([...addresses]).toEqual(['app:'])
      await fail(running, secrets.join(' '))
      const needles = [...secrets, 'webitel_session', ...ANSWERED]
      expect(await filesWith(profile, needles)).toEqual([])
      await person.signOut()
      await expect(signInScreen(person)).toBeVisible()
      await running.quit()
      await running.gone

      expect(await readdir(join(profile, 'problems'))).toHaveLength(2)
      expect(await filesWith(profile, needles)).toEqual([])
      expect(await filesWith(home, needles)).toEqual([])
      expect(await filesWith(folder, [token])).toEqual(['saved.txt'])
      await expectFound(profile, needles)
    })
  })

/** A break of the policy would be among them. */
async function expectHeard({ page }: Running, complaints: readonly string[]): Promise<void> {
  await page.evaluate(() => document.body.setAttribute('style', 'color: red'))
  await expect.poll(() => complaints.join()).toContain('Content Security Policy')
}

/** The page has what it shows, and nothing of what it shows no more or never had. */
async function expectNotHeld(running: Running, folder: string, secrets: readonly string[], shown: string) {
  const heap = await pageHeap(running, folder)
  expect(heap).toContain(shown)
  for (const secret of secrets) expect(heap).not.toContain(secret)
}

/** Each of them would be, in either encoding, wherever it lies. */
async function expectFound(profile: string, needles: readonly string[]): Promise<void> {
  await mkdir(join(profile, 'Crashpad', 'completed'), { recursive: true })
  for (const [at, needle] of needles.entries())
    for (const encoding of ['utf8', 'utf16le'] as const) {
      const planted = join('Crashpad', 'completed', `${at}.${encoding}`)
      const content = Buffer.concat([Buffer.of(0), Buffer.from(`…${needle}…`, encoding)])
      await writeFile(join(profile, planted), content)
      expect(await filesWith(profile, [needle])).toContain(planted)
    }
}
