import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { argumentSchemas } from '../../src/main/bridge/schemas.ts'
import { expect, test } from './support/fixtures.ts'
import { filesWith, signInScreen } from './support/sessions.ts'

test.use({ sandbox: true })

/** Arguments that are not those of the contract. */
const WRONG: readonly (readonly [string, ...unknown[]])[] = [
  ['settings:change', { theme: 'sepia' }],
  ['settings:change', { theme: 'dark', evil: true }],
  ['reveal:save', '/etc/passwd'],
  ['tokens:list', '0123456789abcdef', { userId: '../../admin', search: '', page: 1, size: 25 }, 1],
  ['jobs:start', '0123456789abcdef', { kind: 'delete', userId: '1', items: [] }],
  ['app:info', 'an argument'],
]

test('the page holds exactly the channels and events of the contract, and nothing of Electron or Node', async ({
  start,
}) => {
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
      globals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
        (name) => name in window,
      ),
      bridge: Object.keys(window.webitel).toSorted(),
      channels: Object.keys(window.webitel.request).toSorted(),
      callable: Object.values(window.webitel.request).every((ask) => typeof ask === 'function'),
      foreign: ['ELECTRON_ANYTHING', 'toString', '__proto__'].map(refused),
      own: refused('session:changed'),
      frozen: Object.isFrozen(window.webitel),
    }
  })
  expect(given).toEqual({
    globals: [],
    bridge: ['on', 'request'],
    channels: Object.keys(argumentSchemas).toSorted(),
    callable: true,
    foreign: [true, true, true],
    own: false,
    frozen: true,
  })
})

test('what breaks the contract is refused; the log names the channel, and nothing of what was said to it', async ({
  start,
  profile,
}) => {
  const { page, person } = await start()
  await expect(signInScreen(person)).toBeVisible()
  const planted = 'planted-4f1c-in-an-argument'
  const outcomes = await page.evaluate(
    async (attempts) => {
      const request = window.webitel.request as unknown as Record<
        string,
        (...args: unknown[]) => Promise<unknown>
      >
      const outcome = async (channel: string, ...args: unknown[]) =>
        await request[channel]?.(...args).then(
          () => `${channel} was answered`,
          () => 'refused',
        )
      const unclonable = outcome('users:read', { toString: () => '1' }, 1)
      return await Promise.all([unclonable, ...attempts.map((attempt) => outcome(...attempt))])
    },
    [...WRONG, ['reveal:copy', planted]] as [string, ...unknown[]][],
  )
  expect(new Set(outcomes)).toEqual(new Set(['refused']))
  expect(outcomes).toHaveLength(WRONG.length + 2)
  const log = join(profile, 'logs', 'main.log')
  await expect.poll(() => readFile(log, 'utf8').catch(() => '')).toContain('"channel":"reveal:copy"')
  expect(await filesWith(profile, [planted])).toEqual([])
  // It does look there.
  expect(await filesWith(profile, ['reveal:copy'])).toEqual([join('logs', 'main.log')])
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
