import { findingsInBothThemes } from './support/axe.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { address, continueWith } from './support/providers.ts'
import { search, selected, selectPage, settled, within } from './support/registry.ts'
import { alertIn, renew, signInAgain, signInScreen } from './support/sessions.ts'

/** Each screen and dialog, in each of its states, judged by axe in light and in dark: some seconds a state. */

const clean = async ({ page }: Running) =>
  await test.step('axe finds nothing', async () => expect(await findingsInBothThemes(page)).toEqual([]))

test('signing in without a keychain: the form, its errors, the account, saved servers', async ({
  start,
  server,
}) => {
  const running = await start({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } })
  const { person, page } = running
  const { login, password, name } = server.login('self')
  await expect(page.getByText('This computer has no keychain')).toBeVisible()
  await person.button('Sign in').click()
  await expect(page.getByText('Enter your login.')).toBeVisible()
  await clean(running)
  await person.signIn(server.url, login, 'wrong')
  await expect(alertIn(page)).toBeVisible()
  await clean(running)
  await person.signIn('http://webitel.invalid', 'a@b', 'x')
  await expect(person.button('Sign in without encryption')).toBeVisible()
  await clean(running)
  await person.button('Cancel').click()

  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await settled(person)
  await clean(running)
  await person.button('Account').click()
  await expect(page.getByRole('menu')).toBeVisible()
  await clean(running)
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Saved servers', exact: true })).toBeVisible()
  await clean(running)
})

test('every way to sign in; and axe finds something on a page that has it', async ({ start, server }) => {
  const running = await start()
  const { person, page } = running
  await expect(signInScreen(person)).toBeVisible()
  await clean(running)
  await page.evaluate(() => {
    const [nameless, faint] = [document.createElement('button'), document.createElement('p')]
    faint.textContent = 'hard to read'
    Object.assign(faint.style, {
      position: 'fixed',
      inset: '0 auto auto 0',
      color: '#888',
      background: '#999',
    })
    document.body.append(nameless, faint)
  })
  const found = await findingsInBothThemes(page)
  // Colours are looked at in both themes, all else in the first.
  expect(found.filter((line) => line.includes('button-name'))).toHaveLength(1)
  expect(found.filter((line) => line.includes('color-contrast')).toSorted()).toEqual(
    ['dark', 'light'].map((theme) => expect.stringContaining(`${theme}: color-contrast`)),
  )
  await page.evaluate(() =>
    document.querySelectorAll('body > button, body > p').forEach((one) => one.remove()),
  )

  await address(running, server, 'sso')
  const provider = await continueWith(running, 'Example ID')
  await expect(person.button('Cancel')).toBeFocused()
  await clean(running)
  await provider.close()
  await expect(person.button('Continue with Example ID')).toBeFocused()
  await clean(running)
  const { login, password } = server.login('totp-expired')
  await person.signIn(server.url, login, password)
  await person.button('Change password').click()
  await expect(page.getByText('Enter a new password.')).toBeVisible()
  await clean(running)
  for (const label of ['New password', 'Repeat new password'])
    await page.getByLabel(label, { exact: true }).fill('Brand-New-42')
  await page.keyboard.press('Enter')
  await page.getByLabel('One-time code', { exact: true }).press('Enter')
  await expect(page.getByText('Enter the one-time code.')).toBeVisible()
  await clean(running)
})

test('the registry: rows, menu, renaming, a selection, nothing found, closed, empty, waited for', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  const find = page.getByLabel('Find user', { exact: true })
  await expect(person.row('Zapier')).toBeVisible()
  await clean(signedIn)
  await person.button('Actions for Zapier').click()
  await expect(page.getByRole('menu')).toBeVisible()
  await clean(signedIn)
  await page.getByRole('menuitem', { name: 'Rename', exact: true }).click()
  await expect(person.dialog('Rename token')).toBeVisible()
  await clean(signedIn)
  await page.keyboard.press('Escape')

  await person.button('Actions for Zapier').click()
  await page.getByRole('menuitem', { name: 'Disable', exact: true }).click()
  await expect(person.row('Zapier')).toContainText('Disabled')
  await person.select('Zapier', 'webhook relay')
  await expect(selected(page, 2)).toBeVisible()
  await clean(signedIn)
  await find.fill('nobody of that name')
  await expect(page.getByText('Nobody matches “nobody of that name”.')).toBeVisible()
  await search(page).fill('nothing like it')
  await expect(person.button('Clear search')).toBeVisible()
  await clean(signedIn)
  await person.button('Clear search').click()
  await expect(person.row('Zapier')).toBeVisible()
  await settled(person)
  server.faults.add({ route: 'tokens.list', kind: 'status', status: 403, body: 'json' })
  await person.button('Refresh').click()
  await expect(person.button('Try again')).toBeVisible()
  await clean(signedIn)

  const empty = server.login('empty')
  await find.fill(empty.name)
  await page.getByRole('link', { name: empty.name, exact: true }).click()
  await expect(page.getByText('No tokens yet')).toBeVisible()
  await clean(signedIn)
  server.faults.add({ route: 'tokens.list', kind: 'hang', when: 'before' })
  await page.getByRole('link', { name: 'My tokens', exact: true }).click()
  await expect(page.getByText('Still waiting for the server…')).toBeVisible()
  await clean(signedIn)
})

test('creating: no name, one that is there already, a token shown, hidden and copied, an answer lost', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  const form = person.dialog('New token')
  const created = person.dialog('Token created')
  const lost = person.dialog('Answer lost')
  await settled(person)
  await page.keyboard.press('Control+n')
  await page.keyboard.press('Enter')
  await expect(form.getByText('Give the token a name.')).toBeVisible()
  await clean(signedIn)
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Zapier')
  await expect(form.getByText('The list already shows a token with this name.')).toBeVisible()
  await clean(signedIn)
  await within(form, 'Add').click()
  await expect(created).toBeVisible()
  await clean(signedIn)
  await within(created, 'Close').click()
  await expect(person.button('Close anyway')).toBeVisible()
  await clean(signedIn)
  await person.button('Keep open').click()
  await within(created, 'Hide').click()
  await within(created, 'Copy to clipboard').click()
  await expect(created.getByRole('status')).toContainText('Copied to clipboard')
  await clean(signedIn)
  await within(created, 'Close').click()
  await expect(created).toBeHidden()

  server.faults.add({ route: 'tokens.create', kind: 'drop', when: 'after' })
  await person.add('Lost')
  await expect(lost).toContainText('has 1 new token since then')
  await clean(signedIn)
  await within(lost, 'Keep it').click()
  await expect(lost).toBeHidden()
  server.faults.add({ route: 'tokens.create', kind: 'drop', when: 'before' })
  await person.add('Never arrived')
  await expect(lost).toContainText('has no new token so far')
  await clean(signedIn)
})

test('deleting, signing in again, shortcuts, settings, a deletion that runs', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  const confirm = person.dialog('Confirm deletion')
  await person.button('Delete Zapier').click()
  await expect(confirm).toBeVisible()
  await clean(signedIn)
  await within(confirm, 'Cancel').click()
  await selectPage(page).check()
  server.faults.add({ route: 'tokens.delete', kind: 'status', status: 403, body: 'json', every: 5, times: 5 })
  await person.button('Delete selected').click()
  await expect(confirm).toContainText('Delete 25 tokens?')
  await clean(signedIn)
  await within(confirm, 'Delete').click()
  await expect(within(confirm, 'Retry failed')).toBeVisible()
  await clean(signedIn)
  await within(confirm, 'Close').click()
  await settled(person)

  server.state.expireSessions()
  await person.button('Refresh').click()
  await expect(signInAgain(person)).toBeVisible()
  await clean(signedIn)
  await renew(person, 'wrong')
  await expect(alertIn(signInAgain(person))).toBeVisible()
  await clean(signedIn)
  await renew(person, server.login('admin').password)
  await expect(signInAgain(person)).toBeHidden()
  await settled(person)

  await page.keyboard.press('Control+/')
  await expect(person.dialog('Keyboard shortcuts')).toBeVisible()
  await clean(signedIn)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
  await clean(signedIn)
  await page.keyboard.press('Alt+ArrowLeft')
  await settled(person)

  server.faults.add({ route: 'tokens.delete', kind: 'hang', when: 'before', times: Infinity })
  await selectPage(page).check()
  await person.button('Delete selected').click()
  await within(confirm, 'Delete').click()
  await expect(confirm.getByRole('progressbar')).toBeVisible()
  await clean(signedIn)
})
