import type { Running } from './support/fixtures.ts'
import { findingsInBothThemes } from './support/axe.ts'
import { expect, test } from './support/fixtures.ts'
import { alertIn, signInAgain } from './support/sessions.ts'

/** Axe on the states that `axe.spec.ts` does not come to, in light and in dark. */
const clean = async ({ page }: Running) => expect(await findingsInBothThemes(page)).toEqual([])

test('signing in without a keychain, the account, saved servers', async ({ start, server }) => {
  const running = await start({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } })
  const { person, page } = running
  const { login, password, name } = server.login('self')
  await expect(page.getByText('This computer has no keychain')).toBeVisible()
  await person.button('Sign in').click()
  await expect(page.getByText('Enter your login.')).toBeVisible()
  await clean(running)
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await clean(running)
  await person.button('Account').click()
  await expect(page.getByRole('menu')).toBeVisible()
  await clean(running)
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Saved servers', exact: true })).toBeVisible()
  await clean(running)
})

test('the registry: nobody found, empty, waited for, a disabled row', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  const empty = server.login('empty')
  const find = page.getByLabel('Find user', { exact: true })
  await person.button('Actions for Zapier').click()
  await page.getByRole('menuitem', { name: 'Disable', exact: true }).click()
  await expect(person.row('Zapier')).toContainText('Disabled')
  await clean(signedIn)
  await find.fill('nobody of that name')
  await expect(page.getByText('Nobody matches “nobody of that name”.')).toBeVisible()
  await clean(signedIn)
  await find.fill(empty.name)
  await page.getByRole('link', { name: empty.name, exact: true }).click()
  await expect(page.getByText('No tokens yet')).toBeVisible()
  await clean(signedIn)
  server.faults.add({ route: 'tokens.list', kind: 'hang', when: 'before' })
  await page.getByRole('link', { name: 'My tokens', exact: true }).click()
  await expect(page.getByText('Still waiting for the server…')).toBeVisible()
  await clean(signedIn)
})

test('creating: a name that is there already, a token hidden and copied, nothing made', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  const form = person.dialog('New token')
  const created = person.dialog('Token created')
  await person.button('Add').click()
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Zapier')
  await expect(form.getByText('The list already shows a token with this name.')).toBeVisible()
  await clean(signedIn)
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await created.getByRole('button', { name: 'Hide', exact: true }).click()
  await created.getByRole('button', { name: 'Copy to clipboard', exact: true }).click()
  await expect(created.getByRole('status')).toContainText('Copied to clipboard')
  await clean(signedIn)
  await created.getByRole('button', { name: 'Close', exact: true }).click()
  server.faults.add({ route: 'tokens.create', kind: 'drop', when: 'before' })
  await person.add('Never arrived')
  await expect(person.dialog('Answer lost')).toContainText('holds no new token', { timeout: 15_000 })
  await clean(signedIn)
})

test('deleting while it runs', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  const confirm = person.dialog('Confirm deletion')
  await page.getByRole('checkbox', { name: 'Select page', exact: true }).check()
  server.faults.add({ route: 'tokens.delete', kind: 'hang', when: 'before', times: Infinity })
  await person.button('Delete selected').click()
  await confirm.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(confirm.getByRole('progressbar')).toBeVisible()
  await clean(signedIn)
})

test('Sign in again with a wrong password', async ({ signedIn, server }) => {
  const { person } = signedIn
  await expect(person.row('Zapier')).toBeVisible()
  server.state.expireSessions()
  await person.button('Refresh').click()
  await signInAgain(person).getByLabel('Password', { exact: true }).fill('wrong')
  await signInAgain(person).getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(alertIn(signInAgain(person))).toBeVisible()
  await clean(signedIn)
})
