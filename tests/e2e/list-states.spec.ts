import type { Locator } from '@playwright/test'
import type { FaultKind } from '../../tools/webitel-server/index.ts'
import type { Person } from '../../tools/driver/person.ts'
import { expect, test } from './support/fixtures.ts'
import { requestsOf, settled } from './support/registry.ts'

const html = (status: number): FaultKind => ({ kind: 'status', status, body: 'html' })
const json = (status: number, detail = ''): FaultKind => ({ kind: 'status', status, body: 'json', detail })
const search = (person: Person): Locator => person.page.getByLabel('Search', { exact: true })

/** What the list ends in, and what a person then reads. */
const ENDS = [
  ['403', json(403, 'tokens are closed'), 'tokens are closed'],
  ['404', json(404), 'no longer'],
  ['429', { kind: '429', retryAfter: 0 }, 'too many requests'],
  ['500', json(500, 'the database is away'), 'the database is away'],
  ["a proxy's 502", html(502), 'could not do this'],
  ["a proxy's 401", html(401), 'not Webitel'],
  ["a proxy's 407", html(407), 'The proxy between this computer'],
  ["a proxy's 200", { kind: 'content-type', type: 'text/html', body: 'html' }, 'not Webitel'],
  ['a connection that drops', { kind: 'drop', when: 'before' }, 'connection to the server was lost'],
  ['an answer cut off', { kind: 'cut-body' }, 'incomplete'],
  ['an answer of another shape', { kind: 'mistyped-body', as: 'list' }, 'incomplete'],
  ['an empty answer', { kind: 'empty-body' }, 'incomplete'],
  ['a redirect', { kind: 'redirect', to: 'http://elsewhere.invalid' }, 'another address'],
] as const satisfies readonly (readonly [string, FaultKind, string])[]

test('a list that can not be had: said in words, nothing is lost, the rows stay and come back', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  const alerts = page.getByRole('alert').filter({ visible: true })
  await expect(person.row('Zapier')).toBeVisible()
  for (const [what, fault, words] of ENDS)
    await test.step(`ended in ${what}`, async () => {
      server.faults.add({ ...fault, route: 'tokens.list', times: Infinity })
      await person.button('Refresh').click()
      await expect(alerts.filter({ hasText: words })).toBeVisible()
      await expect(person.row('Zapier')).toBeVisible()
      server.faults.clear()
      await person.button('Try again').click()
      await expect(alerts).toHaveCount(0)
      await settled(person)
      await expect(person.row('Zapier')).toBeVisible()
    })
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a server that hangs: words after a while, and Cancel; one that is gone: words, not a blank window', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  server.faults.add({ route: 'tokens.list', kind: 'hang', when: 'before' })
  await search(person).fill('zap')
  await expect(page.getByText('Still waiting for the server…')).toBeVisible()
  await person.button('Cancel').click()
  await expect(page.getByText('Still waiting for the server…')).toBeHidden()
  await person.button('Try again').click()
  await expect(person.row('Zapier')).toBeVisible()

  await server.close()
  await person.button('Refresh').click()
  await expect(page.getByRole('alert').filter({ hasText: 'No server could be reached' })).toBeVisible()
  await expect(person.row('Zapier')).toBeVisible()
  await person.add('Nobody hears')
  await expect(person.dialog('New token').getByRole('alert')).toContainText('No server could be reached')
})

/** In the page: notes, from now on, whenever what the newer answer brought is not what is there. */
function noteOlder(): void {
  const look = () => {
    const there = (name: string) => document.querySelector(`[aria-label="Select ${name}"]`) !== null
    if (!there('Zapier') || there('webhook relay')) document.documentElement.dataset['older'] = 'shown'
  }
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true })
}

test('a search: found anywhere, a pattern as it stands, never by an older answer, nothing found, cleared by Escape', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await search(person).fill('HOOK')
  await expect(person.row('webhook relay')).toBeVisible()
  await expect(person.row('Zapier')).toBeHidden()
  await search(person).fill('web*')
  await expect(person.row('webhook relay')).toBeVisible()

  const releaseOlder = server.faults.hold('tokens.list', { times: 1 })
  server.clearRequests()
  await search(person).fill('relay')
  await expect.poll(() => requestsOf(server, 'tokens.list')).toHaveLength(1)
  await search(person).fill('zapier')
  await expect(person.row('Zapier')).toBeVisible()
  await page.evaluate(noteOlder)
  const release = server.faults.hold('tokens.list')
  await person.button('Refresh').click()
  await expect(person.table()).toHaveAttribute('aria-busy', 'true')
  releaseOlder()
  await expect.poll(() => requestsOf(server, 'tokens.list')[0]?.answeredAt).toBeDefined()
  release()
  await settled(person)
  await expect(person.row('webhook relay')).toBeHidden()
  expect(await page.evaluate(() => document.documentElement.dataset['older'] ?? 'never shown')).toBe(
    'never shown',
  )
  await expect(search(person)).toHaveValue('zapier')

  await search(person).fill('hook*')
  await expect(page.getByText('No token matches “hook*”')).toBeVisible()
  await search(person).press('Escape')
  await expect(person.row('Zapier')).toBeVisible()
  await expect(search(person)).toHaveValue('')
})

test('unreadable rows are counted in the foot, where nothing moves', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  const foot = page.getByRole('navigation', { name: 'Pagination' })
  await expect(person.row('Zapier')).toBeVisible()
  const before = await foot.boundingBox()
  server.faults.add({ route: 'tokens.list', kind: 'odd-field', field: 'id', value: null, row: 0 })
  await person.button('Refresh').click()
  await expect(foot.getByText("1 token couldn't be read and isn't listed.")).toBeVisible()
  expect(await foot.boundingBox()).toEqual(before)
  server.faults.add({ route: 'tokens.list', kind: 'odd-field', field: 'items', value: [{}], times: Infinity })
  await person.button('Refresh').click()
  await expect(page.getByText('None of these tokens could be read')).toBeVisible()
  server.faults.clear()
  await person.button('Try again').click()
  await expect(person.row('Zapier')).toBeVisible()
  await expect(foot.getByText("couldn't be read")).toHaveCount(0)
})
