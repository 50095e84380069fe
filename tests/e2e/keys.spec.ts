import { expect, test } from './support/fixtures.ts'

test('the whole job by keys: new, name, Enter, Enter to copy, close, delete', async ({
  signedIn,
  server,
}) => {
  const { person, page, app } = signedIn
  const { userId } = server.login('admin')
  await expect(person.row('Zapier')).toBeVisible()
  await page.keyboard.press('Control+n')
  await expect(person.dialog('New token')).toBeVisible()
  await page.keyboard.type('By keys')
  await page.keyboard.press('Enter')
  await expect(person.dialog('Token created')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(person.dialog('Token created').getByRole('status')).toContainText('Copied to clipboard')
  const made = server.state.tokensOf(userId).filter(({ usage }) => usage === 'By keys')
  expect(made).toHaveLength(1)
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(made[0]?.secret)
  for (let presses = 0; presses < 6; presses += 1) {
    await page.keyboard.press('Tab')
    if (
      await person
        .dialog('Token created')
        .getByRole('button', { name: 'Close', exact: true })
        .evaluate((button) => button === document.activeElement)
    )
      break
  }
  await page.keyboard.press('Enter')
  await expect(person.dialog('Token created')).toBeHidden()
})

test('the keys of the table: focus, select, a range, the page, delete', async ({ signedIn }) => {
  const { person, page } = signedIn
  const selected = (count: number) => page.getByText(`${count} selected`, { exact: true })
  await expect(person.row('Zapier')).toBeVisible()
  await person.row('Power BI').getByText('Power BI').click()
  await person.table().press('Home')
  await page.keyboard.press('Space')
  await expect(selected(1)).toBeVisible()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(selected(3)).toBeVisible()
  await page.keyboard.press('Control+a')
  await expect(selected(25)).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(person.dialog('Confirm deletion')).toContainText('Delete 25 tokens?')
  // Behind a dialog they mean nothing.
  await page.keyboard.press('Control+n')
  await expect(person.dialog('New token')).toBeHidden()
  await page.keyboard.press('Escape')
  await person.button('Clear selection').click()
  await expect(selected(25)).toBeHidden()
})

test('in a field its keys stay its own; search, refresh, settings and the list of shortcuts have theirs', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await expect(person.row('Zapier')).toBeVisible()
  await page.keyboard.press('Control+f')
  const search = page.getByLabel('Search', { exact: true })
  await expect(search).toBeFocused()
  await page.keyboard.type('zap?')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await expect(search).toHaveValue('')
  await expect(page.getByText(/^\d+ selected$/)).toBeHidden()
  await expect(person.table()).toHaveAttribute('aria-busy', 'false')

  const lists = () => server.requests.filter(({ route }) => route === 'tokens.list').length
  await expect
    .poll(async () => {
      const before = lists()
      await page.keyboard.press('F5')
      await expect.poll(lists).toBeGreaterThan(before)
      return lists() - before
    })
    .toBe(1)

  await person.table().press('Control+/')
  await expect(person.dialog('Keyboard shortcuts')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
})

test('the menu does what the keys do', async ({ signedIn }) => {
  const { person, app } = signedIn
  await app.evaluate(({ Menu }) => {
    const labels = (items: Electron.MenuItem[]): Electron.MenuItem[] =>
      items.flatMap((item) => [item, ...labels(item.submenu?.items ?? [])])
    labels(Menu.getApplicationMenu()?.items ?? [])
      .find(({ label }) => label === 'New Token')
      ?.click()
  })
  await expect(person.dialog('New token')).toBeVisible()
})
