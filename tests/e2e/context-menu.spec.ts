import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { heldNamed, selected, settled } from './support/registry.ts'

const menu = (page: Page) => page.getByRole('menu')
const items = (page: Page) => menu(page).getByRole('menuitem')

/** The labels of the menus that main opens, instead of opening them: nobody could close them here. */
const watchMenus = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ Menu }) => {
    const opened: string[][] = []
    Object.assign(globalThis, { openedMenus: opened })
    Menu.prototype.popup = function popup(this: Electron.Menu) {
      opened.push(this.items.flatMap(({ role }) => role ?? []))
    }
  })
const openedMenus = (app: ElectronApplication): Promise<string[][]> =>
  app.evaluate(() => (globalThis as unknown as { openedMenus: string[][] }).openedMenus)

test("a row's menu by the right button, at the pointer, and by the keyboard; closed, one is where one was", async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await settled(person)
  const row = person.row('asterisk-bridge-prod-eu-west-1')
  const box = await row.boundingBox()
  await row.click({ button: 'right', position: { x: 220, y: 20 } })
  await expect(menu(page)).toHaveAccessibleName('Actions for asterisk-bridge-prod-eu-west-1')
  await expect(items(page)).toHaveText(['Rename', 'Disable', 'Details', 'Delete'])
  await expect(items(page).first()).toBeFocused()
  const place = await menu(page).boundingBox()
  expect(place?.x).toBeCloseTo((box?.x ?? 0) + 220, 0)
  expect(place?.y).toBeCloseTo((box?.y ?? 0) + 20, 0)
  await page.keyboard.press('Escape')
  await expect(menu(page)).toBeHidden()
  await expect(row).toBeFocused()

  for (const keys of ['Shift+F10', 'ContextMenu']) {
    await page.keyboard.press(keys)
    await expect(items(page)).toHaveText(['Rename', 'Disable', 'Details', 'Delete'])
    await page.keyboard.press('End')
    await expect(items(page).last()).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(row).toBeFocused()
  }

  // A press beside it closes it; its own button closes it too.
  await person.button('Actions for asterisk-bridge-prod-eu-west-1').click()
  await expect(menu(page)).toBeVisible()
  await person.button('Actions for asterisk-bridge-prod-eu-west-1').click()
  await expect(menu(page)).toBeHidden()
  await row.click({ button: 'right' })
  await page.getByRole('heading', { level: 1 }).click()
  await expect(menu(page)).toBeHidden()

  await row.click({ button: 'right' })
  await items(page).getByText('Delete', { exact: true }).click()
  await person.dialog('Confirm deletion').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(person.status('1 deleted')).toBeVisible()
  expect(heldNamed(server, 'asterisk-bridge-prod-eu-west-1')).toHaveLength(0)
})

test('text that is marked, and fields, keep a menu of their own; that of the application does what the keys of the table do', async ({
  signedIn,
}) => {
  const { person, page, app } = signedIn
  await settled(person)
  await watchMenus(app)
  const name = person.row('Zapier').getByText('Zapier', { exact: true })
  await name.dblclick()
  await name.click({ button: 'right' })
  await expect.poll(() => openedMenus(app)).toEqual([['copy']])
  await expect(menu(page)).toHaveCount(0)
  await page.getByLabel('Search', { exact: true }).click({ button: 'right' })
  await expect.poll(() => openedMenus(app)).toHaveLength(2)
  expect((await openedMenus(app))[1]?.map((role) => role.toLowerCase())).toEqual(
    expect.arrayContaining(['cut', 'copy', 'paste', 'selectall']),
  )
  // Elsewhere there is none.
  await page.getByRole('heading', { level: 1 }).click({ button: 'right' })
  await person.row('webhook relay').click({ button: 'right', position: { x: 300, y: 20 } })
  await expect(menu(page)).toHaveAccessibleName('Actions for webhook relay')
  expect(await openedMenus(app)).toHaveLength(2)

  await page.keyboard.press('Escape')
  await expect(menu(page)).toHaveCount(0)

  const choose = (label: string) =>
    app.evaluate(({ Menu }, wanted) => {
      const all = (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? [])
      all.find(({ label: one }) => one === wanted)?.click()
    }, label)

  const escape = async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }

  // Nowhere near a row nothing is renamed or deleted.
  await page.getByLabel('Search', { exact: true }).focus()
  for (const label of ['Rename…', 'Delete…', 'Details…']) await choose(label)
  await choose('Keyboard Shortcuts')
  await expect(person.dialog('Keyboard shortcuts')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await escape()

  await person.row('Zapier').focus()
  await choose('Details…')
  await expect(person.dialog('Details')).toContainText('Zapier')
  await escape()
  await choose('Rename…')
  await expect(person.dialog('Rename token').getByLabel('Name', { exact: true })).toHaveValue('Zapier')
  await escape()
  await choose('Delete…')
  await expect(person.dialog('Confirm deletion')).toContainText('Zapier')
  await escape()
  await choose('Select Page')
  await expect(selected(page, 25)).toBeVisible()
  await choose('Delete…')
  await expect(person.dialog('Confirm deletion')).toContainText('Delete 25 tokens?')
})
