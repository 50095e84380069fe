import { heldBy, enter, selected, selectPage, settled, within } from './support/registry.ts'
import { expect, test, type Running } from './support/fixtures.ts'

test.use({ serverOptions: { big: true } })

const confirm = ({ person }: Running) => person.dialog('Confirm deletion')

/** Its whole box is within the window, and so is that of the list. */
async function expectInSight(running: Running, list: string, ...buttons: readonly string[]): Promise<void> {
  const dialog = confirm(running)
  const parts = [
    dialog.getByRole('list', { name: list, exact: true }),
    ...buttons.map((name) => within(dialog, name)),
  ]
  for (const part of [dialog, ...parts]) await expect(part).toBeInViewport({ ratio: 1 })
}

test('a dialog that names 500 tokens keeps its buttons in sight', async ({ start, server }) => {
  const running = await start()
  const { person, page, app } = running
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(800, 560))
  await enter(person, server, 'big')
  await page.getByLabel('Rows per page').selectOption('500')
  await settled(person)
  await selectPage(page).check()
  await expect(selected(page, 500)).toBeVisible()
  await person.button('Delete selected').click()
  await person.button('and 490 more').click()
  await expectInSight(running, 'Tokens to delete', 'Cancel', 'Delete')

  const before = heldBy(server, 'big').length
  const lines = confirm(running).getByRole('listitem')
  await page.keyboard.press('End')
  await expect(lines.and(page.locator('[aria-posinset="500"]'))).toBeInViewport({ ratio: 1 })
  await expectInSight(running, 'Tokens to delete', 'Cancel', 'Delete')

  server.faults.add({ route: 'tokens.delete', kind: 'status', status: 403, body: 'json', times: Infinity })
  await within(confirm(running), 'Delete').click()
  await expect(within(confirm(running), 'Close')).toBeVisible()
  await expectInSight(running, 'Not deleted', 'Retry failed', 'Copy report', 'Close')
  await expect(confirm(running).getByRole('alert')).toBeInViewport({ ratio: 1 })
  expect(heldBy(server, 'big')).toHaveLength(before)
})
