import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import type { Person } from '../../tools/driver/person.ts'
import type { FaultKind, WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test } from './support/fixtures.ts'

const held = (server: WebitelServer, usage: string) =>
  server.state.tokensOf(server.login('admin').userId).filter((token) => token.usage === usage)

const nameField = (person: Person): Locator =>
  person.dialog('New token').getByRole('textbox', { name: 'Name', exact: true })
const within = (dialog: Locator, name: string): Locator => dialog.getByRole('button', { name, exact: true })

test('one press is one token, however often it is pressed', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  server.faults.add({ route: 'tokens.create', kind: 'latency', ms: 300 })
  await page.keyboard.press('Control+n')
  await nameField(person).fill('Pressed twice')
  await nameField(person).evaluate((field) => {
    const enter = () =>
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    enter()
    enter()
    field.closest('form')?.requestSubmit()
    field.closest('form')?.requestSubmit()
  })
  await expect(person.dialog('Token created')).toBeVisible()
  expect(held(server, 'Pressed twice')).toHaveLength(1)
  expect(server.requests.filter(({ route }) => route === 'tokens.create')).toHaveLength(1)
})

test('a name is checked before anything is sent', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  await page.keyboard.press('Control+n')
  for (const [typed, words] of [
    ['', 'Give the token a name.'],
    ['   ', 'Give the token a name.'],
    ['x'.repeat(129), 'at most 128'],
    ['🔑'.repeat(129), 'at most 128'],
    ['a\u202Eb', 'direction-changing'],
    ['a\u0007b', 'direction-changing'],
  ] as const) {
    await nameField(person).fill(typed)
    await nameField(person).press('Enter')
    await expect(person.dialog('New token').getByText(words)).toBeVisible()
  }
  expect(server.requests.filter(({ route }) => route === 'tokens.create')).toHaveLength(0)
  await nameField(person).fill('x'.repeat(100))
  await expect(person.dialog('New token').getByText('100 of 128')).toBeVisible()
  await nameField(person).fill(`  ${'🔑'.repeat(128)} `)
  await nameField(person).press('Enter')
  await expect(person.dialog('Token created')).toBeVisible()
  expect(held(server, '🔑'.repeat(128))).toHaveLength(1)
})

test('nothing but a decision closes the token; what is neither copied nor saved is asked about', async ({
  signedIn,
}) => {
  const { person, page } = signedIn
  await person.add('Not yet kept')
  const created = person.dialog('Token created')
  await expect(created).toBeVisible()
  await page.keyboard.press('Escape')
  await page.mouse.click(5, 5)
  await expect(created).toBeVisible()
  await within(created, 'Close').click()
  await expect(page.getByText('Close without saving?')).toBeVisible()
  await expect(person.button('Keep open')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Close without saving?')).toBeHidden()
  const field = created.getByLabel('Token', { exact: true })
  const shown = await field.inputValue()
  await within(created, 'Hide').click()
  await expect(created.getByText(shown)).toBeHidden()
  await within(created, 'Show').click()
  await expect(field).toHaveValue(shown)
  await within(created, 'Close').click()
  await person.button('Close anyway').click()
  await expect(created).toBeHidden()
  await expect(person.button('Add')).toBeFocused()
  await expect(person.row('Not yet kept')).toContainText('New')
})

test('closing the window, and quitting, ask as well; nothing is left in the keychain', async ({
  signedIn,
  keyring,
  profile,
}) => {
  const { person, page, app } = signedIn
  await person.add('At risk')
  await expect(person.dialog('Token created')).toBeVisible()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect(page.getByText('Close without saving?')).toBeVisible()
  await person.button('Keep open').click()
  await app.evaluate(({ app: electron }) => electron.quit())
  await expect(page.getByText('Close without saving?')).toBeVisible()
  const gone = new Promise((resolve) => app.process().once('exit', resolve))
  // One that takes its time: until then, the token is still in it.
  keyring.suspend()
  await person.button('Close anyway').click()
  const records = () => readFile(join(profile, 'pending.json'), 'utf8')
  await expect.poll(records, { intervals: [20] }).toContain('"done": true')
  keyring.resume()
  await gone
  expect(JSON.parse(await records())).toEqual({ value: [] })
})

test('a page that dies with a token shown comes back with it', async ({ signedIn, server }) => {
  const { person, app } = signedIn
  await person.add('Survives')
  await expect(person.dialog('Token created')).toBeVisible()
  await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const back = new Promise<void>((resolve) => contents?.once('did-finish-load', () => resolve()))
    contents?.forcefullyCrashRenderer()
    await back
  })
  const value = async () =>
    await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return (await contents?.executeJavaScript("document.querySelector('dialog input')?.value")) as string
    })
  await expect.poll(value).toBe(held(server, 'Survives')[0]?.secret)
})

/** A create that fails: what is said, and that the server holds no token that nobody was told of. */
for (const [what, fault, words] of [
  ['403', { kind: 'status', status: 403, body: 'json', detail: 'not for you' }, 'not for you'],
  ['404', { kind: 'status', status: 404, body: 'json' }, 'no longer'],
  ['400', { kind: 'status', status: 400, body: 'json', detail: 'a bad name' }, 'a bad name'],
  ['429', { kind: '429', retryAfter: 0 }, 'too many requests'],
] as const satisfies readonly (readonly [string, FaultKind, string])[]) {
  test(`a create that ends in ${what} says so in its dialog, where the name stays`, async ({
    signedIn,
    server,
  }) => {
    const { person } = signedIn
    server.faults.add({ ...fault, route: 'tokens.create' })
    await person.add('Refused')
    const form = person.dialog('New token')
    await expect(form.getByRole('alert').filter({ hasText: words })).toBeVisible()
    await expect(nameField(person)).toHaveValue('Refused')
    expect(held(server, 'Refused')).toHaveLength(0)
    await within(form, 'Add').click()
    await expect(person.dialog('Token created')).toBeVisible()
    expect(held(server, 'Refused')).toHaveLength(1)
  })
}

test('an answer without a token is a lost answer: deleted and made again on demand', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  server.faults.add({ route: 'tokens.create', kind: 'cut-body' })
  await person.add('Half an answer')
  const lost = person.dialog('Answer lost')
  await expect(lost).toContainText('Nobody can read that token any more')
  const [unreadable] = held(server, 'Half an answer')
  await within(lost, 'Delete it and create again').click()
  await expect(person.dialog('Token created')).toBeVisible()
  const now = held(server, 'Half an answer')
  expect(now).toHaveLength(1)
  expect(now[0]?.id).not.toBe(unreadable?.id)
})

test('a create that never reached the server: said, and made once on demand', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  server.faults.add({ route: 'tokens.create', kind: 'drop', when: 'before' })
  await person.add('Never arrived')
  const lost = person.dialog('Answer lost')
  await expect(lost).toContainText('holds no new token')
  await within(lost, 'Create again').click()
  await expect(person.dialog('Token created')).toBeVisible()
  expect(held(server, 'Never arrived')).toHaveLength(1)
})
