import { expect, test } from './support/fixtures.ts'
import { accessOf, filesWith, signInScreen } from './support/sessions.ts'

const KEPT = "The session is kept in this computer's keychain."
const MEMORY_ONLY = 'nothing secret is written to disk'

/** What a keychain does beyond `keychain-hangs.spec.ts`: locked, found again, gone and needed again. */
test('a locked keychain: said with what it means, usable, nothing secret on disk', async ({
  start,
  server,
  keyring,
  profile,
}) => {
  await keyring.lock()
  const { person, page, close } = await start()
  const { login, password, name } = server.login('admin')
  await expect(signInScreen(person)).toBeVisible()
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible({ timeout: 20_000 })
  await expect(person.row('Zapier')).toBeVisible()
  await page.keyboard.press('Control+,')
  await expect(page.getByText('The keychain of this computer is locked.')).toBeVisible()
  await close()
  expect(await filesWith(profile, [accessOf(server), password])).toEqual([])
})

test('Try again: a keychain that answers by now is said to be there, and keeps the session', async ({
  start,
  server,
  keyring,
}) => {
  keyring.suspend()
  const { person, page, close } = await start()
  const { login, password, name } = server.login('admin')
  await expect(page.getByText('The keychain of this computer does not respond.')).toBeVisible()
  await expect(page.getByText(MEMORY_ONLY)).toBeVisible()
  keyring.resume()
  await person.button('Try again').click()
  await expect(page.getByText(KEPT)).toBeVisible()
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await close()
  const next = await start()
  await expect(next.person.heading(name)).toBeVisible()
})

test('killed while nobody is signed in: signing in works all the same, and Settings say how the keychain is', async ({
  start,
  server,
  keyring,
  profile,
}) => {
  const { person, page, close } = await start()
  const { login, password, name } = server.login('admin')
  await expect(page.getByText(KEPT)).toBeVisible()
  keyring.kill()
  await keyring.gone()
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await page.keyboard.press('Control+,')
  await expect(page.getByText('This computer has no keychain that the application can use.')).toBeVisible()
  await close()
  expect(await filesWith(profile, [accessOf(server), password])).toEqual([])
  const next = await start()
  await expect(signInScreen(next.person)).toBeVisible()
  await expect(next.page.getByText(MEMORY_ONLY)).toBeVisible()
})
