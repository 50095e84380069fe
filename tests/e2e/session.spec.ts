import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { serviceName } from './support/service-name.ts'
import type { Person } from '../../tools/driver/person.ts'
import { expect, test } from './support/fixtures.ts'

test.use({ sandbox: true })

const signInScreen = (person: Person): Locator =>
  person.page.getByRole('heading', { name: 'Sign in', exact: true })

const alert = (person: Person): Locator => person.page.getByRole('alert').filter({ visible: true })

const profileIdIn = async (profile: string): Promise<string> => {
  const file = JSON.parse(await readFile(join(profile, 'profiles.json'), 'utf8')) as {
    value: { accounts: { profileId: string }[] }
  }
  return file.value.accounts[0]?.profileId ?? ''
}

test('the session is kept in the keychain, found at the next start, and gone after signing out', async ({
  signedIn,
  start,
  server,
  keyring,
  profile,
}) => {
  const { name } = server.login('admin')
  const entry = async () => await keyring.lookup(serviceName(profile), await profileIdIn(profile))
  const stored = (await entry()) ?? ''
  const { access } = JSON.parse(stored) as { access: string }
  const answer = await fetch(`${server.url}/api/userinfo`, { headers: { 'X-Webitel-Access': access } })
  expect(answer.status).toBe(200)
  await signedIn.kill()

  const next = await start()
  await expect(next.person.heading(name)).toBeVisible()
  await next.person.signOut()
  await expect(signInScreen(next.person)).toBeVisible()
  await expect.poll(entry).toBeUndefined()
  const after = await fetch(`${server.url}/api/userinfo`, { headers: { 'X-Webitel-Access': access } })
  expect(after.status).toBe(401)
  await next.kill()

  const { person } = await start()
  await expect(signInScreen(person)).toBeVisible()
})

test('a session that expired meanwhile is said at the next start, and the form is filled in', async ({
  signedIn,
  start,
  server,
}) => {
  await signedIn.kill()
  server.state.expireSessions()
  const { person, page } = await start()
  await expect(signInScreen(person)).toBeVisible()
  await expect(page.getByText('The server ended your session. Sign in to go on.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Login', exact: true })).toHaveValue(
    server.login('admin').login,
  )
})

test('what was typed wrongly is said, and stays to be mended', async ({ start, server }) => {
  const { person, page } = await start()
  const { login, password, name } = server.login('admin')

  await person.signIn(server.url, 'nobody', 'x')
  await expect(page.getByText('Write the login as user@domain')).toBeVisible()
  expect(server.requests).toHaveLength(0)

  await person.signIn(server.url, login, 'wrong')
  await expect(alert(person)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Login', exact: true })).toHaveValue(login)

  await person.signIn('http://127.0.0.1:1', login, password)
  await expect(alert(person)).toContainText('No server could be reached')

  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
})

test('a host that is not Webitel is told from one that is', async ({ start }) => {
  const other = createServer((_, answer) =>
    answer.setHeader('content-type', 'text/html').end('<h1>It works!</h1>'),
  )
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { person } = await start()
  await person.signIn(`http://127.0.0.1:${(other.address() as AddressInfo).port}`, 'a@b', 'x')
  await expect(alert(person)).toContainText('Webitel')
  other.close()
})

test('no password goes out unencrypted before somebody agreed', async ({ start }) => {
  const { person, page } = await start()
  await person.signIn('http://webitel.invalid', 'a@b', 'x')
  const agree = person.button('Sign in without encryption')
  await expect(agree).toBeVisible()
  await expect(page.getByText('http://webitel.invalid is not encrypted')).toBeVisible()
  await agree.click()
  // Only now it was looked for.
  await expect(alert(person)).toContainText('No server could be reached')
})

test('signing in can be cancelled while the server hangs', async ({ start, server }) => {
  server.faults.add({ route: 'login', kind: 'hang', when: 'before' })
  const { person } = await start()
  const { login, password, name } = server.login('admin')
  await person.signIn(server.url, login, password)
  await person.button('Cancel').click()
  await expect(person.button('Sign in')).toBeEnabled()
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
})

test('signing out does not wait for a server that hangs', async ({ signedIn, server }) => {
  server.faults.add({ route: 'logout', kind: 'hang', when: 'before' })
  const { person } = signedIn
  await person.signOut()
  await expect(signInScreen(person)).toBeVisible()
  await expect(person.page.getByText('could not be told')).toBeVisible()
})

test('a session that ends in the middle: sign in again, and what was begun goes on once', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  const { userId, password } = server.login('admin')
  const again = person.dialog('Sign in again')
  const renew = async (typed: string) => {
    await again.getByLabel('Password', { exact: true }).fill(typed)
    await again.getByRole('button', { name: 'Sign in', exact: true }).click()
  }

  server.state.expireSessions()
  await person.add('Begun before')
  await expect(again).toBeVisible()
  await renew('wrong')
  await expect(again.getByRole('alert').filter({ visible: true })).toBeVisible()
  await renew(password)
  await expect(person.dialog('Token created')).toBeVisible()
  expect(server.state.tokensOf(userId).filter(({ usage }) => usage === 'Begun before')).toHaveLength(1)
  await page.keyboard.press('Enter')
  await person.dialog('Token created').getByRole('button', { name: 'Close', exact: true }).click()

  server.state.expireSessions()
  await person.button('Refresh').click()
  await expect(again).toBeVisible()
  await again.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(again).toBeHidden()
  await expect(person.row('Zapier')).toBeVisible()
  await expect(page.getByText('could not be refreshed')).toBeVisible()
})
