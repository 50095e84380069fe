import { execFile } from 'node:child_process'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Locator } from '@playwright/test'
import { answerSaveDialog, proposedFiles } from '../../tools/driver/person.ts'
import type { WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test } from './support/fixtures.ts'

const run = promisify(execFile)
const held = (server: WebitelServer, usage: string) =>
  server.state.tokensOf(server.login('admin').userId).filter((token) => token.usage === usage)
const within = (dialog: Locator, name: string): Locator => dialog.getByRole('button', { name, exact: true })

test('the token is on the clipboard for other programs too', async ({ signedIn, server }) => {
  const { person } = signedIn
  await person.add('For the clipboard')
  await within(person.dialog('Token created'), 'Copy to clipboard').click()
  await expect(person.dialog('Token created').getByRole('status')).toContainText('Copied to clipboard')
  const { stdout } = await run('xclip', ['-o', '-selection', 'clipboard'])
  expect(stdout).toBe(held(server, 'For the clipboard')[0]?.secret)
})

test('a clipboard that refuses: told in the dialog, nothing called copied, the token still there', async ({
  signedIn,
}) => {
  const { person, app } = signedIn
  await app.evaluate(({ clipboard }) =>
    Object.assign(clipboard, { readText: () => 'what another program put there' }),
  )
  await person.add('Not to be copied')
  const created = person.dialog('Token created')
  await within(created, 'Copy to clipboard').click()
  await expect(
    created.getByRole('alert').filter({ hasText: 'The clipboard could not be used' }),
  ).toBeVisible()
  await expect(created.getByText('Copied to clipboard')).toBeHidden()
  await expect(created.getByLabel('Token', { exact: true })).not.toHaveValue('')
  await within(created, 'Close').click()
  await expect(person.page.getByText('Close without saving?')).toBeVisible()
})

test('saving: proposed by its name, for its owner alone, whole, and where it was last time', async ({
  signedIn,
  server,
  folder,
}) => {
  const { person, app } = signedIn
  const created = person.dialog('Token created')
  await person.add('CRM: "prod" <eu>/../1')
  const path = join(folder, 'saved.txt')
  await writeFile(path, 'something that was longer than a token will ever be, and must not shine through')
  await answerSaveDialog(app, path)
  await within(created, 'Save as txt').click()
  await expect(created.getByRole('status')).toContainText('Saved to saved.txt')
  expect(await readFile(path, 'utf8')).toBe(held(server, 'CRM: "prod" <eu>/../1')[0]?.secret)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  await answerSaveDialog(app, undefined)
  await within(created, 'Save as txt').click()
  await expect.poll(() => proposedFiles(app)).toEqual([join(folder, 'CRM prod eu .. 1.txt')])
  await expect(created).toBeVisible()
})

test('a save that fails is told in the dialog, and the token stays there', async ({ signedIn, folder }) => {
  const { person, app } = signedIn
  const created = person.dialog('Token created')
  await person.add('Hard to save')
  await mkdir(join(folder, 'taken.txt'))
  for (const [path, words] of [
    [join(folder, 'gone', 'a.txt'), 'no longer there'],
    [join(folder, 'taken.txt'), 'A folder has this name'],
  ] as const) {
    await answerSaveDialog(app, path)
    await within(created, 'Save as txt').click()
    await expect(created.getByRole('alert').filter({ hasText: words })).toBeVisible()
    await expect(created.getByLabel('Token', { exact: true })).not.toHaveValue('')
  }
})
