import { expect, test, type Running } from './support/fixtures.ts'
import { asked, signInScreen } from './support/sessions.ts'

/** Clicks an item of the menu bar, as the system does. */
const choose = async ({ app }: Running, label: string): Promise<boolean> =>
  await app.evaluate(({ Menu }, wanted) => {
    const menus = Menu.getApplicationMenu()?.items ?? []
    const item = menus.flatMap(({ submenu }) => submenu?.items ?? []).find(({ label: one }) => one === wanted)
    item?.click()
    return item !== undefined
  }, label)

test('the menu does what it says, and over a token that is shown nothing that would lose it', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await expect(person.row('Zapier')).toBeVisible()
  server.clearRequests()
  expect(await choose(signedIn, 'Refresh')).toBe(true)
  await expect.poll(() => asked(server, 'tokens.list')).toHaveLength(1)
  await expect(person.table()).toHaveAttribute('aria-busy', 'false')
  expect(await choose(signedIn, 'Search')).toBe(true)
  await expect(page.getByLabel('Search', { exact: true })).toBeFocused()
  expect(await choose(signedIn, 'Next Page')).toBe(true)
  await expect(page.getByText('Page 2', { exact: true })).toBeVisible()
  await expect(person.table()).toHaveAttribute('aria-busy', 'false')
  expect(await choose(signedIn, 'Previous Page')).toBe(true)
  await expect(page.getByText('Page 1', { exact: true })).toBeVisible()
  expect(await choose(signedIn, 'Keyboard Shortcuts')).toBe(true)
  await expect(person.dialog('Keyboard shortcuts')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await choose(signedIn, 'Settings')).toBe(true)
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
  expect(await choose(signedIn, 'Back')).toBe(true)
  await expect(person.heading(server.login('admin').name)).toBeVisible()
  expect(await choose(signedIn, 'New Token')).toBe(true)
  await expect(person.dialog('New token')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  // Over a token that is shown, nothing that would lose it.
  await person.add('At risk')
  const created = person.dialog('Token created')
  await expect(created).toBeVisible()
  server.clearRequests()
  for (const label of ['New Token', 'Sign Out', 'Settings', 'Refresh'])
    expect(await choose(signedIn, label)).toBe(true)
  // What they asked for would be there before the answer to this.
  await page.evaluate(() => window.webitel.request['app:info']())
  await expect(created).toBeVisible()
  await expect(person.dialog('New token')).toBeHidden()
  await expect(created.getByLabel('Token', { exact: true })).not.toHaveValue('')
  expect(server.requests).toHaveLength(0)
  await created.getByRole('button', { name: 'Close', exact: true }).click()
  await person.button('Close anyway').click()
  await expect(created).toBeHidden()

  expect(await choose(signedIn, 'Sign Out')).toBe(true)
  await expect(signInScreen(person)).toBeVisible()
})
