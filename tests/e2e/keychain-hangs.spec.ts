import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './support/fixtures.ts'

const MEMORY_ONLY = 'You stay signed in until the application closes'

test('without a keychain: said, and the session lasts until the end of the application, written nowhere', async ({
  start,
  server,
  profile,
}) => {
  const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' }
  const { person, page, close } = await start({ env })
  const { login, password, name } = server.login('admin')
  await expect(page.getByText(MEMORY_ONLY)).toBeVisible()
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  const access = server.requests.findLast(({ route }) => route === 'tokens.list')?.headers['x-webitel-access']
  await close()
  for (const text of await contents(profile)) expect(text.includes(String(access))).toBe(false)

  const next = await start({ env })
  await expect(next.page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible()
})

test('a keychain that hangs: said after 5 s, everything else works, and it is found again', async ({
  start,
  server,
  keyring,
}) => {
  keyring.suspend()
  const { person, page, app } = await start()
  const { login, password, name } = server.login('admin')
  await expect(page.getByText('does not respond')).toBeVisible()
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible({ timeout: 15_000 })
  keyring.resume()
  await page.keyboard.press('Control+,')
  await expect(page.getByText('does not respond')).toBeVisible()
  // It ends at once, whatever the keychain does.
  keyring.suspend()
  const child = app.process()
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const began = Date.now()
  await app.evaluate(({ app: electron }) => electron.quit())
  await gone
  expect(Date.now() - began).toBeLessThan(3000)
  keyring.resume()
})

test('a keychain that is killed in the middle: words, and signing out still forgets', async ({
  signedIn,
  keyring,
  start,
}) => {
  const { person, page } = signedIn
  keyring.kill()
  await person.button('Refresh').click()
  await expect(person.row('Zapier')).toBeVisible()
  await person.signOut()
  await expect(page.getByText(MEMORY_ONLY)).toBeVisible()
  await signedIn.close()
  const next = await start()
  await expect(next.page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible()
})

async function contents(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return await Promise.all(files.map((file) => readFile(file, 'latin1')))
}
