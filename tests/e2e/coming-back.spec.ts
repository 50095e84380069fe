import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { onDisk, startAgain } from './support/away.ts'
import { boxes, heldBy, requestsOf, selected, settled } from './support/registry.ts'

const alert = (page: Page) => page.getByRole('alert').filter({ hasText: 'could not be refreshed' })

/** The page's clock from now on, by so many minutes before or after the right time. */
const shiftClock = (page: Page, minutes: number): Promise<void> =>
  page.evaluate((by) => {
    const right = () => performance.timeOrigin + performance.now()
    Date.now = () => Math.round(right() + by * 60_000)
  }, minutes)

test.describe('a server that goes away, and comes back', () => {
  test.use({ serverOptions: onDisk })

  test('without it the rows stay, and say how old they are; with it they come back by themselves', async ({
    signedIn,
    server,
    folder,
  }) => {
    const { person, page } = signedIn
    await settled(person)
    await person.select('Zapier')
    // The clock of the screen is looked at twice a minute.
    await shiftClock(page, -3.7)
    await person.button('Refresh').click()
    await settled(person)
    await shiftClock(page, 0)
    await server.close()
    await page.keyboard.press('F5')
    await expect(alert(page)).toContainText('No server could be reached')
    await expect(page.getByText('These rows were read 3 minutes ago.')).toBeVisible()
    await expect(boxes(page)).toHaveCount(25)
    await expect(selected(page, 1)).toBeVisible()

    const again = await startAgain(server, folder)
    again.state.insertToken(again.login('admin').userId, 'made meanwhile')
    await expect(person.status('Connected again')).toBeVisible()
    await expect(alert(page)).toBeHidden()
    await expect(person.row('made meanwhile')).toBeVisible()
    await expect(selected(page, 1)).toBeVisible()
    await again.close()
  })
})

test('Refresh keeps scroll, selection and focus; who comes back after five minutes sees what is new, after a sleep whether the session goes on', async ({
  signedIn,
  server,
}) => {
  const { person, page, app } = signedIn
  await settled(person)
  const names = heldBy(server).map(({ usage }) => usage)
  const row = person.row(names[20] ?? '')
  await person.select(names[20] ?? '')
  await row.focus()
  const scrolled = () => person.table().evaluate((grid) => grid.scrollTop)
  const before = await scrolled()
  expect(before).toBeGreaterThan(100)
  server.clearRequests()
  await page.keyboard.press('F5')
  await expect.poll(() => requestsOf(server, 'tokens.list').length).toBe(1)
  await settled(person)
  await expect(row).toBeFocused()
  expect(await scrolled()).toBe(before)
  await expect(selected(page, 1)).toBeVisible()

  const comeBack = () => page.evaluate(() => window.dispatchEvent(new Event('focus')))
  const lists = () => requestsOf(server, 'tokens.list').length
  await shiftClock(page, 4)
  await comeBack()
  await shiftClock(page, 6)
  // What a dialog or a menu is about stays.
  await page.keyboard.press('F2')
  await expect(person.dialog('Rename token')).toBeVisible()
  await comeBack()
  await page.keyboard.press('Escape')
  await expect(person.dialog('Rename token')).toBeHidden()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menu')).toBeVisible()
  await comeBack()
  await page.keyboard.press('Escape')
  // Whatever was asked for would have arrived before the answer to this.
  await page.evaluate(() => window.webitel.request['app:info']())
  expect(lists()).toBe(1)
  server.state.insertToken(server.login('admin').userId, 'made meanwhile')
  await comeBack()
  await expect(person.row('made meanwhile')).toBeVisible()
  expect(lists()).toBe(2)
  await expect(row).toBeFocused()
  await expect(selected(page, 1)).toBeVisible()

  // After sleep the session is looked at again.
  const wakeUp = () => app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
  server.clearRequests()
  await wakeUp()
  await expect.poll(() => requestsOf(server, 'userinfo').map(({ status }) => status)).toEqual([200])
  await expect(person.dialog('Sign in again')).toBeHidden()
  server.state.expireSessions()
  await wakeUp()
  await expect(person.dialog('Sign in again')).toBeVisible()
  await expect(page.getByText('made meanwhile', { exact: true })).toBeAttached()
})
