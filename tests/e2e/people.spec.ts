import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { others } from './support/people.ts'
import {
  boxes,
  enter,
  heldBy,
  heldNamed,
  openUser,
  requestsOf,
  rowNames,
  settled,
  typeQuickly,
  within,
  isInView,
} from './support/registry.ts'

const find = (page: Page) => page.getByLabel('Find user', { exact: true })
const people = (page: Page) => page.getByRole('navigation', { name: 'Users', exact: true }).getByRole('link')

test('somebody is found by the server, opened, left and come back to', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  await expect(people(page).first()).toHaveText(/My tokens$/)
  server.clearRequests()
  await typeQuickly(find(page), 'silv')
  await expect(people(page)).toHaveCount(2)
  expect(requestsOf(server, 'users.list').map(({ query }) => query['q'])).toEqual(['*silv*'])
  await page.getByRole('link', { name: 'Maria Silva', exact: true }).click()
  await expect(person.heading('Maria Silva')).toBeVisible()
  await expect(page.getByText('No tokens yet', { exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Maria Silva', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  )
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(person.heading('Olena Kovalenko')).toBeVisible()
  await expect(person.row('Zapier')).toBeVisible()
  await page.keyboard.press('Alt+ArrowRight')
  await expect(person.heading('Maria Silva')).toBeVisible()
  await expect(boxes(page)).toHaveCount(0)

  await find(page).fill('nobody is called so')
  await expect(page.getByText('Nobody matches “nobody is called so”.')).toBeVisible()
  await find(page).press('Escape')
  await expect(find(page)).toHaveValue('')
  await expect(people(page).nth(8)).toBeVisible()

  // Who has no name is called by the login.
  await openUser(person, 'nameless')
  expect((await rowNames(page)).toSorted()).toEqual(
    heldBy(server, 'nameless')
      .map(({ usage }) => usage)
      .toSorted(),
  )
})

test('people whose ids look alike as numbers are told apart, and a token is made for the right one', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  server.state.insertToken(server.login('reader').userId, 'of the quality team')
  server.state.insertToken(server.login('adder').userId, 'of the billing service')
  await openUser(person, 'Quality team')
  expect(await rowNames(page)).toEqual(['of the quality team'])
  await openUser(person, 'Billing service')
  expect(await rowNames(page)).toEqual(['of the billing service'])

  await person.add('made for billing')
  const created = person.dialog('Token created')
  await expect(created).toContainText('for Billing service')
  await within(created, 'Close').click()
  await person.button('Close anyway').click()
  await expect(person.row('made for billing')).toContainText('Olena Kovalenko')
  expect(heldNamed(server, 'made for billing', 'adder')).toHaveLength(1)
  expect(heldBy(server, 'reader')).toHaveLength(1)
  expect(heldBy(server)).toHaveLength(28)
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(person.heading('Quality team')).toBeVisible()
  await settled(person)
  expect(await rowNames(page)).toEqual(['of the quality team'])
})

test('what is allowed with the tokens of others is offered, what is not is explained', async ({
  start,
  server,
}) => {
  const { person, page } = await start()
  await enter(person, server, 'adder')
  await openUser(person, 'Partner portal')
  await expect(person.button('Add')).toBeVisible()
  await expect(person.button('Delete page token 1')).toBeHidden()
  await expect(page.getByText('You may look at these tokens and add some, but not delete any.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select page token 1', exact: true }).check()
  await expect(person.button('Delete selected')).toBeHidden()
  await person.row('page token 2').first().press('Delete')
  await page.keyboard.press('Control+n')
  await expect(person.dialog('New token')).toContainText('For Partner portal')
  await page.keyboard.press('Escape')
  await person.signOut()

  await enter(person, server, 'deleter')
  await openUser(person, 'Partner portal')
  await expect(person.button('Add')).toBeHidden()
  await expect(page.getByText('You may look at these tokens and delete them, but not add any.')).toBeVisible()
  await page.keyboard.press('Control+n')
  await person.row('page token 7').press('F2')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await person.button('Delete page token 7').click()
  await within(person.dialog('Confirm deletion'), 'Delete').click()
  await expect(person.status('1 deleted')).toBeVisible()
  expect(heldNamed(server, 'page token 7', 'page')).toHaveLength(0)
  await person.signOut()

  await enter(person, server, 'reader')
  // One's own are one's own.
  await expect(person.button('Add')).toBeVisible()
  await openUser(person, 'Olena Kovalenko')
  await expect(person.row('Zapier')).toBeVisible()
  await expect(person.button('Add')).toBeHidden()
  await expect(person.button('Delete Zapier')).toBeHidden()
  await expect(page.getByText('You may look at these tokens, but not add or delete them.')).toBeVisible()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(person.heading('Quality team')).toBeVisible()
  await person.signOut()

  // Neither may see the tokens of others; the first of them may list people.
  for (const role of ['lister', 'self'] as const) {
    await enter(person, server, role)
    await expect(find(page)).toBeHidden()
    await expect(page.getByText("You don't have the right to see other people's tokens.")).toBeVisible()
    await person.signOut()
  }
})

test.describe('more people than are read at once', () => {
  test.use({ serverOptions: { users: 140 } })

  test('are read on as one scrolls, faster than they come: each page once, down to the last of them', async ({
    signedIn,
    server,
  }) => {
    const { page } = signedIn
    const asked = () => requestsOf(server, 'users.list').map(({ query }) => query['page'] ?? '1')
    const count = others(server)
    await expect(people(page).nth(10)).toBeVisible()
    expect(asked()).toEqual(['1'])
    // Longer than it takes to scroll to the end of what is there.
    server.faults.add({ route: 'users.list', kind: 'latency', ms: 400, times: 2 })
    await people(page).nth(5).hover()
    // Its place is the last, and nobody is left to be read.
    const last = page.locator(`[aria-posinset="${count}"][aria-setsize="${count}"]`)
    await expect(async () => {
      await page.mouse.wheel(0, 2000)
      expect(await isInView(last)).toBe(true)
    }).toPass({ intervals: [50] })
    expect(asked()).toEqual(['1', '2', '3'])
  })
})
