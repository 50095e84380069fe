import type { Locator } from '@playwright/test'
import type { Person } from '../../tools/driver/person.ts'
import type { RequestRecord, WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test } from './support/fixtures.ts'

const held = (server: WebitelServer) => server.state.tokensOf(server.login('admin').userId)
const confirm = (person: Person): Locator => person.dialog('Confirm deletion')
const press = (dialog: Locator, name: string) => dialog.getByRole('button', { name, exact: true }).click()

/** The most requests that the server had at one time. */
function mostAtOnce(requests: readonly RequestRecord[]): number {
  const pendingAt = (time: number) =>
    requests.filter(({ at, answeredAt = Infinity }) => at <= time && time < answeredAt)
  return Math.max(...requests.map(({ at }) => pendingAt(at).length))
}

test('several: the first names and how many more, six requests at once at most; gone is gone, whoever deleted it', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  const before = held(server).length
  const deletions = () => server.requests.filter(({ route }) => route === 'tokens.delete')
  await page.getByRole('checkbox', { name: 'Select page', exact: true }).check()
  const release = server.faults.hold('tokens.delete')
  await person.button('Delete selected').click()
  await expect(confirm(person)).toContainText('Delete 25 tokens?')
  await expect(confirm(person)).toContainText('and 15 more')
  await press(confirm(person), 'Delete')
  await expect(confirm(person).getByRole('progressbar')).toBeVisible()
  await expect.poll(() => deletions().length).toBe(6)
  release()
  await expect(person.status('25 deleted')).toBeVisible()
  await expect(confirm(person)).toBeHidden()
  expect(held(server)).toHaveLength(before - 25)
  expect(mostAtOnce(deletions())).toBe(6)

  // By somebody else, and with an answer that is lost after the work.
  for (const usage of ['theirs', 'ours']) server.state.insertToken(server.login('admin').userId, usage)
  await person.button('Refresh').click()
  const id = held(server).find(({ usage }) => usage === 'theirs')?.id ?? ''
  await person.select('theirs', 'ours')
  server.state.deleteToken(id)
  server.faults.add({ route: 'tokens.delete', kind: 'drop', when: 'after', times: 2 })
  await person.button('Delete selected').click()
  await press(confirm(person), 'Delete')
  await expect(person.status('2 deleted')).toBeVisible()
  expect(held(server).some(({ usage }) => usage === 'ours')).toBe(false)
})

test('stopped at half: the numbers are those of the server', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  const before = held(server).length
  await page.getByRole('checkbox', { name: 'Select page', exact: true }).check()
  // Longer than the pause between two words about progress.
  server.faults.add({ route: 'tokens.delete', kind: 'latency', ms: 300, times: 3 })
  const release = server.faults.hold('tokens.delete', { skip: 3 })
  await person.button('Delete selected').click()
  await press(confirm(person), 'Delete')
  await expect(confirm(person)).toContainText(/Deleting 25 tokens: [1-9]/)
  await press(confirm(person), 'Stop')
  release()
  await expect(confirm(person).getByRole('button', { name: 'Close', exact: true })).toBeVisible()
  const result = confirm(person).getByText(/^\d+ deleted, \d+ not deleted$/)
  await expect(result).toBeVisible()
  const [deleted = 0, kept = 0] = ((await result.textContent()) ?? '').match(/\d+/g)?.map(Number) ?? []
  expect(held(server)).toHaveLength(before - deleted)
  expect(deleted + kept).toBe(25)
  expect(kept).toBeGreaterThan(0)
  await press(confirm(person), 'Close')
  await expect(page.getByText(`${kept} selected`, { exact: true })).toBeVisible()
})

test('a page that became empty steps back, by our own hand or by another', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  await expect(page.getByText('Page 1', { exact: true })).toBeVisible()
  await person.button('Next').click()
  await expect(page.getByText('Page 2', { exact: true })).toBeVisible()
  await expect(person.table()).toHaveAttribute('aria-busy', 'false')
  await page.getByRole('checkbox', { name: 'Select page', exact: true }).check()
  await person.button('Delete selected').click()
  await press(confirm(person), 'Delete')
  await expect(page.getByText('Page 1', { exact: true })).toBeVisible()
  await expect(person.row('Zapier')).toBeVisible()
  expect(held(server)).toHaveLength(25)

  const { userId } = server.login('admin')
  for (let count = 0; count < 5; count += 1) server.state.insertToken(userId, `one more: ${count}`)
  await person.button('Refresh').click()
  await expect(person.row('one more: 0')).toBeVisible()
  await person.button('Next').click()
  await expect(page.getByText('Page 2', { exact: true })).toBeVisible()
  await expect(person.table()).toHaveAttribute('aria-busy', 'false')
  for (const { id } of held(server).slice(0, 10)) server.state.deleteToken(id)
  await person.button('Refresh').click()
  await expect(page.getByText('Page 1', { exact: true })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: /^Select (?!page)/ })).toHaveCount(20)
})
