import type { Locator } from '@playwright/test'
import type { Person } from '../../tools/driver/person.ts'
import { expect, test } from './support/fixtures.ts'
import { enter, heldNamed, settled, within } from './support/registry.ts'

const details = (person: Person): Locator => person.dialog('Details')
const renaming = (person: Person): Locator => person.dialog('Rename token')
const field = (person: Person, label: string): Locator =>
  details(person)
    .locator('dl > div')
    .filter({ has: person.page.getByText(label, { exact: true }) })

test('all that is known of a token, read anew; its id copied; renamed, disabled and enabled from there; or why not', async ({
  signedIn,
  server,
}) => {
  const { person, page, app } = signedIn
  const [token] = heldNamed(server, 'Zapier')
  await settled(person)
  await person.row('Zapier').press('Enter')
  await expect(details(person)).toHaveCount(1)
  await expect(field(person, 'Usage')).toContainText('Zapier')
  await expect(field(person, 'Id')).toContainText(token?.id ?? 'none')
  await expect(field(person, 'Owner')).toContainText('Olena Kovalenko')
  await expect(field(person, 'Created')).toContainText('by Olena Kovalenko')
  await expect(details(person)).not.toContainText('Updated')
  await expect(details(person)).not.toContainText('Disabled since')
  await expect(within(details(person), 'Close')).toBeFocused()

  await within(details(person), 'Copy id').click()
  await expect(details(person).getByRole('status')).toContainText('Id copied to clipboard')
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(token?.id)

  await within(details(person), 'Disable').click()
  await expect(details(person).getByRole('status')).toContainText('“Zapier” is disabled')
  await expect(field(person, 'Disabled since')).toContainText('by Olena Kovalenko')
  expect(heldNamed(server, 'Zapier')[0]?.deletedAt).toBeDefined()
  await within(details(person), 'Enable').click()
  await expect(details(person)).not.toContainText('Disabled since')
  await expect(field(person, 'Updated')).toContainText('by Olena Kovalenko')

  await within(details(person), 'Rename').click()
  await renaming(person).getByLabel('Name', { exact: true }).fill('Zapier (sales)')
  await page.keyboard.press('Enter')
  await expect(renaming(person)).toBeHidden()
  await expect(field(person, 'Usage')).toContainText('Zapier (sales)')
  await expect(details(person).getByRole('status')).toContainText('Renamed to “Zapier (sales)”')
  await expect(within(details(person), 'Rename')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(details(person)).toBeHidden()
  await expect(person.row('Zapier (sales)')).toBeFocused()

  // While it is waited for, when it fails, and when somebody has deleted it: in words, with a way on.
  const release = server.faults.hold('tokens.read')
  server.faults.add({ route: 'tokens.read', kind: 'status', status: 403, body: 'json', detail: 'not yours' })
  await person.row('webhook relay').press('Enter')
  await expect(details(person).locator('.n-skeleton').first()).toBeVisible()
  await expect(within(details(person), 'Rename')).toBeHidden()
  await expect(details(person)).toContainText('Still waiting for the server…')
  release()
  await expect(details(person).getByRole('alert')).toContainText('not yours')
  await within(details(person), 'Try again').click()
  await expect(field(person, 'Usage')).toContainText('webhook relay')
  await expect(details(person).getByRole('alert')).toHaveCount(0)

  // From its menu, by somebody who finds it gone.
  await page.keyboard.press('Escape')
  server.state.deleteToken(heldNamed(server, 'webhook relay')[0]?.id ?? '')
  await person.button('Actions for webhook relay').click()
  await page.getByRole('menuitem', { name: 'Details', exact: true }).click()
  await expect(details(person).getByRole('alert')).toContainText('somebody has deleted it meanwhile')
  await expect(within(details(person), 'Rename')).toBeHidden()
  await expect(within(details(person), 'Copy id')).toBeHidden()
})

test('a name of ten thousand characters, and one from right to left, in the smallest window', async ({
  start,
  server,
}) => {
  const { person, page, app } = await start()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(800, 560))
  await enter(person, server, 'odd')
  await page.getByLabel('Rows per page').selectOption('50')
  await settled(person)
  for (const [shown, whole] of [
    ['xxxxxxxxxx', 'x'.repeat(10_000)],
    ['رمز الوصول للتقارير', 'رمز الوصول للتقارير'],
  ] as const) {
    await person.row(shown).press('Enter')
    const name = field(person, 'Usage').locator('dd')
    await expect(name).toHaveText(whole)
    // Whole pixels: while the dialog moves into its place there are fractions.
    expect(Math.round((await name.boundingBox())?.height ?? Infinity)).toBeLessThanOrEqual(120)
    await expect(within(details(person), 'Close')).toBeInViewport({ ratio: 1 })
    expect(await details(person).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0)
    await page.keyboard.press('Escape')
  }
})
