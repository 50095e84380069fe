import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type Running } from './support/fixtures.ts'
import { asked, signInScreen } from './support/sessions.ts'

/** Clicks an item of the menu bar, as the system does. */
const choose = async ({ app }: Running, label: string): Promise<boolean> =>
  await app.evaluate(({ Menu }, wanted) => {
    const menus = Menu.getApplicationMenu()?.items ?? []
    const item = menus.flatMap(({ submenu }) => submenu?.items ?? []).find(({ label: one }) => one === wanted)
    item?.click()
    return item !== undefined
  }, label)

/** What the window is beyond `windowing.spec.ts`: its menu, a lost place, a page that dies in the middle. */
test('the menu does what it says', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  await expect(person.row('Zapier')).toBeVisible()
  server.clearRequests()
  expect(await choose(signedIn, 'Refresh')).toBe(true)
  await expect.poll(() => asked(server, 'tokens.list')).toHaveLength(1)
  await expect(person.table()).toHaveAttribute('aria-busy', 'false')
  expect(await choose(signedIn, 'Search')).toBe(true)
  await expect(page.getByLabel('Search', { exact: true })).toBeFocused()
  expect(await choose(signedIn, 'Next Page')).toBe(true)
  await expect(page.getByText('Page 2', { exact: true })).toBeVisible()
  await expect(person.table()).toHaveAttribute('aria-busy', 'false')
  expect(await choose(signedIn, 'Previous Page')).toBe(true)
  await expect(page.getByText('Page 1', { exact: true })).toBeVisible()
  expect(await choose(signedIn, 'Keyboard Shortcuts')).toBe(true)
  await expect(person.dialog('Keyboard shortcuts')).toBeVisible()
  await page.keyboard.press('Escape')
  expect(await choose(signedIn, 'Settings')).toBe(true)
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
  expect(await choose(signedIn, 'Back')).toBe(true)
  await expect(person.heading(server.login('admin').name)).toBeVisible()
  expect(await choose(signedIn, 'New Token')).toBe(true)
  await expect(person.dialog('New token')).toBeVisible()
  await page.keyboard.press('Escape')
  expect(await choose(signedIn, 'Sign Out')).toBe(true)
  await expect(signInScreen(person)).toBeVisible()
})

test('over a token that is shown the menu does nothing that would lose it', async ({ signedIn, server }) => {
  const { person } = signedIn
  await person.add('At risk')
  const created = person.dialog('Token created')
  await expect(created).toBeVisible()
  server.clearRequests()
  for (const label of ['New Token', 'Sign Out', 'Settings', 'Refresh'])
    expect(await choose(signedIn, label)).toBe(true)
  await expect(created).toBeVisible()
  await expect(person.dialog('New token')).toBeHidden()
  await expect(created.getByLabel('Token', { exact: true })).not.toHaveValue('')
  expect(server.requests).toHaveLength(0)
})

test('a place on a screen that is gone: the window is where it can be seen', async ({ start, profile }) => {
  const corner = { x: 9000, y: 7000 }
  const place = { value: { corner, width: 900, height: 600, maximized: false } }
  await writeFile(join(profile, 'window.json'), JSON.stringify(place))
  const { app, person } = await start()
  await expect(signInScreen(person)).toBeVisible()
  const found = await app.evaluate(({ BrowserWindow, screen }) => {
    const bounds = BrowserWindow.getAllWindows()[0]?.getBounds() ?? { x: 0, y: 0, width: 0, height: 0 }
    const area = screen.getDisplayMatching(bounds).workArea
    return { ...bounds, onScreen: bounds.x < area.x + area.width && bounds.y < area.y + area.height }
  })
  expect(found).toMatchObject({ width: 900, height: 600, onScreen: true })
})

test('a page that died with a token shown still asks before the window closes', async ({ signedIn }) => {
  const { person, app } = signedIn
  await person.add('Survives')
  await expect(person.dialog('Token created')).toBeVisible()
  await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const back = new Promise<void>((resolve) => contents?.once('did-finish-load', () => resolve()))
    contents?.forcefullyCrashRenderer()
    await back
  })
  // Playwright does not follow a page over its crash: what it holds is read by Electron.
  const dialogs = async () =>
    await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const names = `[...document.querySelectorAll('dialog')].map((one) => one.textContent).join()`
      return (await contents?.executeJavaScript(names)) as string
    })
  await expect.poll(dialogs).toContain('Token created')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(dialogs).toContain('Close without saving?')
})
