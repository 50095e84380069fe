import type { Locator } from '@playwright/test'
import type { Person } from '../../tools/driver/person.ts'
import { expect, test } from './support/fixtures.ts'
import {
  boxes,
  enter,
  heldBy,
  heldNamed,
  requestsOf,
  rowNames,
  search,
  selected,
  selectPage,
  settled,
  within,
} from './support/registry.ts'

const confirm = (person: Person): Locator => person.dialog('Confirm deletion')
const failures = (person: Person): Locator =>
  confirm(person).getByRole('list', { name: 'Not deleted', exact: true }).getByRole('listitem')

test('what is to go is named first: ten names in their order, the rest on demand; Cancel is the default, the focus stays inside', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await settled(person)
  const names = await rowNames(page)
  await selectPage(page).check()
  await person.button('Delete selected').click()
  const listed = confirm(person)
    .getByRole('list', { name: 'Tokens to delete', exact: true })
    .getByRole('listitem')
  await expect(listed).toHaveText(names.slice(0, 10))
  await person.button('and 15 more').click()
  await expect(listed).toHaveText(names)
  await expect(confirm(person).getByRole('list', { name: 'Tokens to delete', exact: true })).toBeFocused()
  for (let presses = 0; presses < 6; presses += 1) {
    await page.keyboard.press('Tab')
    expect(await confirm(person).evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true)
  }
  await within(confirm(person), 'Cancel').click()
  await expect(confirm(person)).toBeHidden()
  await expect(selected(page, 25)).toBeVisible()

  // One alone: Cancel is the default.
  await person.button('Delete Zapier').click()
  await expect(confirm(person)).toContainText('Zapier')
  await expect(within(confirm(person), 'Cancel')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(confirm(person)).toBeHidden()
  await person.button('Delete Zapier').click()
  await expect(confirm(person)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(confirm(person)).toBeHidden()
  expect(requestsOf(server, 'tokens.delete')).toHaveLength(0)
  expect(heldBy(server)).toHaveLength(28)
})

test('Escape after all names are shown is Cancel, however often it is pressed, and wherever the focus is: it can be asked again', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await settled(person)
  await selectPage(page).check()
  const ask = person.button('Delete selected')
  const escape = async (times: number) => {
    for (let presses = 0; presses < times; presses += 1) await page.keyboard.press('Escape')
  }
  await ask.click()
  await person.button('and 15 more').press('Enter')
  await escape(3)
  await expect(confirm(person)).toBeHidden()

  await ask.click()
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await escape(3)
  await expect(confirm(person)).toBeHidden()

  // While it runs, Escape closes nothing: only Stop stops it.
  await ask.click()
  const release = server.faults.hold('tokens.delete')
  await within(confirm(person), 'Delete').click()
  await expect(within(confirm(person), 'Stop')).toBeFocused()
  for (let round = 0; round < 3; round += 1) {
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await escape(2)
  }
  await expect(confirm(person)).toBeVisible()
  await within(confirm(person), 'Stop').click()
  release()
  await within(confirm(person), 'Close').click()
  await expect(confirm(person)).toBeHidden()
  await settled(person)
  await ask.click()
  await expect(confirm(person)).toBeVisible()
})

test('what was not deleted is named with its reason, in a report too, and stays selected; Retry failed touches only those', async ({
  signedIn,
  server,
}) => {
  const { person, page, app } = signedIn
  await selectPage(page).check()
  server.faults.add({ route: 'tokens.delete', kind: 'status', status: 403, body: 'json', every: 3 })
  await person.button('Delete selected').click()
  await within(confirm(person), 'Delete').click()
  await expect(confirm(person)).toContainText('17 deleted, 8 not deleted')
  await expect(failures(person)).toHaveCount(8)
  for (const line of await failures(person).allTextContents()) {
    expect(line).toContain('No permission (403)')
    const usage = line.replace(/\s*No permission.*$/s, '').trim()
    expect(heldNamed(server, usage === '(no name)' ? '' : usage).length).toBeGreaterThan(0)
  }
  await within(confirm(person), 'Copy report').click()
  const report = () => app.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(report).toContain('17 deleted, 8 not deleted\n')
  const ids = (await report())
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t')[0])
  expect(ids).toHaveLength(8)
  const left = () => heldBy(server).filter(({ id }) => ids.includes(id))
  expect(left()).toHaveLength(8)
  server.faults.clear()
  await within(confirm(person), 'Close').click()
  await settled(person)
  await expect(selected(page, 8)).toBeVisible()
  await expect(boxes(page).and(page.locator(':checked'))).toHaveCount(8)
  expect(heldBy(server)).toHaveLength(11)

  // Half of them fail once more: Retry failed touches only those.
  server.faults.add({ route: 'tokens.delete', kind: 'status', status: 403, body: 'json', every: 2 })
  await person.button('Delete selected').click()
  await within(confirm(person), 'Delete').click()
  await expect(confirm(person)).toContainText('4 deleted, 4 not deleted')
  server.faults.clear()
  server.clearRequests()
  await within(confirm(person), 'Retry failed').click()
  await expect(confirm(person)).toBeHidden()
  expect(requestsOf(server, 'tokens.delete')).toHaveLength(4)
  expect(left()).toEqual([])
  expect(heldBy(server)).toHaveLength(3)
})

test('one that fails says why, and tries again on demand; a second failure does not look like success', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  server.faults.add({ route: 'tokens.delete', kind: 'status', status: 403, body: 'json', times: 2 })
  await person.button('Delete Zapier').click()
  await within(confirm(person), 'Delete').click()
  await expect(confirm(person)).toContainText('0 deleted, 1 not deleted')
  await expect(failures(person)).toContainText('Zapier')
  await within(confirm(person), 'Retry failed').click()
  await expect.poll(() => requestsOf(server, 'tokens.delete').length).toBe(2)
  await expect(confirm(person)).toContainText('0 deleted, 1 not deleted')
  expect(heldNamed(server, 'Zapier')).toHaveLength(1)
  await within(confirm(person), 'Retry failed').click()
  await expect(person.status('1 deleted')).toBeVisible()
  await expect(confirm(person)).toBeHidden()
  await expect(person.row('Zapier')).toBeHidden()
  expect(heldNamed(server, 'Zapier')).toHaveLength(0)
  expect(requestsOf(server, 'tokens.delete')).toHaveLength(3)
})

test.describe('with ten thousand', () => {
  test.use({ serverOptions: { big: true } })

  test('a thousand: few nodes, all of them in reach, selected and deleted, and nothing of the other nine', async ({
    start,
    server,
  }) => {
    const { person, page } = await start()
    await enter(person, server, 'big')
    await page.getByLabel('Rows per page').selectOption('1000')
    await expect(person.table()).toHaveAttribute('aria-rowcount', '1001')
    await settled(person)
    const ids = new Set(heldBy(server, 'big').map(({ id }) => id))
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(5000)
    await selectPage(page).check()
    await expect(selected(page, 1000)).toBeVisible()
    await person.table().press('End')
    await expect(person.row(heldBy(server, 'big')[999]?.usage ?? 'none')).toBeVisible()
    await person.button('Delete selected').click()
    await within(confirm(person), 'Delete').click()
    await expect(confirm(person).getByRole('progressbar')).toBeVisible()
    await expect(confirm(person)).toBeHidden()
    await expect(page.getByText(/^\d+ selected$/)).toBeHidden()
    const left = heldBy(server, 'big')
    expect(left).toHaveLength(ids.size - 1000)
    expect(requestsOf(server, 'tokens.delete')).toHaveLength(1000)
    // The page that follows is there.
    await settled(person)
    await expect(boxes(page).first()).toBeVisible()
  })
})

test('namesakes are told apart by when they were made, and whose they are is said', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  const { userId, name } = server.login('admin')
  const made = (day: number) => ({ createdAt: Date.UTC(2025, 2, day, 12) })
  for (const day of [3, 14]) server.state.insertToken(userId, 'Twin', made(day))
  server.state.insertToken(userId, 'Alone', made(20))
  await person.button('Refresh').click()
  await settled(person)
  await search(person.page).fill('twin')
  await expect(boxes(person.page)).toHaveCount(2)
  await person.button('Delete Twin').last().click()
  await expect(confirm(person)).toContainText(`Owner: ${name} · Created Monday, March 3, 2025`)
  await expect(confirm(person)).toHaveAccessibleDescription(/Delete this token\? Twin/)
  await within(confirm(person), 'Cancel').click()
  await selectPage(person.page).check()
  await search(person.page).fill('alone')
  await expect(boxes(person.page)).toHaveCount(1)
  await person.select('Alone')
  await person.button('Delete selected').click()
  const listed = confirm(person)
    .getByRole('list', { name: 'Tokens to delete', exact: true })
    .getByRole('listitem')
  await expect(listed.filter({ hasText: 'Twin' })).toHaveText([/Mar 14, 2025/, /Mar 3, 2025/])
  await expect(listed.filter({ hasText: 'Alone' })).toHaveText('Alone')
})
