import type { Locator } from '@playwright/test'
import type { FaultKind } from '../../tools/webitel-server/index.ts'
import type { Person } from '../../tools/driver/person.ts'
import { expect, test } from './support/fixtures.ts'

const html = (status: number): FaultKind => ({ kind: 'status', status, body: 'html' })
const json = (status: number, detail = ''): FaultKind => ({ kind: 'status', status, body: 'json', detail })
const search = (person: Person): Locator => person.page.getByLabel('Search', { exact: true })

/** What a person reads when the list can't be had, and that nothing is lost: the rows stay, and come back. */
for (const [what, fault, words] of [
  ['403', json(403, 'tokens are closed'), 'tokens are closed'],
  ['404', json(404), 'no longer'],
  ['429', { kind: '429', retryAfter: 0 }, 'too many requests'],
  ['500', json(500, 'the database is away'), 'the database is away'],
  ["a proxy's 502", html(502), 'could not do this'],
  ["a proxy's 401", html(401), 'not Webitel'],
  ["a proxy's 200", { kind: 'content-type', type: 'text/html', body: 'html' }, 'not Webitel'],
  ['a connection that drops', { kind: 'drop', when: 'before' }, 'connection to the server was lost'],
  ['an answer cut off', { kind: 'cut-body' }, 'incomplete'],
  ['an answer of another shape', { kind: 'mistyped-body', as: 'list' }, 'incomplete'],
  ['an empty answer', { kind: 'empty-body' }, 'incomplete'],
  ['a redirect', { kind: 'redirect', to: 'http://elsewhere.invalid' }, 'another address'],
] as const satisfies readonly (readonly [string, FaultKind, string])[]) {
  test(`a list that ends in ${what}`, async ({ signedIn, server }) => {
    const { person, page } = signedIn
    await expect(person.row('Zapier')).toBeVisible()
    server.faults.add({ ...fault, route: 'tokens.list', times: Infinity })
    await person.button('Refresh').click()
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible()
    await expect(person.row('Zapier')).toBeVisible()
    server.faults.clear()
    await person.button('Try again').click()
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeHidden()
    await expect(person.row('Zapier')).toBeVisible()
  })
}

test('a server that hangs: words after a while, and Cancel', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  server.faults.add({ route: 'tokens.list', kind: 'hang', when: 'before' })
  await search(person).fill('zap')
  await expect(page.getByText('Still waiting for the server…')).toBeVisible()
  await person.button('Cancel').click()
  await expect(page.getByText('Still waiting for the server…')).toBeHidden()
  await person.button('Try again').click()
  await expect(person.row('Zapier')).toBeVisible()
})

test('a server that is gone: words, not a blank window', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  await expect(person.row('Zapier')).toBeVisible()
  await server.close()
  await person.button('Refresh').click()
  await expect(page.getByRole('alert').filter({ hasText: 'No server could be reached' })).toBeVisible()
  await person.add('Nobody hears')
  await expect(person.dialog('New token').getByRole('alert')).toContainText('No server could be reached')
})

test('an older answer never replaces a newer one', async ({ signedIn, server }) => {
  const { person } = signedIn
  await expect(person.row('Zapier')).toBeVisible()
  server.faults.add({ route: 'tokens.list', kind: 'latency', ms: 1500 })
  await search(person).fill('webhook')
  await expect
    .poll(() => server.requests.filter(({ query }) => JSON.stringify(query).includes('webhook')).length)
    .toBe(1)
  await search(person).fill('zapier')
  await expect(person.row('Zapier')).toBeVisible()
  // The older one has been answered by now, or was given up.
  await expect(person.row('webhook relay')).toBeHidden()
  await expect(search(person)).toHaveValue('zapier')
  await expect(person.table()).toHaveAttribute('aria-busy', 'false')
  await expect(person.row('webhook relay')).toBeHidden()
})

test('a search: found anywhere, a pattern as it stands, nothing found, cleared by Escape', async ({
  signedIn,
}) => {
  const { person, page } = signedIn
  await search(person).fill('HOOK')
  await expect(person.row('webhook relay')).toBeVisible()
  await expect(person.row('Zapier')).toBeHidden()
  await search(person).fill('web*')
  await expect(person.row('webhook relay')).toBeVisible()
  await search(person).fill('hook*')
  await expect(page.getByText('No token matches “hook*”')).toBeVisible()
  await search(person).press('Escape')
  await expect(person.row('Zapier')).toBeVisible()
  await expect(search(person)).toHaveValue('')
})

test('pages: forward, back, as many rows as wanted, remembered', async ({ signedIn, start, server }) => {
  const { person, page } = signedIn
  await expect(page.getByText('Page 1', { exact: true })).toBeVisible()
  await expect(person.button('Previous')).toBeDisabled()
  await person.button('Next').click()
  await expect(page.getByText('Page 2', { exact: true })).toBeVisible()
  await expect(person.button('Next')).toBeDisabled()
  await page.keyboard.press('Control+PageUp')
  await expect(page.getByText('Page 1', { exact: true })).toBeVisible()
  await page.getByLabel('Rows per page').selectOption('10')
  await expect(page.getByRole('checkbox', { name: /^Select (?!page)/ })).toHaveCount(10)
  await signedIn.close()
  const next = await start()
  await expect(next.person.heading(server.login('admin').name)).toBeVisible()
  await expect(next.page.getByRole('checkbox', { name: /^Select (?!page)/ })).toHaveCount(10)
})

test('a thousand rows: few nodes, quickly there, all of them reachable and selectable', async ({
  start,
  server,
}) => {
  const { person, page } = await start()
  const { login, password, name, userId } = server.login('big')
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await page.getByLabel('Rows per page').selectOption('1000')
  await expect(person.table()).toHaveAttribute('aria-busy', 'false')
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(5000)
  await page.getByRole('checkbox', { name: 'Select page', exact: true }).check()
  await expect(page.getByText('1000 selected', { exact: true })).toBeVisible()
  const newestFirst = [...server.state.tokensOf(userId)].toSorted((a, b) => b.createdAt - a.createdAt)
  await person.table().press('End')
  await expect(person.row(newestFirst[999]?.usage ?? 'none')).toBeVisible()
})

test("what one may do with others' tokens is offered, what not is explained", async ({ start, server }) => {
  const { person, page } = await start()
  const { login, password, name } = server.login('reader')
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  // One's own are one's own.
  await expect(person.button('Add')).toBeVisible()
  await page.getByLabel('Find user', { exact: true }).fill('olena')
  await page.getByText('Olena Kovalenko', { exact: true }).click()
  await expect(person.row('Zapier')).toBeVisible()
  await expect(person.button('Add')).toBeHidden()
  await expect(person.button('Delete Zapier')).toBeHidden()
  await expect(page.getByText('You may look at these tokens, but not add or delete them.')).toBeVisible()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(person.heading(name)).toBeVisible()
})

test("who may not see others' tokens is told so, where the others would stand", async ({ start, server }) => {
  const { person, page } = await start()
  const { login, password, name } = server.login('self')
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await expect(page.getByLabel('Find user', { exact: true })).toBeHidden()
  await expect(page.getByText("You don't have the right to see other people's tokens.")).toBeVisible()
})
