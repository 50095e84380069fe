import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Person } from '../../tools/driver/person.ts'
import type { WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test, type Running } from './support/fixtures.ts'

const secretOf = (server: WebitelServer, usage: string): string =>
  server.state.tokensOf(server.login('admin').userId).find((token) => token.usage === usage)?.secret ??
  'not made'
const created = (person: Person) => person.dialog('Token created')
const field = (person: Person) => created(person).getByLabel('Token', { exact: true })
const press = (person: Person, name: string) =>
  created(person).getByRole('button', { name, exact: true }).click()

/** From now on: what lay in a file of the profile folder each time that the folder itself was put on disk. */
async function watchSyncs(
  { app }: Running,
  profile: string,
): Promise<() => Promise<Record<string, string>[]>> {
  await app.evaluate((_, folder) => {
    const fs = process.getBuiltinModule('node:fs')
    const sync = fs.fsyncSync.bind(fs)
    const seen: Record<string, string>[] = []
    const text = (name: string) =>
      fs.existsSync(`${folder}/${name}`) ? fs.readFileSync(`${folder}/${name}`, 'utf8') : ''
    fs.fsyncSync = (descriptor) => {
      if (fs.fstatSync(descriptor).isDirectory())
        seen.push({ creates: text('creates.json'), pending: text('pending.json') })
      sync(descriptor)
    }
    process.getBuiltinModule('node:module').syncBuiltinESMExports()
    Object.assign(globalThis, { seen })
  }, profile)
  return () => app.evaluate(() => (globalThis as unknown as { seen: Record<string, string>[] }).seen)
}

test('a token that was shown when the application was killed is shown again, without server or session', async ({
  signedIn,
  start,
  server,
  profile,
}) => {
  const synced = await watchSyncs(signedIn, profile)
  await signedIn.person.add('Survivor')
  await expect(created(signedIn.person)).toBeVisible()
  // A power cut would find one of them at any time: the intent before, the record after the answer. The intent goes when
  // the secret is safe and the ids were compared.
  const found = async () => {
    const states = (await synced()).map(
      ({ creates, pending }) => `${creates?.includes('Survivor')} ${pending?.includes('Survivor')}`,
    )
    return states.filter((state, at) => state !== states[at - 1])
  }
  await expect.poll(found).toEqual(['true false', 'true true', 'false true'])
  const secret = secretOf(server, 'Survivor')
  // SIGKILL: nothing of ours runs any more.
  await signedIn.kill()
  expect(await readFile(join(profile, 'pending.json'), 'utf8')).not.toContain(secret)
  await server.close()

  const next = await start()
  await expect(field(next.person)).toHaveValue(secret)
  await expect(created(next.person)).toContainText('Survivor')
  await expect(created(next.person)).toContainText('The application ended before this was closed.')
  await press(next.person, 'Copy to clipboard')
  await expect(created(next.person).getByRole('status')).toContainText('Copied to clipboard')
  await press(next.person, 'Close')
  await expect(created(next.person)).toBeHidden()
  await next.person.button('Clear now').click()
  await expect(next.person.status('no longer in the clipboard')).toBeVisible()
  await next.kill()

  const last = await start()
  await expect(last.page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(created(last.person)).toBeHidden()
})

test('without a keychain Settings say so, and the dialog that it must be saved now', async ({
  start,
  server,
}) => {
  const { person } = await start({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } })
  const { login, password, name } = server.login('admin')
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await person.page.keyboard.press('Control+,')
  const about = person.page.locator('dt:text-is("Keychain") + dd')
  await expect(about).toContainText('no keychain that the application can use')
  await person.page.keyboard.press('Alt+ArrowLeft')
  await person.add('Not kept')
  await expect(created(person)).toContainText('there is no keychain to keep it in: copy or save it now.')
})

test('a record that is damaged loses no token; one whose entry is gone is named; killed between the answer and the screen, it is there all the same', async ({
  signedIn,
  start,
  server,
  profile,
}) => {
  const { person } = signedIn
  await person.add('Record damaged')
  await expect(created(person)).toBeVisible()
  await signedIn.kill()
  const path = join(profile, 'pending.json')
  const whole = await readFile(path, 'utf8')
  await writeFile(path, whole.slice(0, whole.length / 2))

  const next = await start()
  await expect(field(next.person)).toHaveValue(secretOf(server, 'Record damaged'))
  await expect(created(next.person)).toContainText('What it is for could not be read any more.')
  await expect(next.page.getByRole('alert').filter({ hasText: "couldn't read its record" })).toBeVisible()
  expect(await readFile(`${path}.damaged`, 'utf8')).toBe(whole.slice(0, whole.length / 2))
  await press(next.person, 'Close')
  await next.person.button('Close anyway').click()
  await expect(created(next.person)).toBeHidden()

  await next.person.add('Entry gone')
  await expect(created(next.person)).toBeVisible()
  await next.kill()
  // The keychain's owner has cleared it: here the record names an entry that was never there.
  const { value } = JSON.parse(await readFile(path, 'utf8')) as { value: readonly object[] }
  const other = value.map((record) => ({ ...record, id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' }))
  await writeFile(path, JSON.stringify({ value: other }))
  const last = await start()
  // The entry without its record is still shown; and then the record without its entry.
  await expect(field(last.person)).toHaveValue(secretOf(server, 'Entry gone'))
  await press(last.person, 'Close')
  await last.person.button('Close anyway').click()
  await expect(last.person.dialog('Answer lost')).toContainText('Entry gone')
  await expect(last.person.dialog('Answer lost')).toContainText(
    'and shown. Its value is no longer in the keychain, but the token may be in use',
  )
  await expect(last.person.dialog('Answer lost').getByRole('button', { name: /Delete/ })).toHaveCount(0)

  await last.person.dialog('Answer lost').getByRole('button', { name: 'Keep it', exact: true }).click()
  await expect(last.person.dialog('Answer lost')).toBeHidden()

  server.faults.add({ route: 'tokens.create', kind: 'latency', ms: 50 })
  await last.person.add('Just in time')
  await expect.poll(() => secretOf(server, 'Just in time')).not.toBe('not made')
  const kept = async () =>
    await last.page.evaluate(async () => JSON.stringify(await window.webitel.request['reveal:current']()))
  await expect.poll(kept).toContain('"kept":true')
  await last.kill()
  const again = await start()
  await expect(field(again.person)).toHaveValue(secretOf(server, 'Just in time'))
})

test('a moved profile folder finds its session and its waiting token', async ({
  signedIn,
  start,
  server,
  profile,
}) => {
  await signedIn.person.add('Moved')
  await expect(created(signedIn.person)).toBeVisible()
  await signedIn.kill()
  const moved = `${profile}-moved`
  await rename(profile, moved)

  const { person } = await start({ profile: moved })
  await expect(person.heading(server.login('admin').name)).toBeAttached()
  await expect(field(person)).toHaveValue(secretOf(server, 'Moved'))
  await rm(moved, { recursive: true, force: true, maxRetries: 5 })
})

test('one that waits in a locked keychain is not called unreadable; it is shown when that opens', async ({
  signedIn,
  start,
  server,
  keyring,
  profile,
}) => {
  await signedIn.person.add('Locked away')
  await expect(created(signedIn.person)).toBeVisible()
  await signedIn.kill()
  await keyring.lock()
  const { person, page } = await start()
  await expect(person.button('Sign in')).toBeVisible()
  // It has been looked for by then.
  expect(await page.evaluate(async () => await window.webitel.request['reveal:current']())).toEqual({
    ok: true,
  })
  expect(await readFile(join(profile, 'pending.json'), 'utf8')).toContain('Locked away')
  await keyring.unlock()
  const { login, password } = server.login('admin')
  await person.signIn(server.url, login, password)
  await expect(field(person)).toHaveValue(secretOf(server, 'Locked away'))
  await expect(person.dialog('Answer lost')).toBeHidden()
})
