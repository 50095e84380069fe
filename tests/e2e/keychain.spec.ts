import { serviceName } from './support/service-name.ts'
import { KEYRING_PASSWORD, type Keyring } from '../../tools/linux/keyring.ts'
import { startPrompter } from '../../tools/linux/prompter.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { enter, within } from './support/registry.ts'
import { accessOf, accountsIn, alertIn, asked, field, filesWith, signInScreen } from './support/sessions.ts'

const KEPT = "The session is kept in this computer's keychain."
const MEMORY_ONLY = 'nothing secret is written to disk'
/** How a keychain comes to be of no use, and what is said then. */
const STATES: readonly {
  readonly state: string
  readonly become: (keyring: Keyring) => unknown
  readonly says: string
}[] = [
  { state: 'locked', become: (keyring) => keyring.lock(), says: 'is locked' },
  { state: 'stopped', become: (keyring) => keyring.suspend(), says: 'does not respond' },
  { state: 'killed', become: (keyring) => (keyring.kill(), keyring.gone()), says: 'has no keychain' },
]

/**
 * Quits while the keychain is of no use. How long that may be waited for is for a unit test to say.
 *
 * @returns the exit status of the process, 0 for one that ended by itself
 */
async function quits({ app, quit, gone }: Running): Promise<number | null> {
  const child = app.process()
  await quit()
  await gone
  return child.exitCode
}

/** What **Settings** says of the keychain. */
const keychainSaid = ({ page }: Running, words: string) =>
  page.getByRole('definition').filter({ hasText: words })

const accountIn = async (profile: string) => (await accountsIn(profile))[0] ?? { profileId: '' }

/** Reads what is kept of the session, as other programs do. */
async function entryIn(profile: string, keyring: Keyring): Promise<() => Promise<string | undefined>> {
  const [service, { profileId }] = [serviceName(profile), await accountIn(profile)]
  return () => keyring.lookup(service, profileId)
}

/** Makes a token: its dialog says whether anything keeps it. */
async function makeOne({ person }: Running, says = 'there is no keychain to keep it in'): Promise<void> {
  const created = person.dialog('Token created')
  await person.add('Made without a keychain')
  // One that hangs is waited for, 2 s.
  await expect(created).toContainText(says)
  await within(created, 'Close').click()
  await person.button('Close anyway').click()
  await expect(created).toBeHidden()
}

for (const { state, become, says } of STATES) {
  test(`${state} before the start: everything works in memory, nothing secret is written, quitting is quick`, async ({
    start,
    server,
    keyring,
    profile,
  }) => {
    await become(keyring)
    const running = await start()
    const { person, page } = running
    await expect(signInScreen(person)).toBeVisible()
    await expect(page.getByText(says)).toBeVisible()
    await expect(page.getByText(MEMORY_ONLY)).toBeVisible()
    await enter(person, server, 'admin')
    await makeOne(running)
    await page.keyboard.press('Control+,')
    await expect(keychainSaid(running, says)).toBeVisible()
    const secrets = [accessOf(server), server.login('admin').password]
    await person.signOut()
    await expect(signInScreen(person)).toBeVisible()
    expect(await quits(running)).toBe(0)
    expect(await filesWith(profile, secrets)).toEqual([])
  })
}

test('stopped before a start with a session in it: quits at once, is given up after five seconds, and is there when it answers', async ({
  signedIn,
  start,
  server,
  keyring,
}) => {
  await signedIn.kill()
  keyring.suspend()
  const hasty = await start()
  await expect(hasty.page.getByText('Starting')).toBeVisible()
  expect(await quits(hasty)).toBe(0)

  const { person, page } = await start()
  await expect(page.getByText('does not respond')).toBeVisible()
  await expect(signInScreen(person)).toBeVisible()
  keyring.resume()
  await person.button('Try again').click()
  await expect(person.heading(server.login('admin').name)).toBeVisible()
})

test('locked at the start: asked for its password the session is there; locked in the middle: said, and what is left goes later', async ({
  signedIn,
  start,
  server,
  bus,
  keyring,
  profile,
}) => {
  const entry = await entryIn(profile, keyring)
  await signedIn.kill()
  await keyring.lock()
  const running = await start()
  const { person, page } = running
  await expect(signInScreen(person)).toBeVisible()
  await expect(page.getByText('is locked')).toBeVisible()
  // Nothing here can ask for it.
  await person.button('Unlock').click()
  await expect(person.status('It is still locked')).toBeVisible()
  const prompter = await startPrompter(bus)
  await person.button('Unlock').click()
  await prompter.asked()
  // While the system waits for an answer, nothing here does.
  await field(person, 'Login').fill('somebody@else')
  await prompter.dismiss()
  await expect(person.status('It is still locked')).toBeVisible()
  await person.button('Try again').click()
  await expect(person.status('Nothing has changed yet')).toBeVisible()
  await person.button('Unlock').click()
  await prompter.answer(KEYRING_PASSWORD)
  // Two processes are started on the way, and each looks twice.
  await expect(person.heading(server.login('admin').name)).toBeVisible()

  await keyring.lock()
  await makeOne(running)
  await page.keyboard.press('Control+,')
  await expect(keychainSaid(running, 'is locked')).toBeVisible()
  await person.button('Unlock').click()
  await prompter.answer(KEYRING_PASSWORD)
  await expect(keychainSaid(running, 'Available')).toBeVisible()
  await prompter.stop()

  await keyring.lock()
  await person.signOut()
  await expect(signInScreen(person)).toBeVisible()
  await expect(alertIn(page).filter({ hasText: "does not let the session's key go now" })).toBeVisible()
  expect(await quits(running)).toBe(0)
  await keyring.unlock()
  expect(await entry()).toContain('access')
  const next = await start()
  await expect(signInScreen(next.person)).toBeVisible()
  await expect.poll(entry).toBeUndefined()
})

test('stopped in the middle of signing in, of a token that is made, of signing out: all goes on, quitting is quick', async ({
  start,
  server,
  keyring,
  profile,
}) => {
  const running = await start()
  const { person, page } = running
  await expect(page.getByText(KEPT)).toBeVisible()
  const release = server.faults.hold('login')
  const { login, password, name } = server.login('admin')
  await person.signIn(server.url, login, password)
  await expect.poll(() => asked(server, 'login')).toHaveLength(1)
  keyring.suspend()
  release()
  await expect(person.heading(name)).toBeVisible()
  await makeOne(running)
  await page.keyboard.press('Control+,')
  await expect(keychainSaid(running, 'does not respond')).toBeVisible()
  // It answers again when somebody comes back to the window: what it could not take before is there.
  keyring.resume()
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(keychainSaid(running, 'Available')).toBeVisible()
  const entry = await entryIn(profile, keyring)
  await expect.poll(entry).toContain('access')

  keyring.suspend()
  await person.signOut()
  await expect(signInScreen(person)).toBeVisible()
  expect(await quits(running)).toBe(0)
  keyring.resume()
  const next = await start()
  await expect(signInScreen(next.person)).toBeVisible()
  await expect.poll(entry).toBeUndefined()
})

test('killed in the middle: said, and in memory; once it is back, Try again finds it, and it keeps the session', async ({
  signedIn,
  start,
  server,
  keyring,
  profile,
}) => {
  const { person, page, kill } = signedIn
  const entry = await entryIn(profile, keyring)
  keyring.kill()
  await keyring.gone()
  await makeOne(signedIn)
  await person.signOut()
  await expect(signInScreen(person)).toBeVisible()
  await expect(page.getByText('has no keychain')).toBeVisible()
  await person.button('Try again').click()
  await expect(person.status('Nothing has changed yet')).toBeVisible()
  await keyring.unlock()
  await person.button('Try again').click()
  await expect(page.getByText(KEPT)).toBeVisible()
  await enter(person, server, 'admin')
  await expect.poll(entry).toContain(accessOf(server))
  await kill()
  const next = await start()
  await expect(next.person.heading(server.login('admin').name)).toBeVisible()
})

test('a damaged entry is said, left as it is, and replaced when the person agrees', async ({
  signedIn,
  start,
  server,
  keyring,
  profile,
}) => {
  const [service, { profileId }] = [serviceName(profile), await accountIn(profile)]
  const entry = () => keyring.lookup(service, profileId)
  const damaged = ((await entry()) ?? '').slice(0, 20)
  await signedIn.kill()
  await keyring.put(service, profileId, damaged)
  const running = await start()
  const { person, page, kill } = running
  await expect(page.getByText("can't be read")).toBeVisible()
  await enter(person, server, 'admin')
  await makeOne(running, 'This is the only time this token can be shown. Copy or save it')
  await page.keyboard.press('Control+,')
  await expect(keychainSaid(running, "can't be read")).toBeVisible()
  await person.button('Try again').click()
  await expect(person.status('Nothing has changed yet')).toBeVisible()
  expect(await entry()).toBe(damaged)
  await person.button('Replace it').click()
  await expect(keychainSaid(running, 'Available')).toBeVisible()
  // The button that had the focus is gone; where one was is where one goes on.
  await expect(page.locator('section:focus')).toContainText('Available')
  await expect.poll(entry).toContain(accessOf(server))
  await kill()
  const next = await start()
  await expect(next.person.heading(server.login('admin').name)).toBeVisible()
})

test('without a keychain: said, and the session lasts until the end of the application, written nowhere', async ({
  start,
  server,
  profile,
}) => {
  const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' }
  const running = await start({ env })
  const { person, page } = running
  await expect(page.getByText('has no keychain')).toBeVisible()
  await expect(page.getByText(MEMORY_ONLY)).toBeVisible()
  await enter(person, server, 'admin')
  await makeOne(running)
  const secrets = [accessOf(server), server.login('admin').password]
  expect(await quits(running)).toBe(0)
  expect(await filesWith(profile, secrets)).toEqual([])
  // What it never held needs no removal.
  const next = await start({ env })
  await next.person.button(`Remove ${server.url}`).click()
  await expect(next.page.getByRole('heading', { name: 'Saved servers', exact: true })).toBeHidden()
})
