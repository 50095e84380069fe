import type { Running } from './support/fixtures.ts'
import { findingsInBothThemes } from './support/axe.ts'
import { expect, test } from './support/fixtures.ts'

const clean = async ({ page }: Running) => expect(await findingsInBothThemes(page)).toEqual([])

test('finds something on a page that has it', async ({ start }) => {
  const { page } = await start()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.evaluate(() => document.body.append(document.createElement('button')))
  expect(await findingsInBothThemes(page)).toContainEqual(expect.stringContaining('button-name'))
})

test('signing in', async ({ start, server }) => {
  const running = await start()
  const { person, page } = running
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await clean(running)
  await person.signIn(server.url, server.login('admin').login, 'wrong')
  await expect(page.getByRole('alert').filter({ visible: true })).toBeVisible()
  await clean(running)
  await person.signIn('http://webitel.invalid', 'a@b', 'x')
  await expect(person.button('Sign in without encryption')).toBeVisible()
  await clean(running)
})

test('the registry and its states', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  await expect(person.row('Zapier')).toBeVisible()
  await clean(signedIn)
  await person.select('Zapier', 'webhook relay')
  await clean(signedIn)
  await page
    .getByRole('textbox', { name: 'Search', exact: true })
    .or(page.getByRole('searchbox', { name: 'Search', exact: true }))
    .fill('nothing like it')
  await expect(person.button('Clear search')).toBeVisible()
  await clean(signedIn)
  await person.button('Clear search').click()
  server.faults.add({ route: 'tokens.list', kind: 'status', status: 403, body: 'json' })
  await person.button('Refresh').click()
  await expect(person.button('Try again')).toBeVisible()
  await clean(signedIn)
})

test('creating', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  await page.keyboard.press('Control+n')
  await page.keyboard.press('Enter')
  await expect(person.dialog('New token').getByText('Give the token a name.')).toBeVisible()
  await clean(signedIn)
  await person.dialog('New token').getByRole('button', { name: 'Close' }).click()
  await person.add('For axe')
  await expect(person.dialog('Token created')).toBeVisible()
  await clean(signedIn)
  await person.dialog('Token created').getByRole('button', { name: 'Close', exact: true }).click()
  await expect(person.button('Close anyway')).toBeVisible()
  await clean(signedIn)
  await person.button('Close anyway').click()
  server.faults.add({ route: 'tokens.create', kind: 'drop', when: 'after' })
  await person.add('Lost')
  await expect(person.dialog('Answer lost')).toBeVisible()
  await clean(signedIn)
})

test('deleting, signing in again, settings, shortcuts', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  const confirm = person.dialog('Confirm deletion')
  await person.button('Delete Zapier').click()
  await expect(confirm).toBeVisible()
  await clean(signedIn)
  await confirm.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('checkbox', { name: 'Select page' }).check()
  server.faults.add({ route: 'tokens.delete', kind: 'status', status: 403, body: 'json', every: 5 })
  await person.button('Delete selected').click()
  await clean(signedIn)
  await confirm.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(confirm.getByRole('button', { name: 'Retry failed' })).toBeVisible()
  await clean(signedIn)
  await confirm.getByRole('button', { name: 'Close' }).click()
  server.state.expireSessions()
  await person.button('Refresh').click()
  await expect(person.dialog('Sign in again')).toBeVisible()
  await clean(signedIn)
  await person.dialog('Sign in again').getByRole('button', { name: 'Cancel' }).click()
  await page.keyboard.press('Control+/')
  await expect(person.dialog('Keyboard shortcuts')).toBeVisible()
  await clean(signedIn)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
  await clean(signedIn)
})
