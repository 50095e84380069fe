import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { argumentSchemas } from '../../src/main/bridge/schemas.ts'
import { expect, test } from './support/fixtures.ts'
import { filesWith, signInScreen } from './support/sessions.ts'

/** What the page is given beyond `guards.spec.ts`. */
test('exactly the channels of the contract, and events of the contract alone', async ({ start }) => {
  const { page, person } = await start()
  await expect(signInScreen(person)).toBeVisible()
  const given = await page.evaluate(() => {
    const refused = (channel: string) => {
      try {
        window.webitel.on(channel as never, () => undefined)
        return false
      } catch {
        return true
      }
    }
    return {
      channels: Object.keys(window.webitel.request).toSorted(),
      foreign: ['ELECTRON_ANYTHING', 'toString', '__proto__'].map(refused),
      own: refused('session:changed'),
      frozen: Object.isFrozen(window.webitel),
    }
  })
  expect(given.channels).toEqual(Object.keys(argumentSchemas).toSorted())
  expect(given).toMatchObject({ foreign: [true, true, true], own: false, frozen: true })
})

test('the window is sandboxed and isolated, and grants the page nothing', async ({ start }) => {
  const { page, person, app } = await start()
  await expect(signInScreen(person)).toBeVisible()
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const contents = window?.webContents as unknown as { getLastWebPreferences: () => object }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
  const granted = await page.evaluate(async () => {
    const outcome = async (ask: () => Promise<unknown>) =>
      await ask().then(
        () => 'granted',
        () => 'refused',
      )
    return {
      notifications: await Notification.requestPermission(),
      clipboard: await outcome(() => navigator.clipboard.readText()),
      camera: await outcome(() => navigator.mediaDevices.getUserMedia({ video: true })),
      place: await outcome(
        () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      ),
    }
  })
  expect(granted).toEqual({
    notifications: 'denied',
    clipboard: 'refused',
    camera: 'refused',
    place: 'refused',
  })
})

test('a frame within the page is not loaded, and has no bridge', async ({ start }) => {
  const { page, person } = await start()
  await expect(signInScreen(person)).toBeVisible()
  const found = await page.evaluate(async () => {
    const violated = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective))
    })
    const [, empty] = ['/index.html', undefined].map((address) => {
      const frame = document.createElement('iframe')
      if (address) frame.src = address
      document.body.append(frame)
      return frame
    })
    return { directive: await violated, bridge: 'webitel' in (empty?.contentWindow ?? {}) }
  })
  expect(found).toEqual({ directive: 'frame-src', bridge: false })
  // What was refused comes to show an error page, of another origin: its document can't be reached.
  const reachable = () => page.evaluate(() => document.querySelector('iframe')?.contentDocument !== null)
  await expect.poll(reachable).toBe(false)
})

test('a token that is shown stands in its field alone: no title, address, storage or name of it', async ({
  signedIn,
  server,
}) => {
  const { person, page, app } = signedIn
  await person.add('Shown in one place')
  const shown = person.dialog('Token created').getByLabel('Token', { exact: true })
  await expect(shown).not.toHaveValue('')
  const secret = await shown.inputValue()
  const around = await page.evaluate(async () => ({
    title: document.title,
    address: location.href,
    state: JSON.stringify(history.state),
    storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases()]),
    cookies: document.cookie,
    announced: [...document.querySelectorAll('[role=status], [role=alert]')].map((one) => one.textContent),
  }))
  const titles = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => `${window.getTitle()} ${window.webContents.getURL()}`),
  )
  expect(JSON.stringify([around, titles])).not.toContain(secret)
  expect(server.state.tokensOf(server.login('admin').userId).some((token) => token.secret === secret)).toBe(
    true,
  )
})

test('the log names the channel that was refused, and nothing of what was said to it', async ({
  start,
  profile,
}) => {
  const { page, person } = await start()
  await expect(signInScreen(person)).toBeVisible()
  const planted = 'planted-4f1c-in-an-argument'
  const outcome = await page.evaluate(async (text) => {
    const request = window.webitel.request as unknown as Record<
      string,
      (...args: unknown[]) => Promise<unknown>
    >
    return await request['reveal:copy']?.(text).then(
      () => 'answered',
      () => 'refused',
    )
  }, planted)
  expect(outcome).toBe('refused')
  const log = join(profile, 'logs', 'main.log')
  await expect.poll(() => readFile(log, 'utf8').catch(() => '')).toContain('"channel":"reveal:copy"')
  expect(await filesWith(profile, [planted])).toEqual([])
  // It does look there.
  expect(await filesWith(profile, ['reveal:copy'])).toEqual([join('logs', 'main.log')])
})
