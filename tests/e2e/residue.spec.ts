import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerSaveDialog } from '../../tools/driver/person.ts'
import type { Role, WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { address, continueWith, signInAt } from './support/providers.ts'
import { boxes, heldNamed, settled, within } from './support/registry.ts'
import { filesBelow, filesWith } from './support/residue.ts'
import { accessOf, signInScreen } from './support/sessions.ts'

/** From the first look at the sign-in to the end, all that a page can complain of, and all that it asks for. */
async function wholeJob(running: Running, server: WebitelServer, file: string) {
  const { app, page, person } = running
  const complaints: string[] = []
  const addresses = new Set<string>()
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => addresses.add(new URL(request.url()).protocol))
  await page.reload()
  const { login, password, name } = server.login('admin')
  await answerSaveDialog(app, file)
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await settled(person)
  const answers = await boxes(page).evaluateAll((all) =>
    all.slice(0, 3).map((box) => (box.getAttribute('aria-label') ?? '').replace(/^Select /, '')),
  )
  await person.add('Left behind?')
  const created = person.dialog('Token created')
  await within(created, 'Copy to clipboard').click()
  await expect(created.getByRole('status')).toContainText('Copied to clipboard')
  await within(created, 'Save as txt').click()
  await expect(created.getByRole('status')).toContainText('Saved to')
  await within(created, 'Close').click()
  const [token] = heldNamed(server, 'Left behind?')
  await person.button('Delete Left behind?').click()
  await within(person.dialog('Confirm deletion'), 'Delete').click()
  await expect(person.status('1 deleted')).toBeVisible()
  await page.keyboard.press('Control+,')
  await page.getByLabel('Theme').selectOption('dark')
  const secrets = { password, key: accessOf(server), token: token?.secret ?? '', answers }
  await person.signOut()
  await expect(signInScreen(person)).toBeVisible()
  return { complaints, addresses, secrets }
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

/** By each way after the other, signed out between them. @returns all that was secret of it */
async function everyWay(running: Running, server: WebitelServer, folder: string): Promise<string[]> {
  const { page, person } = running
  const code = page.getByLabel('One-time code', { exact: true })
  const secrets: string[] = []
  const ways: readonly (readonly [Role, () => Promise<unknown>])[] = [
    ['totp', async () => await code.fill(server.login('totp').totp ?? '')],
    [
      'expired',
      async () => {
        for (const label of ['New password', 'Repeat new password'])
          await page.getByLabel(label, { exact: true }).fill('Brand-New-42')
      },
    ],
    [
      'sso',
      async () => {
        const { login, password } = server.login('sso')
        await signInAt(await continueWith(running, 'Example ID'), login, password)
      },
    ],
  ]
  for (const [role, finish] of ways) {
    const { login, password, name, totp } = server.login(role)
    if (role === 'sso') await address(running, server, role)
    else await person.signIn(server.url, login, password)
    await finish()
    if (role !== 'sso') await page.keyboard.press('Enter')
    await expect(person.heading(name)).toBeVisible()
    await settled(person)
    secrets.push(password, accessOf(server), ...(totp === undefined ? [] : [totp]))
    // The page never had the key; it has what it shows.
    const heap = await pageHeap(running, folder)
    expect(heap).toContain(name)
    expect(heap).not.toContain(accessOf(server))
    await person.signOut()
    await expect(signInScreen(person)).toBeVisible()
  }
  return [...secrets, 'Brand-New-42']
}

test('a sign-in by each way leaves no secret behind: no key, password, code or cookie', async ({
  start,
  server,
  profile,
  folder,
}) => {
  const { home, env } = await homeIn(folder)
  const running = await start({ env })
  const secrets = await everyWay(running, server, folder)
  await running.quit()
  await running.gone
  expect(new Set(secrets).size).toBe(8)
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(5)
  expect(await filesBelow(profile)).not.toEqual([])
  expect(await filesWith(profile, [...secrets, 'webitel_session'])).toEqual([])
  expect(await filesWith(home, [...secrets, 'webitel_session'])).toEqual([])
})

test('a whole main job breaks no policy, and leaves no secret behind', async ({
  start,
  server,
  profile,
  folder,
}) => {
  const { home, env } = await homeIn(folder)
  const running = await start({ env })
  const file = join(folder, 'saved.txt')
  const { complaints, addresses, secrets } = await wholeJob(running, server, file)
  await running.quit()
  await running.gone

  expect(complaints).toEqual([])
  expect([...addresses]).toEqual(['app:'])
  const needles = [secrets.password, secrets.key, secrets.token, ...secrets.answers]
  expect(needles).toHaveLength(6)
  for (const needle of needles) expect(needle.length).toBeGreaterThan(3)
  expect(await filesBelow(profile)).not.toEqual([])
  expect(await filesWith(profile, needles)).toEqual([])
  expect(await filesWith(home, needles)).toEqual([])

  // It would find each of them, in either encoding, wherever it lies.
  expect(await filesWith(folder, [secrets.token])).toEqual(['saved.txt'])
  await mkdir(join(profile, 'Crashpad', 'completed'), { recursive: true })
  for (const [at, needle] of needles.entries())
    for (const encoding of ['utf8', 'utf16le'] as const) {
      const planted = join('Crashpad', 'completed', `${at}.${encoding}`)
      await writeFile(
        join(profile, planted),
        Buffer.concat([Buffer.of(0), Buffer.from(`…${needle}…`, encoding)]),
      )
      expect(await filesWith(profile, [needle])).toContain(planted)
    }
})
