import { serviceName } from './support/service-name.ts'
import { expect, test } from './support/fixtures.ts'
import { hurry } from './support/hurry.ts'
import {
  accessOf,
  accountsIn,
  alertIn,
  asked,
  field,
  renew,
  signInAgain,
  signInScreen,
} from './support/sessions.ts'

/** What a first sign-in, a sign-out and a session's end look like beyond `session.spec.ts`. */
test('a server that does not know the domain, and a wrong password: its words, and all that was typed stays', async ({
  start,
  server,
}) => {
  const { person, page } = await start()
  const { login, password } = server.login('admin')
  for (const [typed, secret, words] of [
    ['olena@elsewhere.example', password, 'Domain "elsewhere.example" not found'],
    [login, 'wrong', 'The login or the password is not right.'],
  ] as const) {
    await person.signIn(server.url, typed, secret)
    await expect(alertIn(page)).toContainText(words)
    // Nothing was there that somebody could have deleted.
    await expect(alertIn(page)).not.toContainText('deleted by someone else')
    await expect(field(person, 'Server')).toHaveValue(server.url)
    await expect(field(person, 'Login')).toHaveValue(typed)
    await expect(field(person, 'Password')).toHaveValue(secret)
  }
})

test('over http to another machine nothing goes out before consent, nor after a refusal', async ({
  start,
  server,
}) => {
  // A name that is not this machine's, which leads here all the same: what was sent would arrive.
  const args = ['--host-resolver-rules=MAP cc.example.com 127.0.0.1']
  const { person } = await start({ args })
  const { login, password, name } = server.login('admin')
  const away = `http://cc.example.com:${new URL(server.url).port}`
  await person.signIn(away, login, password)
  await expect(person.button('Sign in without encryption')).toBeVisible()
  await person.button('Cancel').click()
  await expect(person.button('Sign in without encryption')).toBeHidden()
  expect(server.requests).toHaveLength(0)

  await person.button('Sign in').click()
  await expect(person.button('Sign in without encryption')).toBeVisible()
  expect(server.requests).toHaveLength(0)
  await person.button('Sign in without encryption').click()
  await expect(person.heading(name)).toBeVisible()
  expect(asked(server, 'login')).toHaveLength(1)
})

test('a server that never answers is given up by itself, with words, and can be tried again @soak', async ({
  start,
  server,
}) => {
  server.faults.add({ route: 'login.domain', kind: 'hang', when: 'before', times: Infinity })
  const running = await start()
  const { person, page } = running
  const { login, password, name } = server.login('admin')
  // Fifteen seconds, in the twenty ticks that they are counted by.
  const calm = await hurry(running, 15_000 / 20)
  await person.signIn(server.url, login, password)
  await expect(alertIn(page)).toContainText('The server did not answer in time')
  await calm()
  server.faults.clear()
  await person.button('Sign in').click()
  await expect(person.heading(name)).toBeVisible()
})

test('saved servers: the last one first, chosen with one press, removed for good', async ({
  signedIn,
  start,
  server,
  profile,
}) => {
  const { person, page } = signedIn
  const { host } = new URL(server.url)
  const [admin, self] = [server.login('admin'), server.login('self')]
  await person.signOut()
  await person.signIn(server.url, self.login, self.password)
  await expect(person.heading(self.name)).toBeVisible()
  await person.signOut()
  const saved = page.getByRole('list', { name: 'Saved servers', exact: true }).getByRole('listitem')
  await expect(saved).toContainText([self.login, admin.login])

  await saved.filter({ hasText: admin.login }).getByRole('button').first().click()
  await expect(field(person, 'Server')).toHaveValue(server.url)
  await expect(field(person, 'Login')).toHaveValue(admin.login)
  await expect(field(person, 'Password')).toBeFocused()
  const remove = { name: `Remove http://${host}`, exact: true }
  await saved.filter({ hasText: self.login }).getByRole('button', remove).click()
  await expect(saved).toHaveCount(1)
  await expect(signInScreen(person)).toBeFocused()
  expect((await accountsIn(profile)).map(({ login }) => login)).toEqual([admin.login])
  await signedIn.kill()

  const next = await start()
  await expect(field(next.person, 'Login')).toHaveValue(admin.login)
  await expect(next.page.getByText(self.login)).toHaveCount(0)
})

test('signing out of a server that hangs: gone from the screen, the keychain and the next start', async ({
  signedIn,
  start,
  server,
  keyring,
  profile,
}) => {
  const { person } = signedIn
  const id = (await accountsIn(profile))[0]?.profileId ?? ''
  const entry = async () => await keyring.lookup(serviceName(profile), id)
  await expect.poll(entry).toContain(accessOf(server))
  server.faults.add({ route: 'logout', kind: 'hang', when: 'before' })
  await person.signOut()
  // Long before the server is given up.
  await expect(signInScreen(person)).toBeVisible()
  await expect.poll(entry).toBeUndefined()
  await signedIn.kill()
  const next = await start()
  await expect(signInScreen(next.person)).toBeVisible()
})

test('a session that ends at the create itself: it goes on once, and the new key is the one that is kept', async ({
  signedIn,
  start,
  server,
}) => {
  const { person } = signedIn
  const { userId, password, name } = server.login('admin')
  const before = accessOf(server)
  server.faults.add({ route: 'tokens.create', kind: 'expire-sessions' })
  await person.add('Begun before')
  await renew(person, password)
  await expect(person.dialog('Token created')).toBeVisible()
  expect(server.state.tokensOf(userId).filter(({ usage }) => usage === 'Begun before')).toHaveLength(1)
  expect(asked(server, 'tokens.create').map(({ status }) => status)).toEqual([401, 200])
  await person.button('Copy to clipboard').click()
  await person.dialog('Token created').getByRole('button', { name: 'Close', exact: true }).click()
  await signedIn.kill()

  server.clearRequests()
  const next = await start()
  await expect(next.person.heading(name)).toBeVisible()
  await expect(next.person.row('Begun before')).toBeVisible()
  expect(accessOf(server)).not.toBe(before)
})

test('a session that ends at a refresh: the list goes on after the password, and shows what is there now', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  const { userId, password } = server.login('admin')
  await expect(person.row('Zapier')).toBeVisible()
  server.state.expireSessions()
  server.state.insertToken(userId, 'Made meanwhile')
  server.clearRequests()
  await person.button('Refresh').click()
  await renew(person, password)
  await expect(person.row('Made meanwhile')).toBeVisible()
  await expect(signInAgain(person)).toBeHidden()
  expect(asked(server, 'tokens.list').map(({ status }) => status)).toEqual([401, 200])
})

test('a create whose person would not sign in again: words, the name stays, nothing is made', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  const { userId } = server.login('admin')
  const form = person.dialog('New token')
  const name = form.getByRole('textbox', { name: 'Name', exact: true })
  server.state.expireSessions()
  await person.add('Not to be made')
  await signInAgain(person).getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(alertIn(form)).toContainText('Your session has ended. Sign in again.')
  await expect(name).toHaveValue('Not to be made')
  await expect(name).toBeFocused()
  expect(server.state.tokensOf(userId).some(({ usage }) => usage === 'Not to be made')).toBe(false)
  expect(asked(server, 'tokens.create')).toHaveLength(0)
})
