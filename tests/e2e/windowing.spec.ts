import { CHECKOUT } from '../../tools/driver/launch.ts'
import { resolveElectron } from '../../tools/electron/resolve.ts'
import { startCompanion } from '../../tools/linux/processes.ts'
import { expect, test, type Running } from './support/fixtures.ts'

const bounds = async ({ app }: Running) =>
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())

const closed = async ({ app }: Running): Promise<void> => {
  const gone = new Promise<void>((resolve) => app.process().once('exit', () => resolve()))
  await app.evaluate(({ app: electron }) => electron.quit())
  await gone
}

test('the window comes back where it was, as large as it was', async ({ start }) => {
  const first = await start()
  await expect(first.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 140, y: 90, width: 1000, height: 640 }),
  )
  await expect.poll(() => bounds(first)).toMatchObject({ width: 1000, height: 640 })
  const place = await bounds(first)
  await closed(first)
  const next = await start()
  await expect.poll(() => bounds(next)).toEqual(place)
})

test('a second start on the same profile shows the first window, and ends', async ({
  start,
  profile,
  bus,
}) => {
  const first = await start()
  await expect(first.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const args = [CHECKOUT, `--user-data-dir=${profile}`, '--no-sandbox']
  const { child } = await startCompanion(resolveElectron().executable, args, {
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: bus.address },
    stdio: 'ignore',
  })
  await new Promise((resolve) => child.once('exit', resolve))
  const isMinimized = async () =>
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())
  await expect.poll(isMinimized).toBe(false)
  expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a theme that was chosen is there at once, and at the next start', async ({ signedIn, start }) => {
  await signedIn.page.keyboard.press('Control+,')
  await signedIn.page.getByLabel('Theme').selectOption('dark')
  const ground = async ({ page }: Running) =>
    await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--page').trim())
  await expect
    .poll(() => signedIn.app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors))
    .toBe(true)
  const dark = await ground(signedIn)
  expect(dark).toBe('#14161c')
  await signedIn.close()
  const next = await start()
  await expect(next.page.getByRole('heading').first()).toBeVisible()
  expect(await next.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  expect(await ground(next)).toBe(dark)
})

test('names of any kind are shown safely, each in one line, at the smallest window', async ({
  start,
  server,
}) => {
  const { person, page, app } = await start()
  const { login, password, name, userId } = server.login('odd')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(800, 560))
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  const rows = page.getByRole('checkbox', { name: /^Select (?!page)/ })
  await expect(rows.first()).toBeVisible()
  const layout = await page.evaluate(() => ({
    heights: [...document.querySelectorAll('[role=row][aria-rowindex]:not([aria-rowindex="1"])')].map(
      (row) => row.getBoundingClientRect().height,
    ),
    sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    foreign: document.querySelectorAll('[role=row] :is(script, img, b, iframe, a)').length,
  }))
  expect(new Set(layout.heights.map(Math.round))).toEqual(new Set([44]))
  expect(layout).toMatchObject({ sideways: false, foreign: 0 })

  const long = server.state.tokensOf(userId).find(({ usage }) => usage.length > 5000)
  await page.getByLabel('Search', { exact: true }).fill(long?.usage.slice(0, 40) ?? 'none')
  await expect(rows).toHaveCount(1)
  await page.getByRole('button', { name: /^Delete / }).click()
  const confirm = person.dialog('Confirm deletion')
  await expect(confirm.getByRole('button', { name: 'Cancel', exact: true })).toBeInViewport()
  await confirm.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(person.status('1 deleted')).toBeVisible()
  expect(server.state.token(long?.id ?? '')).toBeUndefined()
})
