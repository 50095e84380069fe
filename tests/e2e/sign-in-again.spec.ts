import { expect, test } from './support/fixtures.ts'
import { continueWith, signInAt } from './support/providers.ts'
import { boxes, enter, heldNamed, requestsOf, selected, settled, within } from './support/registry.ts'
import { alertIn, field, signInAgain } from './support/sessions.ts'

test('by a one-time code: what was typed and selected stays, and what was begun goes on once', async ({
  start,
  server,
}) => {
  const { person, page } = await start()
  const { login, password, name, userId, totp = '' } = server.login('totp')
  for (const usage of ['First', 'Second', 'Third']) server.state.insertToken(userId, usage)
  await person.signIn(server.url, login, password)
  await page.getByLabel('One-time code', { exact: true }).fill(totp)
  await page.keyboard.press('Enter')
  await expect(person.heading(name)).toBeVisible()
  await settled(person)
  await person.select('First', 'Second')
  server.state.expireSessions()
  await person.add('Begun before')
  const again = signInAgain(person)
  const code = again.getByLabel('One-time code', { exact: true })
  await again.getByLabel('Password', { exact: true }).fill(password)
  await within(again, 'Sign in').click()
  await expect(code).toBeFocused()
  await code.fill('000000')
  await code.press('Enter')
  await expect(alertIn(again)).toContainText('The one-time code is not right.')
  await code.fill(totp)
  await within(again, 'Sign in').click()
  await expect(person.dialog('Token created')).toBeVisible()
  await expect(again).toBeHidden()
  expect(heldNamed(server, 'Begun before', 'totp')).toHaveLength(1)
  await page.keyboard.press('Enter')
  await within(person.dialog('Token created'), 'Close').click()
  await expect(selected(page, 2)).toBeVisible()

  // And with a password that has expired meanwhile: a rename.
  server.state.expireSessions()
  server.faults.add({ route: 'login', kind: 'status', status: 412, body: 'json', id: 'app.password.expired' })
  await person.button('Actions for Third').click()
  await page.getByRole('menuitem', { name: 'Rename', exact: true }).click()
  const rename = person.dialog('Rename token')
  await rename.getByLabel('Name', { exact: true }).fill('Renamed')
  await within(rename, 'Rename').click()
  await again.getByLabel('Password', { exact: true }).fill(password)
  await again.getByLabel('Password', { exact: true }).press('Enter')
  for (const label of ['New password', 'Repeat new password'])
    await again.getByLabel(label, { exact: true }).fill('Brand-New-42')
  await within(again, 'Change password').click()
  await again.getByLabel('One-time code', { exact: true }).fill(totp)
  await page.keyboard.press('Enter')
  await expect(person.row('Renamed')).toBeVisible()
  expect(requestsOf(server, 'tokens.update').filter(({ status }) => status === 200)).toHaveLength(1)
})

test('through a provider alone: a bulk job says that it is paused; somebody else resumes nothing, the right one the rest', async ({
  start,
  server,
}) => {
  const running = await start()
  const { person, page } = running
  const { login, password, name, userId } = server.login('sso-only')
  for (let count = 0; count < 12; count++) server.state.insertToken(userId, `Token ${count}`)
  await field(person, 'Server').fill(server.url)
  await field(person, 'Login').fill(login)
  await signInAt(await continueWith(running, 'Example ID'), login, password)
  await expect(person.heading(name)).toBeVisible()
  await settled(person)
  const before = server.state.tokensOf(userId).length
  const count = await boxes(page).count()
  await page.getByRole('checkbox', { name: 'Select page', exact: true }).check()
  server.faults.add({ route: 'tokens.delete', kind: 'expire-sessions', every: 4, times: 1 })
  await person.button('Delete selected').click()
  await within(person.dialog('Confirm deletion'), 'Delete').click()
  const again = signInAgain(person)
  await expect(again.getByLabel('Password', { exact: true })).toBeHidden()
  await expect(page.getByText('Paused: the session ended.')).toBeVisible()

  const admin = server.login('admin')
  await signInAt(await continueWith(running, 'Example ID'), admin.login, admin.password)
  await expect(alertIn(again)).toContainText('Somebody else signed in than the person whose session ended.')
  expect(server.state.tokensOf(userId).length).toBeGreaterThan(before - count)
  await expect.poll(() => server.state.sessions().filter((one) => one.userId === admin.userId)).toEqual([])

  await signInAt(await continueWith(running, 'Example ID'), login, password)
  await expect(person.status(`${count} deleted`)).toBeVisible()
  expect(server.state.tokensOf(userId)).toHaveLength(before - count)
})

test('would not: the bulk job says what is done and what not, the selection of the rest stays', async ({
  start,
  server,
}) => {
  const { person, page } = await start()
  await enter(person, server, 'admin')
  const { userId } = server.login('admin')
  await page.getByRole('checkbox', { name: 'Select page', exact: true }).check()
  const before = server.state.tokensOf(userId).length
  server.faults.add({ route: 'tokens.delete', kind: 'expire-sessions', every: 10, times: 1 })
  await person.button('Delete selected').click()
  await within(person.dialog('Confirm deletion'), 'Delete').click()
  await within(signInAgain(person), 'Cancel').click()
  const dialog = person.dialog('Confirm deletion')
  const result = dialog.getByRole('alert').filter({ hasText: 'deleted' })
  await expect(result).toBeVisible()
  const gone = before - server.state.tokensOf(userId).length
  expect(gone).toBeGreaterThan(0)
  await expect(result).toHaveText(`${gone} deleted, ${25 - gone} not deleted`)
  await within(dialog, 'Close').click()
  // Nobody is asked again for what follows by itself: the list says that it is out of date.
  await expect(page.getByText('could not be refreshed')).toBeVisible()
  await expect(selected(page, 25 - gone)).toBeVisible()
  await expect(signInAgain(person)).toBeHidden()
})
