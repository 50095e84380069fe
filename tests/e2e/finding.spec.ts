import { expect, test } from './support/fixtures.ts'
import { boxes, heldBy, rowNames, search, selected, selectPage, settled } from './support/registry.ts'

test('a name with %, _ or \\ is found by it, and nothing else is; all that match: read with progress, kept over pages; what vanishes leaves the selection', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  const { userId } = server.login('admin')
  for (const usage of ['a_b key', 'axb key', '50% key', '50 key', 'a\\b key'])
    server.state.insertToken(userId, usage)
  server.switches.sqlWildcardsLeak = true
  for (const [typed, found] of [
    ['a_b', ['a_b key']],
    ['50%', ['50% key']],
    ['a\\b', ['a\\b key']],
    ['A?B*', ['a_b key', 'axb key', 'a\\b key']],
  ] as const) {
    await search(page).fill(typed)
    await expect.poll(async () => (await rowNames(page)).toSorted()).toEqual([...found].toSorted())
  }
  await search(page).fill('A_B')
  await expect(page.locator('mark')).toHaveText(['a_b'])
  await expect(person.row('a_b key')).toBeVisible()
  await search(page).fill('nobody has this')
  await expect(page.getByText('No token matches “nobody has this”')).toBeVisible()
  await search(page).press('Escape')
  await expect(boxes(page)).toHaveCount(25)
  await expect(page.locator('mark')).toHaveCount(0)

  await settled(person)
  const count = heldBy(server).length
  await selectPage(page).check()
  await expect(selected(page, 25)).toBeVisible()
  const release = server.faults.hold('tokens.list')
  const all = page.getByRole('button', { name: 'Select all that match', exact: true })
  await all.click()
  await expect(page.getByText('Reading the rest:')).toBeVisible()
  await page
    .getByRole('region', { name: 'Selection' })
    .getByRole('button', { name: 'Cancel', exact: true })
    .click()
  release()
  await expect(selected(page, 25)).toBeVisible()
  await all.click()
  await expect(selected(page, count)).toBeVisible()
  await expect(all).toBeHidden()
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await settled(person)
  await expect(selected(page, count)).toBeVisible()
  await expect(selectPage(page)).toBeChecked()

  // One is deleted by somebody else, one is just moved to another page.
  const [moved = '', gone = ''] = await rowNames(page)
  server.state.deleteToken(heldBy(server).find(({ usage }) => usage === gone)?.id ?? '')
  server.state.insertToken(userId, 'pushes one over')
  await person.button('Refresh').click()
  await expect(selected(page, count - 1)).toBeVisible()
  expect(moved).not.toBe('')

  await search(page).fill('zapier')
  await expect(boxes(page)).toHaveCount(1)
  await expect(selected(page, count - 1)).toBeVisible()
  await person.button('Clear selection').click()
  await expect(page.getByText(/\d+ selected/)).toBeHidden()
})

test('sorted by every column, kept over a restart; where the server ignores it, sorted here', async ({
  signedIn,
  start,
  server,
}) => {
  const { person, page } = signedIn
  const column = (name: string) => page.getByRole('columnheader', { name, exact: true })
  const sortBy = (name: string) => column(name).getByRole('button', { name, exact: true }).click()
  const names = heldBy(server).map(({ usage }) => usage || '(no name)')
  await expect(column('Created at')).toHaveAttribute('aria-sort', 'descending')
  await person.select('Zapier')
  server.switches.sort = 'ignored'
  server.switches.equalKeysWander = true
  await sortBy('Usage')
  await settled(person)
  await expect(column('Usage')).toHaveAttribute('aria-sort', 'ascending')
  await expect(column('Created at')).toHaveAttribute('aria-sort', 'none')
  const shown = await rowNames(page)
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await expect(page.getByText('Page 2', { exact: true })).toBeVisible()
  await settled(person)
  const all = [...shown, ...(await rowNames(page))]
  const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })
  expect(all.toSorted()).toEqual(names.toSorted())
  const sorted = all.map((name) => (name === '(no name)' ? '' : name))
  expect(sorted).toEqual(sorted.toSorted((one, other) => collator.compare(one, other)))
  await sortBy('Usage')
  await expect(column('Usage')).toHaveAttribute('aria-sort', 'descending')
  await expect(page.getByText('Page 1', { exact: true })).toBeVisible()
  await settled(person)
  expect((await rowNames(page))[0]).toBe(all.at(-1))
  // A sort keeps the selection.
  await expect(selected(page, 1)).toBeVisible()
  await signedIn.kill()

  const next = await start()
  await expect(next.page.getByRole('columnheader', { name: 'Usage', exact: true })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await settled(next.person)
  expect((await rowNames(next.page))[0]).toBe(all.at(-1))
})
