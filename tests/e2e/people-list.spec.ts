import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { goThroughAll } from './support/people.ts'
import { openUser, settled } from './support/registry.ts'

const find = (page: Page) => page.getByLabel('Find user', { exact: true })
const nav = (page: Page) => page.getByRole('navigation', { name: 'Users', exact: true })
const people = (page: Page) => nav(page).getByRole('listitem').getByRole('link')
const named = (page: Page, name: string) => people(page).filter({ hasText: name })

test('through the people by keys: from the field, up and down, to both ends, Enter; one Tab stop for all of them', async ({
  signedIn,
}) => {
  const { person, page } = signedIn
  await expect(people(page).nth(8)).toBeVisible()
  const first = people(page).first()
  await find(page).focus()
  await page.keyboard.press('ArrowDown')
  await expect(first).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(find(page)).toBeFocused()
  for (const keys of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(keys)
  await expect(people(page).nth(2)).toBeFocused()
  await page.keyboard.press('Home')
  await expect(first).toBeFocused()
  await page.keyboard.press('End')
  await expect(first).not.toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Settings', exact: true })).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(first).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const name = (await people(page).nth(1).innerText()).split('\n').at(-1) ?? ''
  await page.keyboard.press('Enter')
  await expect(person.heading(name)).toBeVisible()
  await expect(people(page).nth(1)).toHaveAttribute('aria-current', 'page')
  await expect(people(page).nth(1)).toBeFocused()
})

test('those of late come first, after a restart too; whose account is deleted is said to be, and leaves them', async ({
  signedIn,
  start,
  server,
}) => {
  const { person, page } = signedIn
  await openUser(person, 'Partner portal')
  await openUser(person, 'Maria Silva')
  await find(page).fill('nobody is called so')
  await expect(page.getByText('Nobody matches')).toBeVisible()
  await find(page).press('Escape')
  await expect(people(page).first()).toHaveText(/Maria Silva$/)
  await expect(people(page).nth(1)).toHaveText(/Partner portal$/)
  await expect(named(page, 'Partner portal')).toHaveCount(1)
  // Who is opened stays in place: nothing jumps under the pointer.
  await people(page).nth(1).click()
  await expect(person.heading('Partner portal')).toBeVisible()
  await expect(people(page).first()).toHaveText(/Maria Silva$/)

  await page.reload()
  await expect(person.heading('Partner portal')).toBeVisible()
  await expect(people(page).first()).toHaveText(/Partner portal$/)
  await signedIn.kill()

  server.state.deleteUser(server.login('page').userId)
  const next = await start()
  await expect(people(next.page).first()).toHaveText(/Partner portal$/)
  await people(next.page).first().click()
  await expect(next.page.getByText('This user no longer exists', { exact: true })).toBeVisible()
  await next.page.keyboard.press('Alt+ArrowLeft')
  await settled(next.person)
  await next.page.reload()
  await expect(people(next.page).first()).toHaveText(/Maria Silva$/)
})

/** `npm test` samples what `npm run test:soak` does with ten thousand. */
test.describe('a thousand people', () => {
  test.use({ serverOptions: { users: 1000 } })

  test('few nodes, and from the first to the last each of them once', async ({ signedIn, server }) => {
    await goThroughAll(signedIn, server)
  })
})
