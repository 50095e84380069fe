import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { DEFAULTS } from '../../src/main/settings/settings.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { boxes, openUser, settled } from './support/registry.ts'

const theme = (page: Page) => page.getByLabel('Theme', { exact: true })
const rows = (page: Page) => page.getByLabel('Rows per page', { exact: true })
const ground = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor)
const isDark = ({ app }: Running): Promise<boolean> =>
  app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)
/** What is written under About. */
const about = (page: Page, name: string) =>
  page.getByRole('definition').and(page.locator(`dt:text-is("${name}") + dd`))

test('the theme and the rows per page apply at once, are written whole, and are there after a restart', async ({
  signedIn,
  start,
  profile,
}) => {
  const { person, page, app } = signedIn
  await settled(person)
  await expect(page.getByText('Page 1', { exact: true })).toBeVisible()
  await expect(person.button('Previous')).toBeDisabled()
  await person.button('Next').click()
  await expect(page.getByText('Page 2', { exact: true })).toBeVisible()
  await expect(person.button('Next')).toBeDisabled()
  await page.keyboard.press('Control+PageUp')
  await expect(page.getByText('Page 1', { exact: true })).toBeVisible()
  await rows(page).selectOption('10')
  await expect(boxes(page)).toHaveCount(10)

  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
  // One setting, here and below the table.
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

  await theme(page).selectOption('light')
  await expect.poll(() => ground(page)).toBe('rgb(246, 247, 249)')
  await theme(page).selectOption('dark')
  await expect.poll(() => ground(page)).toBe('rgb(20, 22, 28)')
  await expect.poll(() => isDark(signedIn)).toBe(true)
  const written = async (name: 'settings' | 'profiles') =>
    JSON.parse(await readFile(join(profile, `${name}.json`), 'utf8')) as unknown
  await expect.poll(() => written('settings')).toEqual({ value: { ...DEFAULTS, theme: 'dark' } })
  // Each profile has its own.
  await expect.poll(async () => JSON.stringify(await written('profiles'))).toContain('"rowsPerPage":50')
  // The dialogs too.
  await page.keyboard.press('?')
  await expect(person.dialog('Keyboard shortcuts')).toHaveCSS('background-color', 'rgb(26, 29, 37)')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(person.heading('Olena Kovalenko')).toBeVisible()
  await expect(boxes(page)).toHaveCount(28)
  await expect(rows(page)).toHaveValue('50')
  await rows(page).selectOption('10')
  await expect(boxes(page)).toHaveCount(10)
  await expect.poll(async () => JSON.stringify(await written('profiles'))).toContain('"rowsPerPage":10')
  await signedIn.kill()

  const next = await start()
  await expect(next.person.heading('Olena Kovalenko')).toBeVisible()
  expect(await next.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  expect(await ground(next.page)).toBe('rgb(20, 22, 28)')
  await expect(boxes(next.page)).toHaveCount(10)
  await next.page.keyboard.press('Control+,')
  await expect(theme(next.page)).toHaveValue('dark')
  await theme(next.page).selectOption('system')
  await expect.poll(() => next.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('system')
})

/** A main that reads what is set later than all else that a page asks for when it begins. */
const readSettingsLate = async ({ app }: Running): Promise<void> =>
  await app.evaluate(({ ipcMain }) => {
    type Handler = (...args: unknown[]) => unknown
    const read = (Reflect.get(ipcMain, '_invokeHandlers') as Map<string, Handler>).get('settings:read')
    ipcMain.removeHandler('settings:read')
    ipcMain.handle('settings:read', async (...args) => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      return await read?.(...args)
    })
  })

test('the page begins with whom it was left with, however late the settings come', async ({ signedIn }) => {
  const { person, page } = signedIn
  await openUser(person, 'Billing service')
  await settled(person)
  await readSettingsLate(signedIn)
  // As at a start: no address says who was looked at.
  await page.evaluate(() => history.replaceState(null, '', '#/'))
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: /^Tokens · / })).toHaveText(
    'Tokens · Billing service',
  )
  expect(page.url()).toContain('/9007199254740992/')
})
