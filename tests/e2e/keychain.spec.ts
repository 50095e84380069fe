import { serviceName } from '../../src/main/keychain/service-name.ts'
import { KEYRING_PASSWORD, type Keyring } from '../../tools/linux/keyring.ts'
import { startPrompter } from '../../tools/linux/prompter.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { enter, within } from './support/registry.ts'
import { accessOf, accountsIn, filesWith, signInScreen } from './support/sessions.ts'

const KEPT = "The session is kept in this computer's keychain."
const MEMORY_ONLY = 'nothing secret is written to disk'
/**
 * Milliseconds that quitting takes at most, whatever the keychain does: well below the 5 s after which one that does not
 * respond is given up; quitting may wait for it for 2 s (`end-after.ts`), and a busy machine takes its time.
 */
const AT_ONCE = 4000

/** In the middle of things: how a keychain comes to be of no use, and what is said then. */
const STATES: readonly {
  readonly state: string
  readonly become: (keyring: Keyring) => unknown
  readonly says: string
}[] = [
  { state: 'locked', become: (keyring) => keyring.lock(), says: 'is locked' },
  { state: 'stopped', become: (keyring) => keyring.suspend(), says: 'does not respond' },
  { state: 'killed', become: (keyring) => (keyring.kill(), keyring.gone()), says: 'has no keychain' },
]

/** @returns milliseconds from the wish to the end of the process */
async function quit({ app }: Running): Promise<number> {
  const gone = new Promise((resolve) => app.process().once('exit', resolve))
  const began = performance.now()
  await app.evaluate(({ app: electron }) => electron.quit())
  await gone
  return performance.now() - began
}

/** Makes a token: its dialog says that nothing keeps it. */
async function makeOne({ person }: Running): Promise<void> {
  const created = person.dialog('Token created')
  await person.add('Made without a keychain')
  await expect(created).toContainText('there is no keychain to keep it in')
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
    await expect(signInScreen(person)).toBeVisible({ timeout: 4000 })
    await expect(page.getByText(says)).toBeVisible()
    await expect(page.getByText(MEMORY_ONLY)).toBeVisible()
    await enter(person, server, 'admin')
    await makeOne(running)
    await page.keyboard.press('Control+,')
    await expect(page.getByRole('definition').filter({ hasText: says })).toBeVisible()
    const secrets = [accessOf(server), server.login('admin').password]
    await person.signOut()
    await expect(signInScreen(person)).toBeVisible({ timeout: 4000 })
    expect(await quit(running)).toBeLessThan(AT_ONCE)
    expect(await filesWith(profile, secrets)).toEqual([])
  })

  test(`${state} in the middle: said, signing out forgets, quitting is quick`, async ({
    signedIn,
    start,
    keyring,
  }) => {
    const { person, page } = signedIn
    await become(keyring)
    await makeOne(signedIn)
    await page.keyboard.press('Control+,')
    await expect(page.getByRole('definition').filter({ hasText: says })).toBeVisible()
    await person.signOut()
    await expect(signInScreen(person)).toBeVisible({ timeout: 4000 })
    await expect(page.getByText(says)).toBeVisible()
    expect(await quit(signedIn)).toBeLessThan(AT_ONCE)
    keyring.resume()
    const next = await start()
    await expect(signInScreen(next.person)).toBeVisible()
  })
}

test('locked while nobody was here: the system asks for its password, and the session is there again', async ({
  signedIn,
  start,
  server,
  bus,
  keyring,
}) => {
  await signedIn.close()
  await keyring.lock()
  const { person, page } = await start()
  await expect(signInScreen(person)).toBeVisible()
  // Nothing here can ask for it.
  await person.button('Unlock').click()
  await expect(person.status('It is still locked')).toBeVisible()
  const prompter = await startPrompter(bus, process.env['DISPLAY'] ?? '')
  await person.button('Unlock').click()
  await prompter.answer(KEYRING_PASSWORD)
  await expect(person.heading(server.login('admin').name)).toBeVisible()
  await prompter.stop()
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('definition').filter({ hasText: 'Available' })).toBeVisible()
})

test('a damaged entry is said, and replaced when the person agrees', async ({
  signedIn,
  start,
  server,
  keyring,
  profile,
}) => {
  const [service, [{ profileId } = { profileId: '' }]] = [serviceName(profile), await accountsIn(profile)]
  await signedIn.close()
  await keyring.put(service, profileId, 'not ours')
  const { person, page, close } = await start()
  await expect(page.getByText("can't be read")).toBeVisible()
  await enter(person, server, 'admin')
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('definition').filter({ hasText: "can't be read" })).toBeVisible()
  expect(await keyring.lookup(service, profileId)).toBe('not ours')
  await person.button('Replace it').click()
  await expect(page.getByRole('definition').filter({ hasText: 'Available' })).toBeVisible()
  await expect.poll(() => keyring.lookup(service, profileId)).toContain('access')
  await close()
  const next = await start()
  await expect(next.person.heading(server.login('admin').name)).toBeVisible()
})

test('Try again: a keychain that answers by now is said to be there, and keeps the session', async ({
  start,
  server,
  keyring,
}) => {
  keyring.suspend()
  const { person, page, close } = await start()
  const { login, password, name } = server.login('admin')
  await expect(page.getByText('The keychain of this computer does not respond.')).toBeVisible()
  await expect(page.getByText(MEMORY_ONLY)).toBeVisible()
  keyring.resume()
  await person.button('Try again').click()
  await expect(page.getByText(KEPT)).toBeVisible()
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await close()
  const next = await start()
  await expect(next.person.heading(name)).toBeVisible()
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
  expect(await quit(running)).toBeLessThan(AT_ONCE)
  expect(await filesWith(profile, secrets)).toEqual([])
  // What it never held needs no removal.
  const next = await start({ env })
  await next.person.button(`Remove ${server.url}`).click()
  await expect(next.page.getByRole('heading', { name: 'Saved servers', exact: true })).toBeHidden()
})
