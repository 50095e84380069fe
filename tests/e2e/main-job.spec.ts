import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerSaveDialog } from '../../tools/driver/person.ts'
import { expect, test } from './support/fixtures.ts'

test('sign in, create, copy, save, delete one, delete several, sign out', async ({
  signedIn,
  server,
  folder,
}) => {
  const { person, app } = signedIn
  const { userId } = server.login('admin')
  const held = () => server.state.tokensOf(userId).map(({ usage }) => usage)

  await person.add('CRM integration')
  const created = person.dialog('Token created')
  await expect(created).toBeVisible()
  const secret = server.state.tokensOf(userId).find(({ usage }) => usage === 'CRM integration')?.secret ?? ''
  await expect(created.getByRole('textbox', { name: 'Token', exact: true })).toHaveValue(secret)

  await person.page.keyboard.press('Enter')
  await expect(created.getByRole('status')).toContainText('Copied to clipboard')
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(secret)

  const file = join(folder, 'crm.txt')
  await answerSaveDialog(app, file)
  await created.getByRole('button', { name: 'Save as txt', exact: true }).click()
  await expect(created.getByRole('status')).toContainText('Saved to crm.txt')
  expect(await readFile(file, 'utf8')).toBe(secret)
  await created.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(created).toBeHidden()

  await person.button('Delete CRM integration').click()
  const confirm = person.dialog('Confirm deletion')
  await confirm.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(confirm).toBeHidden()
  await expect(person.status('1 deleted')).toBeVisible()
  expect(held()).not.toContain('CRM integration')

  const before = held().length
  await person.select('Zapier', 'webhook relay')
  await expect(person.page.getByText('2 selected', { exact: true })).toBeVisible()
  await person.button('Delete selected').click()
  await confirm.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(confirm).toBeHidden()
  expect(held()).not.toContain('Zapier')
  expect(held()).toHaveLength(before - 2)

  await person.signOut()
  await expect(person.page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible()
  expect(server.requests.some(({ route }) => route === 'logout')).toBe(true)
})
