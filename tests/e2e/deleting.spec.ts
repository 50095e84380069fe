import type { Locator } from '@playwright/test'
import type { Person } from '../../tools/driver/person.ts'
import type { WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test } from './support/fixtures.ts'

const held = (server: WebitelServer) => server.state.tokensOf(server.login('admin').userId)
const confirm = (person: Person): Locator => person.dialog('Confirm deletion')
const press = (dialog: Locator, name: string) => dialog.getByRole('button', { name, exact: true }).click()

/** The most requests that were under way at one time, by when each came and how long the server sat on it. */
function mostAtOnce(times: readonly number[], latency: number): number {
  return Math.max(...times.map((at) => times.filter((other) => other <= at && at < other + latency).length))
}

test('several: the first names and how many more, six requests at once at most; gone is gone, whoever deleted it', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  const before = held(server).length
  const latency = 500
  await page.getByRole('checkbox', { name: 'Select page', exact: true }).check()
  server.faults.add({ route: 'tokens.delete', kind: 'latency', ms: latency, times: Infinity })
  await person.button('Delete selected').click()
  await expect(confirm(person)).toContainText('Delete 25 tokens?')
  await expect(confirm(person)).toContainText('and 15 more')
  await press(confirm(person), 'Delete')
  await expect(confirm(person).getByRole('progressbar')).toBeVisible()
  await expect(person.status('25 deleted')).toBeVisible()
  await expect(confirm(person)).toBeHidden()
  expect(held(server)).toHaveLength(before - 25)
  const times = server.requests.filter(({ route }) => route === 'tokens.delete').map(({ at }) => at)
  expect(mostAtOnce(times, latency * 0.9)).toBeLessThanOrEqual(6)
  expect(mostAtOnce(times, latency * 0.9)).toBeGreaterThan(2)

  // By somebody else, and with an answer that is lost after the work.
  server.faults.clear()
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
  server.faults.add({ route: 'tokens.delete', kind: 'latency', ms: 1500, times: Infinity })
  await person.button('Delete selected').click()
  await press(confirm(person), 'Delete')
  await expect(confirm(person)).toContainText(/Deleting 25 tokens: [1-9]/)
  await press(confirm(person), 'Stop')
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
