import { expect } from '@playwright/test'
import { personAt, type Person } from '../driver/person.ts'
import type { WebitelServer } from '../webitel-server/index.ts'
import type { Walk } from './steps.ts'

/** Something that the registry can look like. */
export interface State {
  readonly name: string
  /** Brings it to the screen, from the one before. */
  readonly take: (walk: Walk) => Promise<void>
}

const state = (
  name: string,
  take: (person: Person, server: WebitelServer, walk: Walk) => Promise<void>,
): State => ({ name, take: (walk) => take(personAt(walk.page), walk.server, walk) })

const text = ({ page }: Person, words: string) => expect(page.getByText(words).first()).toBeVisible()
const search = ({ page }: Person) => page.getByLabel('Search', { exact: true })
const find = ({ page }: Person) => page.getByLabel('Find user', { exact: true })
const choose = async (person: Person, usage: string, item: string) => {
  await person.button(`Actions for ${usage}`).click()
  await person.page.getByRole('menuitem', { name: item, exact: true }).click()
}
const escape = ({ page }: Person) => page.keyboard.press('Escape')
const open = async (person: Person, name: string) => {
  await find(person).fill(name)
  await person.page.getByRole('link', { name, exact: true }).click()
  await expect(person.heading(name)).toBeVisible()
}

/** Each of them, in an order in which one leads to the next. */
export const STATES: readonly State[] = [
  state('registry', async (person, server) => {
    const { login, password, name } = server.login('admin')
    await person.signIn(server.url, login, password)
    await expect(person.heading(name)).toBeVisible()
    await text(person, 'Zapier')
  }),
  state('row menu', async (person) => {
    await person.row('Zapier').click({ button: 'right', position: { x: 200, y: 20 } })
    await expect(person.page.getByRole('menu')).toBeVisible()
  }),
  state('details', async (person) => {
    await person.row('Zapier').press('Enter')
    await text(person, 'Copy id')
  }),
  state('details: id copied', async (person) => {
    await person.button('Copy id').click()
    await text(person, 'Id copied to clipboard')
  }),
  state('rename', async (person) => {
    await escape(person)
    await choose(person, 'Zapier', 'Rename')
    await expect(person.dialog('Rename token')).toBeVisible()
  }),
  state('rename: another name meanwhile', async (person, server) => {
    const { userId } = server.login('admin')
    const token = server.state.tokensOf(userId).find(({ usage }) => usage === 'Zapier')
    server.state.changeToken(token?.id ?? '', { usage: 'Zapier (theirs)' }, userId)
    await person.dialog('Rename token').getByLabel('Name', { exact: true }).fill('Zapier (mine)')
    await person.page.keyboard.press('Enter')
    await text(person, 'Their name')
  }),
  state('disabled', async (person) => {
    await escape(person)
    await choose(person, 'webhook relay', 'Disable')
    await text(person, 'is disabled')
  }),
  state('selected', async (person) => {
    await person.page.getByRole('checkbox', { name: 'Select page', exact: true }).check()
    await text(person, '25 selected')
  }),
  state('found', async (person) => {
    await person.button('Clear selection').click()
    await search(person).fill('re')
    await expect(person.page.locator('mark').first()).toBeVisible()
  }),
  state('nothing found', async (person) => {
    await search(person).fill('nothing like it')
    await text(person, 'No token matches')
  }),
  state('empty', async (person) => {
    await escape(person)
    await open(person, 'New colleague')
    await text(person, 'No tokens yet')
  }),
  state('odd names', async (person) => {
    await open(person, 'Odd names')
    await expect(person.table()).toHaveAttribute('aria-busy', 'false')
  }),
  state('details: a long name', async (person) => {
    await person.button('Next').click()
    const row = person.page.getByRole('row').filter({ hasText: /x{60}/ })
    await row.first().press('Enter')
    await text(person, 'Copy id')
  }),
  state('delete many', async (person, server) => {
    await escape(person)
    await open(person, server.login('page').name)
    await expect(person.table()).toHaveAttribute('aria-busy', 'false')
    await person.page.getByRole('checkbox', { name: 'Select page', exact: true }).check()
    await person.button('Delete selected').click()
    await expect(person.dialog('Confirm deletion')).toBeVisible()
  }),
  state('delete many: all names', async (person) => {
    await person.button('and 15 more').click()
    await expect(person.dialog('Confirm deletion').getByRole('listitem')).toHaveCount(25)
  }),
  state('deleting', async (person, server) => {
    const refused = { kind: 'status', status: 500, body: 'json', detail: 'no disk' } as const
    server.faults.add({ route: 'tokens.delete', kind: 'latency', ms: 8000 })
    server.faults.add({ route: 'tokens.delete', ...refused, times: 3 })
    await person.dialog('Confirm deletion').getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(person.page.getByRole('progressbar')).toBeVisible()
  }),
  state('deleted, but for some', async (person) => {
    await expect(person.button('Retry failed')).toBeVisible()
  }),
  state('nobody found', async (person) => {
    await escape(person)
    await find(person).fill('nobody is called so')
    await text(person, 'Nobody matches')
  }),
  state('recent people first', async (person) => {
    await find(person).fill('')
    await text(person, 'Billing service')
  }),
  state('waited for', async (person, server) => {
    server.faults.add({ route: 'tokens.list', kind: 'hang', when: 'before' })
    await person.page.getByRole('link', { name: 'My tokens', exact: true }).click()
    await expect(person.page.locator('.skeleton-rows')).toBeVisible()
  }),
  state('waited for long', async (person) => {
    await text(person, 'Still waiting for the server…')
  }),
  state('cancelled', async (person) => {
    await person.button('Cancel').click()
    await text(person, 'Loading was cancelled')
  }),
  state('failed', async (person, server) => {
    server.faults.add({
      route: 'tokens.list',
      kind: 'status',
      status: 500,
      body: 'json',
      detail: 'no disk',
      times: 9,
    })
    await person.button('Try again').click()
    await text(person, 'could not be loaded')
  }),
  state('forbidden', async (person, server) => {
    server.faults.clear()
    server.faults.add({ route: 'tokens.list', kind: 'status', status: 403, body: 'json', times: 9 })
    await person.button('Try again').click()
    await text(person, 'You may not see these tokens')
  }),
  state('a refresh that failed', async (person, server) => {
    server.faults.clear()
    await person.button('Try again').click()
    await text(person, 'Zapier')
    server.faults.add({ route: 'tokens.list', kind: 'drop', when: 'before', times: 9 })
    await person.button('Refresh').click()
    await text(person, 'may be out of date')
  }),
  state('shortcuts', async (person, server) => {
    server.faults.clear()
    await person.page.keyboard.press('Control+/')
    await expect(person.dialog('Keyboard shortcuts')).toBeVisible()
  }),
  state('session near its end', async (person, server) => {
    await escape(person)
    server.state.expireSessions(Date.now() + 12 * 60_000)
    await person.page.evaluate(() => window.dispatchEvent(new Event('online')))
    await text(person, 'Your session ends at')
  }),
  state('sign in again, before it ends', async (person) => {
    await person.button('Sign in again').click()
    await expect(person.dialog('Sign in again')).toBeVisible()
  }),
  state('add account', async (person) => {
    await escape(person)
    await person.chooseAccount('Add account')
    await expect(person.button('Back')).toBeVisible()
  }),
  state('two accounts', async (person, server) => {
    const { login, password, name } = server.login('self')
    await person.signIn(server.url, login, password)
    await expect(person.heading(name)).toBeVisible()
    await person.button('Account').click()
    await expect(person.page.getByRole('menu', { name: 'Account', exact: true })).toBeVisible()
  }),
  state('accounts', async (person) => {
    await escape(person)
    await person.page.keyboard.press('Control+,')
    await text(person, 'Accounts')
    await person.page.getByRole('heading', { name: 'Accounts', exact: true }).scrollIntoViewIfNeeded()
  }),
  state('rename account', async (person, server) => {
    const { login } = server.login('self')
    await person.button(`Rename ${login} on ${server.url}`).click()
    await person
      .dialog('Rename account')
      .getByLabel('Name', { exact: true })
      .fill('Контакт-центр у Києві, друга черга')
  }),
  state('token created', async (person, server) => {
    await person.page.keyboard.press('Enter')
    await expect(person.dialog('Rename account')).toBeHidden()
    await person.page.keyboard.press('Alt+ArrowLeft')
    await expect(person.heading(server.login('self').name)).toBeVisible()
    await person.button('Add').click()
    await person
      .dialog('New token')
      .getByRole('textbox', { name: 'Name' })
      .fill('Telephony scripts, second floor')
    await person.page.keyboard.press('Enter')
    await expect(person.dialog('Token created')).toBeVisible()
  }),
  state('token copied', async (person) => {
    await person.button('Copy to clipboard').click()
    await text(person, 'Copied to clipboard')
  }),
  state('copied and closed', async (person) => {
    await person.button('Close').click()
    await text(person, 'Show again')
  }),
  state('saved servers, and a token in the clipboard', async (person) => {
    await person.signOut()
    await expect(person.page.getByRole('list', { name: 'Saved servers', exact: true })).toBeVisible()
  }),
]
