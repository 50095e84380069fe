import type { Locator } from '@playwright/test'
import type { Person } from '../../tools/driver/person.ts'
import type { WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test } from './support/fixtures.ts'

const held = (server: WebitelServer, usage: string) =>
  server.state.tokensOf(server.login('admin').userId).find((token) => token.usage === usage)
const dialog = (person: Person): Locator => person.dialog('Rename token')
const name = (person: Person): Locator => dialog(person).getByRole('textbox', { name: 'Name', exact: true })

async function choose(person: Person, usage: string, item: string): Promise<void> {
  await person.button(`Actions for ${usage}`).click()
  await person.page.getByRole('menuitem', { name: item, exact: true }).click()
}

test('by its menu, by mouse or keys, and by F2: renamed; disabled and enabled it keeps its name', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await choose(person, 'Zapier', 'Rename')
  await expect(name(person)).toHaveValue('Zapier')
  await name(person).fill('')
  await name(person).press('Enter')
  await expect(dialog(person).getByText('Give the token a name.')).toBeVisible()
  await name(person).fill('Zapier (sales)')
  await name(person).press('Enter')
  await expect(dialog(person)).toBeHidden()
  await expect(person.status('Renamed to “Zapier (sales)”')).toBeVisible()
  await expect(person.row('Zapier (sales)')).toBeVisible()
  expect(held(server, 'Zapier')).toBeUndefined()
  expect(held(server, 'Zapier (sales)')).toBeDefined()

  await person.table().press('Home')
  await page.keyboard.press('F2')
  await expect(name(person)).toHaveValue('Power BI — nightly export')
  await page.keyboard.press('Escape')
  await expect(dialog(person)).toBeHidden()

  // In, up and down, out, and back where one was.
  const opener = person.button('Actions for Zapier (sales)')
  await opener.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Rename', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('menuitem', { name: 'Delete', exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()
  await expect(page.getByRole('menu')).toBeHidden()

  server.switches.emptyPatchWipesUsage = true
  await choose(person, 'Zapier (sales)', 'Disable')
  await expect(person.status('“Zapier (sales)” is disabled')).toBeVisible()
  await expect(person.row('Zapier (sales)')).toContainText('Disabled')
  expect(held(server, 'Zapier (sales)')?.deletedAt).toBeDefined()
  await choose(person, 'Zapier (sales)', 'Enable')
  await expect(person.status('“Zapier (sales)” is enabled')).toBeVisible()
  await expect(person.row('Zapier (sales)')).not.toContainText('Disabled')
  expect(held(server, 'Zapier (sales)')).toBeDefined()
  expect(held(server, 'Zapier (sales)')?.deletedAt).toBeUndefined()
})

test('a change that fails is told, and the row stays; a name that somebody else gave meanwhile is replaced only on demand', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  server.faults.add({
    route: 'tokens.update',
    kind: 'status',
    status: 403,
    body: 'json',
    times: 2,
    detail: 'not yours',
  })
  await choose(person, 'Zapier', 'Disable')
  await expect(page.getByRole('alert').filter({ hasText: 'not yours' })).toBeVisible()
  await choose(person, 'Zapier', 'Rename')
  await name(person).fill('Other')
  await name(person).press('Enter')
  await expect(dialog(person).getByRole('alert').filter({ hasText: 'not yours' })).toBeVisible()
  await dialog(person).getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(person.row('Zapier')).not.toContainText('Disabled')
  expect(held(server, 'Other')).toBeUndefined()

  const token = held(server, 'Zapier')
  const { login, password, userId } = server.login('admin')
  await choose(person, 'Zapier', 'Rename')
  const { access_token: access } = (await (
    await fetch(`${server.url}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: login, password }),
    })
  ).json()) as { access_token: string }
  await fetch(`${server.url}/api/users/${userId}/tokens/${token?.id}?fields=usage`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'X-Webitel-Access': access },
    body: JSON.stringify({ usage: 'Theirs' }),
  })
  await name(person).fill('Mine')
  await name(person).press('Enter')
  await expect(dialog(person)).toContainText('Somebody else has named it “Theirs” meanwhile')
  expect(server.state.token(token?.id ?? '')?.usage).toBe('Theirs')
  await name(person).press('Enter')
  await expect(dialog(person)).toBeHidden()
  expect(server.state.token(token?.id ?? '')?.usage).toBe('Mine')
})
