import { serviceName } from './support/service-name.ts'
import { KEYRING_PASSWORD } from '../../tools/linux/keyring.ts'
import { startPrompter } from '../../tools/linux/prompter.ts'
import { startWebitelServer, type WebitelServer } from '../../tools/webitel-server/index.ts'
import type { Person } from '../../tools/driver/person.ts'
import { expect, test as base } from './support/fixtures.ts'
import { enter, openUser, search, selected, settled, within } from './support/registry.ts'
import { accountsIn, alertIn, asked, field, renew, signInAgain, signInScreen } from './support/sessions.ts'

/** A second server, with people of its own. */
const test = base.extend<{ other: WebitelServer }>({
  other: async ({}, use) => {
    const other = await startWebitelServer({ seed: 2 })
    await use(other)
    await other.close()
  },
})

const hostOf = ({ url }: WebitelServer): string => new URL(url).host
/** How the menu calls the one profile at that server. */
const called = (server: WebitelServer): RegExp => new RegExp(hostOf(server))
const rows = (person: Person) => person.page.getByLabel('Rows per page', { exact: true })

/** Somebody with many tokens, on another server. */
async function addAccount(person: Person, server: WebitelServer): Promise<void> {
  await person.chooseAccount('Add account')
  await expect(signInScreen(person)).toBeVisible()
  await enter(person, server, 'big')
}

/** Each server was asked with its own keys alone. */
function expectOwnKeys(...servers: readonly WebitelServer[]): void {
  for (const { requests, state } of servers) {
    const own = new Set(state.sessions().map(({ access }) => access))
    const sent = requests.flatMap(({ headers }) => headers['x-webitel-access'] ?? [])
    expect(sent.length).toBeGreaterThan(0)
    expect(sent.filter((key) => !own.has(key))).toEqual([])
  }
}

const column = (page: Person['page'], name: string) => page.getByRole('columnheader', { name, exact: true })

test('a second account: added beside the first, switched to and from without a password, also after a restart', async ({
  signedIn,
  start,
  server,
  other,
}) => {
  const { person, page } = signedIn
  await settled(person)
  await openUser(person, 'Billing service')
  await search(page).fill('a')
  await expect.poll(() => page.url()).toContain('search=a')
  await rows(person).selectOption('50')
  await column(page, 'Usage').getByRole('button').click()
  await expect(column(page, 'Usage')).toHaveAttribute('aria-sort', 'ascending')
  // The way back leads to where they were.
  await person.chooseAccount('Add account')
  await expect(field(person, 'Server')).toHaveValue('')
  await person.button('Back').click()
  await expect(person.heading('Billing service')).toBeVisible()
  await expect(search(page)).toHaveValue('a')

  await addAccount(person, other)
  await expect(search(page)).toHaveValue('')
  await expect(rows(person)).toHaveValue('25')
  await expect(column(page, 'Created at')).toHaveAttribute('aria-sort', 'descending')
  // What belongs to the first is not even in the history of the second.
  await page.keyboard.press('Alt+ArrowLeft')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(person.heading(other.login('big').name)).toBeVisible()
  await expect(search(page)).toHaveValue('')
  await page.getByRole('checkbox', { name: 'Select page', exact: true }).check()
  await expect(selected(page, 25)).toBeVisible()

  await person.chooseAccount(called(server))
  await expect(person.heading('Billing service')).toBeVisible()
  await expect(person.button('Account')).toBeFocused()
  await expect(rows(person)).toHaveValue('50')
  await expect(column(page, 'Usage')).toHaveAttribute('aria-sort', 'ascending')
  await expect(selected(page, 25)).toBeHidden()
  await settled(person)
  await signedIn.kill()

  const next = await start()
  await expect(next.person.heading('Billing service')).toBeVisible()
  await expect(column(next.page, 'Usage')).toHaveAttribute('aria-sort', 'ascending')
  await next.person.chooseAccount(called(other))
  await expect(next.person.heading(other.login('big').name)).toBeVisible()
  await settled(next.person)
  expectOwnKeys(server, other)
  // Nor about whom the other one shows, not even in the moment of the switch.
  const strangers = other.requests.filter(({ path }) =>
    path.includes(`/users/${server.login('admin').userId}/`),
  )
  const guests = server.requests.filter(({ path }) => path.includes(`/users/${other.login('big').userId}/`))
  expect([...strangers, ...guests]).toEqual([])
})

test('an account has a name, is opened from the sign-in screen, and is removed with its key', async ({
  signedIn,
  server,
  other,
  bus,
  keyring,
  profile,
}) => {
  const { person, page } = signedIn
  const { login } = server.login('admin')
  const list = page.getByRole('list', { name: 'Saved servers', exact: true })
  await addAccount(person, other)
  await page.keyboard.press('Control+,')
  await person.button(`Rename ${login} on ${server.url}`).click()
  const naming = person.dialog('Rename account')
  await naming.getByLabel('Name', { exact: true }).fill('Київ')
  await page.keyboard.press('Enter')
  await expect(naming).toBeHidden()
  await expect(person.button(`Rename ${login} on ${server.url}`)).toBeFocused()

  await person.signOut()
  await expect(signInScreen(person)).toBeVisible()
  // Signed out of the one, the other still opens without a password.
  await expect(field(person, 'Server')).toHaveValue(other.url)
  await list.getByRole('button', { name: /Київ/ }).click()
  await expect(person.heading(server.login('admin').name)).toBeVisible()
  await expect(page.getByText('Київ', { exact: true })).toBeVisible()

  // A login that is signed out is offered, and asks for its password.
  await person.chooseAccount(called(other))
  await expect(field(person, 'Login')).toHaveValue(other.login('big').login)
  await expect(field(person, 'Password')).toBeFocused()
  // Two logins at one server, and no two buttons of one name.
  await enter(person, server, 'reader')
  await page.keyboard.press('Control+,')
  const remove = person.button(`Remove ${login} on ${server.url}`)
  const id = (await accountsIn(profile)).find((account) => account.login === login)?.profileId ?? ''
  expect(await keyring.lookup(serviceName(profile), id)).toContain('access')
  await keyring.lock()
  await remove.click()
  await expect(page.getByRole('alert').filter({ hasText: 'stays in the list' })).toBeVisible()
  await expect(remove).toBeVisible()

  // The system asks for the password of the keyring; then it goes.
  const prompter = await startPrompter(bus)
  await person.button('Unlock').click()
  await prompter.answer(KEYRING_PASSWORD)
  await expect(page.getByRole('definition').filter({ hasText: 'Available' })).toBeVisible()
  await prompter.stop()
  server.faults.add({ route: 'logout', kind: 'status', status: 503, body: 'html' })
  await remove.click()
  await expect(remove).toBeHidden()
  await expect(alertIn(page).filter({ hasText: 'could not be told' })).toBeVisible()
  expect(await keyring.lookup(serviceName(profile), id)).toBeUndefined()
  expect((await accountsIn(profile)).map((account) => account.login)).not.toContain(login)
})

test('an account whose session ended asks for its password over it; the end of one is told before', async ({
  signedIn,
  server,
  other,
}) => {
  const { person, page, app } = signedIn
  const near = page.getByRole('status').filter({ hasText: /^Your session ends at/ })
  await addAccount(person, other)
  server.state.expireSessions()
  await person.chooseAccount(called(server))
  await expect(signInAgain(person)).toContainText('The server ended your session')
  await renew(person, server.login('admin').password)
  await expect(person.row('Zapier')).toBeVisible()

  // Known at the next look at the session: another network, or waking up.
  server.state.expireSessions(Date.now() + 20 * 60_000)
  await expect(near).toHaveCount(0)
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(near).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await person.button('Sign in again').click()
  await expect(signInAgain(person)).toContainText('about to end')
  await renew(person, server.login('admin').password)
  await expect(signInAgain(person)).toBeHidden()
  await expect(near).toHaveCount(0)

  server.state.expireSessions(Date.now() + 60_000)
  await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
  await expect(near).toBeVisible()
  await person.button('Dismiss').click()
  await expect(near).toHaveCount(0)
})

test('what a create comes to that was left is asked where it belongs; a copied token is shown again there alone', async ({
  signedIn,
  server,
  other,
}) => {
  const { person } = signedIn
  const { name } = other.login('big')
  const lost = person.dialog('Answer lost')
  const created = person.dialog('Token created')
  await addAccount(person, other)
  const release = other.faults.hold('tokens.create')
  await person.add('Under way')
  await expect.poll(() => asked(other, 'tokens.create').length).toBe(1)
  await within(person.dialog('New token'), 'Close').click()
  await person.chooseAccount(called(server))
  await expect(person.heading(server.login('admin').name)).toBeVisible()
  await settled(person)
  release()
  await expect.poll(() => asked(other, 'tokens.create')[0]?.answeredAt).toBeDefined()
  await expect(lost).toBeHidden()
  await person.chooseAccount(called(other))
  await expect(lost).toContainText('Under way')
  await within(lost, 'Keep it').click()

  await person.add('Copied')
  await within(created, 'Copy to clipboard').click()
  await within(created, 'Close').click()
  await expect(person.button('Show again')).toBeVisible()
  await person.chooseAccount(called(server))
  await expect(person.heading(server.login('admin').name)).toBeVisible()
  // The clipboard is this computer's, the token the other account's.
  await expect(person.button('Clear now')).toBeVisible()
  await expect(person.button('Show again')).toBeHidden()
  await person.chooseAccount(called(other))
  await expect(person.heading(name)).toBeVisible()
  await expect(person.button('Show again')).toBeVisible()
  expect(asked(server, 'tokens.create')).toHaveLength(0)
})
