import type { Page } from '@playwright/test'
import { expect, test, type Running } from './support/fixtures.ts'
import { boxes, settled } from './support/registry.ts'

const theme = (page: Page) => page.getByLabel('Theme', { exact: true })
const rows = (page: Page) => page.getByLabel('Rows per page', { exact: true })
const ground = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor)
const isDark = ({ app }: Running): Promise<boolean> =>
  app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)
/** What is written under About. */
const about = (page: Page, name: string) =>
  page.getByRole('definition').and(page.locator(`dt:text-is("${name}") + dd`))

test('a theme applies at once, to the dialogs too, and is there after a restart', async ({
  signedIn,
  start,
}) => {
  const { person, page } = signedIn
  await settled(person)
  await page.keyboard.press('Control+,')
  await theme(page).selectOption('light')
  await expect.poll(() => ground(page)).toBe('rgb(246, 247, 249)')
  await theme(page).selectOption('dark')
  await expect.poll(() => ground(page)).toBe('rgb(20, 22, 28)')
  expect(await isDark(signedIn)).toBe(true)
  await page.keyboard.press('?')
  await expect(person.dialog('Keyboard shortcuts')).toHaveCSS('background-color', 'rgb(26, 29, 37)')
  await page.keyboard.press('Escape')
  await signedIn.close()

  const next = await start()
  await expect(next.person.heading('Olena Kovalenko')).toBeVisible()
  expect(await ground(next.page)).toBe('rgb(20, 22, 28)')
  await next.page.keyboard.press('Control+,')
  await expect(theme(next.page)).toHaveValue('dark')
  await theme(next.page).selectOption('system')
  await expect.poll(() => next.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('system')
})

test('rows per page is one setting, here and below the table; About says what runs, and the keychain', async ({
  signedIn,
}) => {
  const { person, page, app } = signedIn
  await settled(person)
  await rows(page).selectOption('10')
  await expect(boxes(page)).toHaveCount(10)
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
  await expect(rows(page)).toHaveValue('10')
  await rows(page).selectOption('50')

  const running = await app.evaluate(({ app: electron }) => ({
    own: electron.getVersion(),
    electron: process.versions['electron'] ?? '',
    chrome: process.versions['chrome'] ?? '',
    node: process.versions.node,
  }))
  await expect(about(page, 'Webitel Tokens')).toHaveText(running.own)
  await expect(about(page, 'Electron')).toHaveText(running.electron)
  await expect(about(page, 'Chromium')).toHaveText(running.chrome)
  await expect(about(page, 'Node')).toHaveText(running.node)
  await expect(about(page, 'Keychain')).toHaveText('Available')

  await page.keyboard.press('Alt+ArrowLeft')
  await expect(person.heading('Olena Kovalenko')).toBeVisible()
  await expect(boxes(page)).toHaveCount(28)
  await expect(rows(page)).toHaveValue('50')
})

test.describe('without a keychain', () => {
  test('About says so', async ({ start, server }) => {
    const { person, page } = await start({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } })
    const { login, password, name } = server.login('admin')
    await person.signIn(server.url, login, password)
    await expect(person.heading(name)).toBeVisible()
    await page.keyboard.press('Control+,')
    await expect(about(page, 'Keychain')).toContainText('no keychain that the application can use')
  })
})
