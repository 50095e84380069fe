import type { Locator, Page } from '@playwright/test'
import type { Person } from '../../tools/driver/person.ts'
import { expect, test } from './support/fixtures.ts'
import { heldNamed, requestsOf, settled, within } from './support/registry.ts'

const form = (person: Person): Locator => person.dialog('New token')
const field = (person: Person): Locator => form(person).getByRole('textbox', { name: 'Name', exact: true })
const created = (person: Person): Locator => person.dialog('Token created')

async function closeUnsaved(person: Person): Promise<void> {
  await within(created(person), 'Close').click()
  await person.button('Close anyway').click()
  await expect(created(person)).toBeHidden()
}

/** Both presses go to the page before either is answered. */
const twice = (page: Page, key: string): Promise<unknown> =>
  Promise.all([page.keyboard.press(key), page.keyboard.press(key)])

test('two presses of Enter, two events at once, and a double click are one token each; the dialog keeps the focus inside, and gives it back', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  let release = server.faults.hold('tokens.create')
  await person.button('Add').click()
  await field(person).fill('Entered twice')
  await twice(page, 'Enter')
  release()
  await expect(created(person)).toBeVisible()
  await closeUnsaved(person)

  release = server.faults.hold('tokens.create')
  await page.keyboard.press('Control+n')
  await field(person).fill('Submitted twice')
  await field(person).evaluate((input) => {
    const enter = () =>
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    enter()
    enter()
    input.closest('form')?.requestSubmit()
    input.closest('form')?.requestSubmit()
  })
  release()
  await expect(created(person)).toBeVisible()
  await closeUnsaved(person)

  await person.button('Add').dblclick()
  await expect(form(person)).toHaveCount(1)
  await field(person).fill('Clicked twice')
  release = server.faults.hold('tokens.create')
  await within(form(person), 'Add').dblclick()
  release()
  await expect(created(person)).toBeVisible()
  await closeUnsaved(person)

  for (const usage of ['Entered twice', 'Submitted twice', 'Clicked twice'])
    expect(heldNamed(server, usage)).toHaveLength(1)
  expect(requestsOf(server, 'tokens.create')).toHaveLength(3)

  await person.button('Add').click()
  await expect(field(person)).toBeFocused()
  const inside = () => form(person).evaluate((dialog) => dialog.contains(document.activeElement))
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
    await page.keyboard.press(key)
    expect(await inside()).toBe(true)
  }
  await page.keyboard.press('Escape')
  await expect(form(person)).toBeHidden()
  await expect(person.button('Add')).toBeFocused()
  await person.button('Refresh').focus()
  await page.keyboard.press('Control+n')
  await within(form(person), 'Close').click()
  await expect(person.button('Refresh')).toBeFocused()
})

test('a name: refused at its field when none, too long, unseen or turning what follows; one line whatever is pasted, counted from 100 on, a twin only hinted at, trimmed', async ({
  signedIn,
  server,
}) => {
  const { person, page, app } = signedIn
  await settled(person)
  await person.button('Add').click()
  for (const [typed, words] of [
    ['', 'Give the token a name.'],
    ['   ', 'Give the token a name.'],
    ['x'.repeat(129), 'at most 128'],
    ['🔑'.repeat(129), 'at most 128'],
    ['a\u202Eb', 'without control or direction-changing characters'],
    ['a\u0007b', 'without control or direction-changing characters'],
    ['a\tb', 'without control or direction-changing characters'],
    ['a\u0000b', 'without control or direction-changing characters'],
    ['a\u2067b', 'without control or direction-changing characters'],
    ['a\u200fb', 'without control or direction-changing characters'],
    ['a\u2028b', 'without control or direction-changing characters'],
    ['\u00a0\u3000', 'Give the token a name.'],
  ] as const) {
    await field(person).fill(typed)
    await field(person).press('Enter')
    await expect(form(person).getByText(words)).toBeVisible()
    await field(person).fill('mended')
    await expect(form(person).getByText(words)).toBeHidden()
  }
  expect(requestsOf(server, 'tokens.create')).toHaveLength(0)
  await field(person).fill(`  ${'🔑'.repeat(128)} `)
  await field(person).press('Enter')
  await expect(created(person)).toBeVisible()
  expect(heldNamed(server, '🔑'.repeat(128))).toHaveLength(1)

  await closeUnsaved(person)

  await person.button('Add').click()
  // Nobody is blamed before they have tried.
  await expect(form(person).getByText('Give the token a name.')).toBeHidden()
  await field(person).fill('x'.repeat(99))
  await expect(form(person).getByText(/of 128$/)).toBeHidden()
  await field(person).press('x')
  await expect(form(person).getByText('100 of 128', { exact: true })).toBeVisible()
  await field(person).fill('x'.repeat(129))
  await expect(form(person).getByText('129 of 128', { exact: true })).toBeVisible()
  await expect(form(person).getByText('A name has at most 128 characters.')).toBeVisible()
  await expect(field(person)).toHaveAttribute('aria-invalid', 'true')

  await field(person).fill('Zapier')
  await expect(form(person).getByText('The list already shows a token with this name.')).toBeVisible()
  await field(person).press('Enter')
  await expect(created(person)).toBeVisible()
  expect(heldNamed(server, 'Zapier')).toHaveLength(2)
  await closeUnsaved(person)

  await app.evaluate(({ clipboard }) => clipboard.writeText('  first line\nsecond line\t'))
  await person.button('Add').click()
  await page.keyboard.press('Control+v')
  await field(person).press('Enter')
  // A tab is a control character: it ends at the trimmed edge, never inside.
  await expect(created(person)).toBeVisible()
  expect(heldNamed(server, 'first line second line')).toHaveLength(1)
})

test('Close while waiting: what the server made of it is found out and told, never guessed', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  const release = server.faults.hold('tokens.create')
  await person.add('Closed while waiting')
  await expect.poll(() => requestsOf(server, 'tokens.create').length).toBe(1)
  await within(form(person), 'Close').click()
  await expect(form(person)).toBeHidden()
  release()
  const lost = person.dialog('Answer lost')
  await expect(lost).toBeVisible()
  await expect(lost).toContainText('has 1 new token since then')
  expect(heldNamed(server, 'Closed while waiting')).toHaveLength(1)
  await within(lost, 'Keep it').click()
  await expect(lost).toBeHidden()
  await expect(person.row('Closed while waiting')).toBeVisible()
  expect(heldNamed(server, 'Closed while waiting')).toHaveLength(1)
  expect(requestsOf(server, 'tokens.create')).toHaveLength(1)
})
