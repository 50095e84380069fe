import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { boxes, heldBy, heldNamed, requestsOf, search, selected, settled } from './support/registry.ts'

/** Presses Tab until that has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const isThere = () => wanted.evaluate((element) => element === document.activeElement)
  for (let presses = 0; presses < 40 && !(await isThere()); presses += 1) await page.keyboard.press('Tab')
  await expect(wanted).toBeFocused()
}

test('from signing in to the deleted token without a mouse', async ({ start, server }) => {
  const { person, page, app } = await start()
  const { login, password, name } = server.login('admin')
  const type = async (label: string, text: string) => {
    const wanted = page.getByLabel(label, { exact: true })
    await tabTo(page, wanted)
    await page.keyboard.press('Control+a')
    await page.keyboard.type(text)
  }
  await type('Server', server.url)
  await type('Login', login)
  await type('Password', password)
  await page.keyboard.press('Enter')
  await expect(person.heading(name)).toBeVisible()
  await settled(person)

  await page.keyboard.press('Control+n')
  await expect(person.dialog('New token')).toHaveCount(1)
  await page.keyboard.type('Without a mouse')
  await page.keyboard.press('Enter')
  const created = person.dialog('Token created')
  await expect(created).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(created.getByRole('status')).toContainText('Copied to clipboard')
  const [made] = heldNamed(server, 'Without a mouse')
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(made?.secret)
  await page.keyboard.press('Escape')
  await expect(created).toBeVisible()
  await tabTo(page, created.getByRole('button', { name: 'Close', exact: true }))
  await page.keyboard.press('Enter')
  await expect(created).toBeHidden()
  await expect(person.row('Without a mouse')).toBeVisible()

  // From the search into the table, to its first row; the button that destroys is one Tab behind Cancel.
  await page.keyboard.press('Control+f')
  await tabTo(page, person.table().locator('[role=row][tabindex="0"]'))
  await page.keyboard.press('Home')
  await expect(person.row('Without a mouse')).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(person.dialog('Confirm deletion')).toContainText('Without a mouse')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(person.status('1 deleted')).toBeVisible()
  expect(heldNamed(server, 'Without a mouse')).toHaveLength(0)
  expect(requestsOf(server, 'tokens.create')).toHaveLength(1)
  expect(requestsOf(server, 'tokens.delete')).toHaveLength(1)
})

test('each key once: refresh, pages, settings and back, the list of keys', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  await settled(person)
  for (const [keys, asked] of [
    ['Control+r', '1'],
    ['F5', '1'],
    ['Control+PageDown', '2'],
    ['Control+PageUp', '1'],
  ] as const) {
    server.clearRequests()
    await page.keyboard.press(keys)
    await expect(page.getByText(`Page ${asked}`, { exact: true })).toBeVisible()
    await expect.poll(() => requestsOf(server, 'tokens.list').length).toBe(1)
    await settled(person)
    expect(server.requests.map(({ route }) => route)).toEqual(['tokens.list'])
    expect(requestsOf(server, 'tokens.list')[0]?.query['page'] ?? '1').toBe(asked)
  }

  await page.keyboard.press('?')
  const keys = person.dialog('Keyboard shortcuts')
  await expect(keys).toHaveCount(1)
  for (const words of [
    'Ctrl N',
    'F5',
    'Ctrl F',
    'Ctrl A',
    'F2',
    'Ctrl Page Down',
    'Alt ←',
    'Ctrl ,',
    'Ctrl /',
  ])
    await expect(keys.getByText(words, { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(person.heading('Olena Kovalenko')).toBeVisible()

  await person.table().press('Control+/')
  await expect(keys).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()

  // In a field, its keys are its own.
  await page.keyboard.press('Control+f')
  await expect(search(page)).toBeFocused()
  await page.keyboard.type('what?')
  await expect(search(page)).toHaveValue('what?')
  await expect(keys).toBeHidden()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await expect(search(page)).toHaveValue('')
  await expect(page.getByText(/^\d+ selected$/)).toBeHidden()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('Space, Shift with arrows and with the mouse select; behind an open dialog no key and no menu item does anything', async ({
  signedIn,
  server,
}) => {
  const { person, page, app } = signedIn
  await settled(person)
  const row = (index: number) => boxes(page).nth(index)
  await row(2).click()
  await row(6).click({ modifiers: ['Shift'] })
  await expect(selected(page, 5)).toBeVisible()
  await row(4).click({ modifiers: ['Shift'] })
  await expect(selected(page, 3)).toBeVisible()
  for (const [index, checked] of [false, false, true, true, true, false, false].entries())
    await expect(row(index)).toBeChecked({ checked })
  await person.button('Clear selection').click()

  await person.table().press('Home')
  await page.keyboard.press('Space')
  await expect(row(0)).toBeChecked()
  for (const keys of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowUp']) await page.keyboard.press(keys)
  await expect(selected(page, 2)).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(person.dialog('Confirm deletion')).toContainText('Delete 2 tokens?')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Space')
  await expect(selected(page, 1)).toBeVisible()

  // From the row that has the focus, wherever another was ticked.
  await person.button('Clear selection').click()
  await row(1).click()
  await page
    .getByRole('row')
    .nth(9)
    .locator('[role=gridcell]')
    .last()
    .click({ position: { x: 1, y: 1 } })
  await page.keyboard.press('Shift+ArrowDown')
  await expect(selected(page, 3)).toBeVisible()
  for (const [index, checked] of [
    false,
    true,
    false,
    false,
    false,
    false,
    false,
    false,
    true,
    true,
  ].entries())
    await expect(row(index)).toBeChecked({ checked })
  await row(1).click()

  // From a row that was clicked; and the page.
  await person.row('Power BI').getByText('Power BI').click()
  await page.keyboard.press('Control+a')
  await expect(selected(page, 25)).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(person.dialog('Confirm deletion')).toContainText('Delete 25 tokens?')
  await page.keyboard.press('Escape')
  await person.button('Clear selection').click()
  await expect(page.getByText(/^\d+ selected$/)).toBeHidden()
  expect(heldBy(server)).toHaveLength(28)

  await person.select('Zapier')
  await person.button('Delete selected').click()
  const confirm = person.dialog('Confirm deletion')
  await expect(confirm).toBeVisible()
  server.clearRequests()
  const keys = ['Control+n', 'Control+r', 'F5', 'Control+f', 'Control+PageDown', 'Alt+ArrowLeft', 'Control+,']
  for (const key of [...keys, '?', 'F2', 'Delete', 'Control+a']) await page.keyboard.press(key)
  await app.evaluate(({ Menu }) => {
    const all = (items: Electron.MenuItem[]): Electron.MenuItem[] =>
      items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])])
    for (const { label, click } of all(Menu.getApplicationMenu()?.items ?? []))
      if (['New Token', 'Refresh', 'Next Page', 'Settings', 'Keyboard Shortcuts'].includes(label)) click()
  })
  await expect(confirm.getByRole('button', { name: 'Cancel', exact: true })).toBeFocused()
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(confirm).toBeHidden()
  await expect(person.heading('Olena Kovalenko')).toBeVisible()
  await expect(page.getByText('Page 1', { exact: true })).toBeVisible()
  await expect(selected(page, 1)).toBeVisible()
  expect(server.requests).toHaveLength(0)
})

test('in the head of the table no row is meant; the bar of the selection keeps the focus, and knows Delete', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await settled(person)
  const sort = page.getByRole('columnheader', { name: 'Usage', exact: true }).getByRole('button')
  await sort.focus()
  for (const key of ['Delete', 'F2']) await page.keyboard.press(key)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[role=row][aria-rowindex="2"]')).toBeFocused()

  await page.getByRole('checkbox', { name: 'Select page', exact: true }).check()
  await person.button('Select all that match').press('Enter')
  await expect(selected(page, heldBy(server).length)).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(person.dialog('Confirm deletion')).toContainText(`Delete ${heldBy(server).length} tokens?`)
  expect(requestsOf(server, 'tokens.delete')).toHaveLength(0)
})
