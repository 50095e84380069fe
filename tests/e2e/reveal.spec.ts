import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ElectronApplication, Locator } from '@playwright/test'
import { answerSaveDialog, proposedFiles, type Person } from '../../tools/driver/person.ts'
import { expect, test } from './support/fixtures.ts'
import { enter, heldNamed, settled, within } from './support/registry.ts'

const run = promisify(execFile)
const created = (person: Person): Locator => person.dialog('Token created')
const token = (person: Person): Locator => created(person).getByLabel('Token', { exact: true })
const question = (person: Person): Locator => person.dialog('Close without saving?')

async function closeUnsaved(person: Person): Promise<void> {
  await within(created(person), 'Close').click()
  await person.button('Close anyway').click()
  await expect(created(person)).toBeHidden()
}

/** The save dialog stays open until `answerHeldSave`. */
const holdSaveDialog = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = () => new Promise((resolve) => Object.assign(globalThis, { answerSave: resolve }))
  })

const isAsked = (app: ElectronApplication): Promise<boolean> => app.evaluate(() => 'answerSave' in globalThis)

const answerHeldSave = (app: ElectronApplication, filePath: string): Promise<void> =>
  app.evaluate((_, path) => {
    const { answerSave } = globalThis as unknown as { answerSave: (answer: object) => void }
    answerSave({ canceled: false, filePath: path })
  }, filePath)

test('nothing but Close closes it, the focus stays inside, and hidden it is copied all the same', async ({
  signedIn,
  server,
}) => {
  const { person, page, app } = signedIn
  await person.add('Looked at')
  await expect(within(created(person), 'Copy to clipboard')).toBeFocused()
  await expect(token(person)).toHaveValue(heldNamed(server, 'Looked at')[0]?.secret ?? 'none')
  for (const key of ['Escape', 'Escape', 'Control+n', 'Alt+ArrowLeft', 'F5']) await page.keyboard.press(key)
  await page.mouse.click(3, 3)
  await page.mouse.click(700, 3)
  await expect(created(person)).toHaveCount(1)
  await expect(page.getByRole('dialog')).toHaveCount(1)
  const inside = () => created(person).evaluate((dialog) => dialog.contains(document.activeElement))
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press(presses < 6 ? 'Tab' : 'Shift+Tab')
    expect(await inside()).toBe(true)
  }

  // Nothing is copied or saved yet: asked first, and the default is to keep it open.
  await within(created(person), 'Close').click()
  await expect(question(person).getByRole('button', { name: 'Keep open', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(question(person)).toBeHidden()

  await within(created(person), 'Hide').click()
  await expect(token(person)).toHaveAttribute('type', 'password')
  await expect(created(person).getByText(heldNamed(server, 'Looked at')[0]?.secret ?? 'none')).toBeHidden()
  await within(created(person), 'Copy to clipboard').click()
  await expect(created(person).getByRole('status')).toContainText('Copied to clipboard')
  const secret = heldNamed(server, 'Looked at')[0]?.secret
  expect((await run('xclip', ['-o', '-selection', 'clipboard'])).stdout).toBe(secret)
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(secret)
  await within(created(person), 'Show').click()
  await expect(token(person)).toHaveAttribute('type', 'text')
  await expect(token(person)).toHaveValue(secret ?? 'none')
  await expect(token(person)).toHaveJSProperty('readOnly', true)
  await expect(token(person)).toHaveCSS('font-family', /mono/i)

  // Copied: nothing is asked.
  await within(created(person), 'Close').click()
  await expect(created(person)).toBeHidden()
  await expect(question(person)).toBeHidden()
  await expect(person.button('Add')).toBeFocused()
  // What was shown is nowhere on the screen any more.
  expect(await page.content()).not.toContain(secret)
})

test('the folder of the last file is where the next start looks first; names are made safe', async ({
  signedIn,
  start,
  server,
  folder,
  program,
}) => {
  const { person, app } = signedIn
  await settled(person)
  await mkdir(join(folder, 'kept here'))
  await program.give(folder)
  await person.add('../../etc/passwd')
  await answerSaveDialog(app, join(folder, 'kept here', 'first.txt'))
  await within(created(person), 'Save as txt').click()
  await expect(created(person).getByRole('status')).toContainText('Saved to first.txt')
  expect((await proposedFiles(app))[0]).toMatch(/[^/]\/(?!\.)[^/]*etc passwd\.txt$/)
  expect(await readdir(join(folder, 'kept here'))).toEqual(['first.txt'])
  const file = join(folder, 'kept here', 'first.txt')
  expect((await stat(file)).size).toBe(heldNamed(server, '../../etc/passwd')[0]?.secret.length)
  await within(created(person), 'Close').click()
  await expect(created(person)).toBeHidden()
  await signedIn.kill()

  const next = await start()
  await expect(next.person.heading('Olena Kovalenko')).toBeVisible()
  for (const [usage, proposed] of [
    ['CON', '_CON.txt'],
    ['Звіти 📞', 'Звіти 📞.txt'],
  ] as const) {
    await next.person.add(usage)
    await answerSaveDialog(next.app, undefined)
    await within(created(next.person), 'Save as txt').click()
    await expect.poll(() => proposedFiles(next.app)).toEqual([join(folder, 'kept here', proposed)])
    // Cancelled: nothing is called saved, and closing asks.
    await expect(within(created(next.person), 'Save as txt')).toBeEnabled()
    await expect(created(next.person).getByText(/^Saved to/)).toBeHidden()
    await closeUnsaved(next.person)
    await expect(next.person.button('Add')).toBeFocused()
  }
  await expect(next.person.row('Звіти 📞')).toContainText('New')
})

test('a clipboard that refuses, and saves that fail: told in the dialog, where the token stays; the next place is taken', async ({
  signedIn,
  server,
  folder,
  program,
}) => {
  test.skip(process.platform !== 'linux', '/sys takes no files, not even of root')
  const { person, app, page } = signedIn
  const alert = created(person).getByRole('alert').filter({ visible: true })
  await app.evaluate(({ clipboard }) =>
    Object.assign(clipboard, { readText: () => 'what another program put there' }),
  )
  await person.add('CRM: "prod" <eu>/../1')
  await expect(created(person)).toBeVisible()
  const secret = heldNamed(server, 'CRM: "prod" <eu>/../1')[0]?.secret ?? 'none'
  await within(created(person), 'Copy to clipboard').click()
  await expect(alert).toContainText('The clipboard could not be used')
  await expect(created(person).getByText('Copied to clipboard')).toBeHidden()
  await expect(token(person)).toHaveValue(secret)
  await within(created(person), 'Close').click()
  await expect(question(person)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(question(person)).toBeHidden()

  await mkdir(join(folder, 'taken.txt'))
  for (const [path, words] of [
    [join(folder, 'gone', 'a.txt'), 'no longer there'],
    [join(folder, 'taken.txt'), 'A folder has this name'],
    ['/sys/token.txt', "You don't have the right to write there"],
  ] as const) {
    await answerSaveDialog(app, path)
    await within(created(person), 'Save as txt').click()
    await expect(alert).toContainText(words)
    await expect(token(person)).toHaveValue(secret)
    await expect(created(person)).not.toContainText('Saved to')
  }

  const place = join(folder, 'works')
  const path = join(place, 'there.txt')
  await mkdir(place)
  // Longer than a token will ever be, and for everybody: neither shines through.
  await writeFile(path, 'x'.repeat(5000), { mode: 0o666 })
  await program.give(folder)
  await answerSaveDialog(app, path)
  await within(created(person), 'Save as txt').click()
  await expect(created(person).getByRole('status')).toContainText('Saved to there.txt')
  await expect(alert).toHaveCount(0)
  expect((await readFile(path)).toString('latin1')).toBe(secret)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(place)).toEqual(['there.txt'])
  await answerSaveDialog(app, undefined)
  await within(created(person), 'Save as txt').click()
  await expect.poll(() => proposedFiles(app)).toEqual([join(place, 'CRM prod eu .. 1.txt')])
  await expect(created(person)).toBeVisible()
})

test('Close waits for a save under way, and asks nothing once it is done', async ({
  signedIn,
  server,
  folder,
}) => {
  const { person, app } = signedIn
  await person.add('Saved while closing')
  await holdSaveDialog(app)
  await within(created(person), 'Save as txt').click()
  await expect.poll(() => isAsked(app)).toBe(true)
  await within(created(person), 'Close').click()
  await expect(created(person).getByRole('button', { name: /\bClose$/ })).toHaveAttribute('aria-busy', 'true')
  await expect(created(person)).toBeVisible()
  await answerHeldSave(app, join(folder, 'late.txt'))
  await expect(created(person)).toBeHidden()
  await expect(question(person)).toBeHidden()
  const secret = heldNamed(server, 'Saved while closing')[0]?.secret
  expect(await readFile(join(folder, 'late.txt'), 'utf8')).toBe(secret)
})

test('the token of another person is for that person, and said to be', async ({ start, server }) => {
  const { person, page } = await start()
  await enter(person, server, 'self')
  await person.add('Of my own')
  await expect(created(person)).toContainText('for Ivan Petrenko')
  await within(created(person), 'Close').click()
  // Keep open is the default: Enter does not throw the token away.
  await expect(question(person).getByRole('button', { name: 'Keep open', exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(question(person)).toBeHidden()
  await expect(token(person)).toHaveValue(heldNamed(server, 'Of my own', 'self')[0]?.secret ?? 'none')
})
