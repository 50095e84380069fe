import { expect, test } from './support/fixtures.ts'
import {
  boxes,
  enter,
  heldBy,
  heldNamed,
  openUser,
  press,
  requestsOf,
  rowNames,
  search,
  selected,
  selectPage,
  settled,
  typeQuickly,
  within,
  isInView,
} from './support/registry.ts'

test('newest first, page by page, each token once; a new one is on top of whatever page, and no part of Select page', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await settled(person)
  const names = heldBy(server).map(({ usage }) => usage || '(no name)')
  expect(await rowNames(page)).toEqual(names.slice(0, 25))
  await expect(person.row('legacy dialer')).toContainText('Disabled')
  await expect(person.row('Zapier')).not.toContainText('Disabled')
  server.clearRequests()
  await page.keyboard.press('Control+PageUp')
  await press(person.button('Previous'))
  await person.button('Next').click()
  await expect(person.row(names[25] ?? '')).toBeVisible()
  await settled(person)
  expect(requestsOf(server, 'tokens.list').map(({ query }) => query['page'] ?? '1')).toEqual(['2'])
  expect(await rowNames(page)).toEqual(names.slice(25))
  server.clearRequests()
  await page.keyboard.press('Control+PageDown')
  await press(person.button('Next'))
  await person.button('Previous').click()
  await expect(person.row(names[0] ?? '')).toBeVisible()
  expect(requestsOf(server, 'tokens.list').map(({ query }) => query['page'] ?? '1')).toEqual(['1'])

  await settled(person)
  await person.button('Next').click()
  await expect(person.row('wallboard 3rd floor')).toBeVisible()
  await person.add('Just made')
  await within(person.dialog('Token created'), 'Copy to clipboard').click()
  await expect(person.dialog('Token created').getByRole('status')).toContainText('Copied to clipboard')
  await within(person.dialog('Token created'), 'Close').click()
  await settled(person)
  const later = heldBy(server).map(({ usage }) => usage)
  expect(await rowNames(page)).toEqual(['Just made', ...later.slice(25)])
  await expect(person.row('Just made')).toContainText('New')
  await selectPage(page).check()
  await expect(selected(page, later.length - 25)).toBeVisible()
  await expect(boxes(page).first()).not.toBeChecked()
  await person.button('Refresh').click()
  await settled(person)
  await expect(person.row('Just made')).toHaveCount(1)
  await expect(person.row('Just made')).toContainText('New')

  await person.button('Previous').click()
  await expect(boxes(page)).toHaveCount(25)
  await settled(person)
  expect(await rowNames(page)).toEqual(later.slice(0, 25).map((usage) => usage || '(no name)'))
  await expect(person.row('Just made').getByText('New', { exact: true })).toBeHidden()
})

test('exactly a page has no next one; none at all has words and a way on', async ({ start, server }) => {
  const { person, page } = await start()
  await enter(person, server, 'page')
  await expect(boxes(page)).toHaveCount(25)
  expect((await rowNames(page)).toSorted()).toEqual(
    heldBy(server, 'page')
      .map(({ usage }) => usage)
      .toSorted(),
  )
  await expect(person.button('Next')).toBeDisabled()
  await person.signOut()
  await enter(person, server, 'empty')
  await expect(page.getByText('No tokens yet', { exact: true })).toBeVisible()
  await expect(person.button('Next')).toBeDisabled()
  await person.button('Create the first one').click()
  await expect(person.dialog('New token')).toBeVisible()
})

test('while a page is waited for: grey rows of the same height; read again: its rows stay; emptied: not called empty; and nothing to act on', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await settled(person)
  let release = server.faults.hold('tokens.list')
  await person.button('Next').click()
  await expect(person.table()).toHaveAttribute('aria-busy', 'true')
  const grey = page.locator('.skeleton-rows .row')
  await expect(grey.first()).toBeVisible()
  expect((await grey.first().boundingBox())?.height).toBe(44)
  await expect(boxes(page)).toHaveCount(0)
  await press(selectPage(page))
  await expect(page.getByText(/^\d+ selected$/)).toBeHidden()
  release()
  await settled(person)
  await expect(grey).toHaveCount(0)
  await selectPage(page).click()
  await expect(selected(page, 3)).toBeVisible()

  await person.button('Clear selection').click()
  await person.button('Previous').click()
  await expect(person.row('Zapier')).toBeVisible()
  await settled(person)
  await person.select('Zapier')
  release = server.faults.hold('tokens.list')
  server.clearRequests()
  await person.button('Refresh').click()
  await expect(person.table()).toHaveAttribute('aria-busy', 'true')
  await press(page.getByRole('checkbox', { name: 'Select webhook relay', exact: true }))
  await person.button('Delete webhook relay').click()
  await person.row('webhook relay').press('Delete')
  await person.row('webhook relay').press('F2')
  await expect(person.button('Delete selected')).toBeDisabled()
  await person.button('Actions for webhook relay').click()
  await page.getByRole('menuitem', { name: 'Disable', exact: true }).click()
  await expect(person.table()).toHaveAttribute('aria-busy', 'true')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  release()
  await settled(person)
  await expect(selected(page, 1)).toBeVisible()
  expect(server.requests.map(({ route }) => route)).toEqual(['tokens.list'])
  await person.button('Delete webhook relay').click()
  await expect(person.dialog('Confirm deletion')).toContainText('webhook relay')
  await within(person.dialog('Confirm deletion'), 'Cancel').click()
  await expect(person.dialog('Confirm deletion')).toBeHidden()

  await selectPage(page).check()
  await person.button('Delete selected').click()
  // The job's own look at what is left, and the page that is read again.
  const releaseLook = server.faults.hold('tokens.list', { times: 1 })
  release = server.faults.hold('tokens.list', { skip: 1 })
  await within(person.dialog('Confirm deletion'), 'Delete').click()
  releaseLook()
  await expect(person.status('25 deleted')).toBeVisible()
  await expect(person.table()).toHaveAttribute('aria-busy', 'true')
  await expect(page.locator('.skeleton-rows')).toBeVisible()
  await expect(page.getByText('No tokens yet', { exact: true })).toBeHidden()
  release()
  await expect(boxes(page)).toHaveCount(3)
})

test('a selection outlives pages, searches and refreshes, and ends with another owner; one that the server closes meanwhile is open again on demand', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await person.select('Zapier', 'webhook relay')
  await person.button('Next').click()
  await person.select('wallboard 3rd floor')
  await expect(selected(page, 3)).toBeVisible()
  await search(page).fill('zap')
  await expect(boxes(page)).toHaveCount(1)
  await expect(boxes(page)).toBeChecked()
  await person.button('Refresh').click()
  await settled(person)
  await expect(boxes(page)).toBeChecked()
  await expect(selected(page, 3)).toBeVisible()
  await search(page).press('Escape')
  await expect(page.getByRole('checkbox', { name: 'Select webhook relay', exact: true })).toBeChecked()

  await person.button('Delete selected').click()
  const confirm = person.dialog('Confirm deletion')
  for (const usage of ['Zapier', 'webhook relay', 'wallboard 3rd floor'])
    await expect(confirm).toContainText(usage)
  await within(confirm, 'Delete').click()
  await expect(person.status('3 deleted')).toBeVisible()
  expect(heldBy(server)).toHaveLength(25)
  expect(heldNamed(server, 'wallboard 3rd floor')).toHaveLength(0)

  await person.select('Power BI — nightly export')
  await openUser(person, 'Partner portal')
  await expect(page.getByText(/^\d+ selected$/)).toBeHidden()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(person.row('Power BI — nightly export')).toBeVisible()
  await expect(page.getByText(/^\d+ selected$/)).toBeHidden()

  // Closed by the server meanwhile: said in words.
  server.state.setPermissions(server.login('admin').userId, [])
  await page.getByLabel('Find user', { exact: true }).fill('partner')
  await page.getByRole('link', { name: 'Partner portal', exact: true }).click()
  await expect(page.getByText('You may not see these tokens', { exact: true })).toBeVisible()
  await expect(page.getByText('Ask an administrator')).toBeVisible()
  await expect(boxes(page)).toHaveCount(0)
  server.state.setPermissions(server.login('admin').userId, ['read', 'add', 'write', 'delete'])
  await person.button('Try again').click()
  await expect(boxes(page)).toHaveCount(25)
})

test('a search is asked once per pause, as it stands with a wildcard, from the first page on', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await person.button('Next').click()
  await expect(page.getByText('Page 2', { exact: true })).toBeVisible()
  await settled(person)
  server.clearRequests()
  await typeQuickly(search(page), '  worker ')
  await expect(boxes(page)).toHaveCount(2)
  await expect(page.getByText('Page 1', { exact: true })).toBeVisible()
  const asked = () => requestsOf(server, 'tokens.list').map(({ query }) => query['q'])
  await settled(person)
  expect(asked()).toEqual(['*worker*'])
  await search(page).fill('s*')
  await expect(person.row('Salesforce click-to-call')).toBeVisible()
  await expect(person.row('webhook relay')).toBeHidden()
  await search(page).fill('*worker ?')
  await expect(person.row('Salesforce click-to-call')).toBeHidden()
  await expect(boxes(page)).toHaveCount(2)
  expect(asked()).toEqual(['*worker*', 's*', '*worker *'])

  await search(page).fill('nobody <b>calls</b> it so')
  await expect(page.getByText('No token matches “nobody <b>calls</b> it so”')).toBeVisible()
  await person.button('Clear search').click()
  await expect(search(page)).toHaveValue('')
  await expect(boxes(page)).toHaveCount(25)
})

test.describe('with ten thousand', () => {
  test.use({ serverOptions: { big: true } })

  test('a thousand rows: asked for once, shown in few nodes, the last one in reach', async ({
    start,
    server,
  }) => {
    const { person, page } = await start()
    await enter(person, server, 'big')
    server.clearRequests()
    await page.getByLabel('Rows per page').selectOption('1000')
    await expect(
      page.locator('[role=grid][aria-busy=false][aria-rowcount="1001"] [role=row][aria-rowindex="2"]'),
    ).toBeVisible()
    expect(requestsOf(server, 'tokens.list')).toHaveLength(1)
    const nodes = () => page.evaluate(() => document.querySelectorAll('*').length)
    const count = await nodes()
    expect(count).toBeLessThanOrEqual(5000)

    await boxes(page).first().hover()
    const last = page.getByRole('row').and(page.locator('[aria-rowindex="1001"]'))
    await expect(async () => {
      await page.mouse.wheel(0, 20_000)
      expect(await isInView(last)).toBe(true)
    }).toPass()
    expect(
      heldBy(server, 'big')
        .slice(996, 1004)
        .map(({ usage }) => usage),
    ).toContain((await last.getByRole('checkbox').getAttribute('aria-label'))?.replace(/^Select /, ''))
    expect(await nodes()).toBeLessThanOrEqual(5000)
    await selectPage(page).check()
    await expect(selected(page, 1000)).toBeVisible()
    await expect(last.getByRole('checkbox')).toBeChecked()
  })
})
