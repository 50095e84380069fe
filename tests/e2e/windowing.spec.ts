import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startCompanion } from '../../tools/linux/processes.ts'
import { expect, test, type Running } from './support/fixtures.ts'

const bounds = async ({ app }: Running) =>
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())

test('the window is where it can be seen, and comes back where it was, as large as it was', async ({
  start,
  profile,
}) => {
  // On a screen that is gone.
  const corner = { x: 9000, y: 7000 }
  const lost = { value: { corner, width: 900, height: 600, maximized: false } }
  await writeFile(join(profile, 'window.json'), JSON.stringify(lost))
  const first = await start()
  await expect(first.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  const found = await first.app.evaluate(({ BrowserWindow, screen }) => {
    const place = BrowserWindow.getAllWindows()[0]?.getBounds() ?? { x: 0, y: 0, width: 0, height: 0 }
    const area = screen.getDisplayMatching(place).workArea
    return { ...place, onScreen: place.x < area.x + area.width && place.y < area.y + area.height }
  })
  expect(found).toMatchObject({ width: 900, height: 600, onScreen: true })

  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 140, y: 90, width: 1000, height: 640 }),
  )
  await expect.poll(() => bounds(first)).toMatchObject({ width: 1000, height: 640 })
  const place = await bounds(first)
  await first.quit()
  await first.gone
  const next = await start()
  await expect.poll(() => bounds(next)).toEqual(place)
})

test('a second start on the same profile shows the first window, and ends', async ({
  start,
  profile,
  bus,
  program,
}) => {
  const first = await start()
  await expect(first.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const args = [...program.args, `--user-data-dir=${profile}`]
  const { child } = await startCompanion(program.executable, args, {
    env: { ...process.env, ...program.env, DBUS_SESSION_BUS_ADDRESS: bus.address },
    stdio: 'ignore',
  })
  await new Promise((resolve) => child.once('exit', resolve))
  const isMinimized = async () =>
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())
  await expect.poll(isMinimized).toBe(false)
  expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})
