import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startCompanion } from '../../tools/linux/processes.ts'
import { findingsInBothThemes } from './support/axe.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { heldNamed, settled, within } from './support/registry.ts'
import { filesBelow, filesWith } from './support/residue.ts'
import { signInScreen } from './support/sessions.ts'

// What is reported here was meant to be.
test.use({ problemsExpected: true })

const PLANTED = 'planted-9d2e'
const TITLE = 'Something went wrong'

interface Report {
  readonly what: string
  readonly name?: string
  readonly places?: readonly string[]
  readonly reason?: string
}

/** The reports of a profile, oldest first. */
async function reportsIn(profile: string): Promise<Report[]> {
  const folder = join(profile, 'problems')
  const names = (await readdir(folder).catch(() => [])).toSorted((a, b) => a.localeCompare(b))
  return await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Report),
  )
}

/** Playwright does not follow a page over its crash: what it holds is read by Electron. */
const inPage = async ({ app }: Running, script: string): Promise<string> =>
  await app.evaluate(
    async ({ BrowserWindow }, code) =>
      String(await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code)),
    script,
  )
const dialogs = (running: Running) =>
  inPage(running, `[...document.querySelectorAll('dialog[open]')].map((one) => one.textContent).join()`)
const loads = async ({ app }: Running, act: 'crash' | 'stuck'): Promise<void> =>
  await app.evaluate(async ({ BrowserWindow }, what) => {
    const [window] = BrowserWindow.getAllWindows()
    const back = new Promise<void>((resolve) => window?.webContents.once('did-finish-load', () => resolve()))
    if (what === 'crash') window?.webContents.forcefullyCrashRenderer()
    else window?.emit('unresponsive')
    await back
  }, act)
/** Answers the next questions of the system as a person would who presses that button. */
const answerQuestions = async ({ app }: Running, press: string): Promise<void> =>
  await app.evaluate(({ dialog }, label) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = (...args: unknown[]) => {
      const { message, buttons } = args.at(-1) as { message: string; buttons: string[] }
      asked.push(message)
      return Promise.resolve({ response: buttons.indexOf(label), checkboxChecked: false })
    }
  }, press)
const questions = ({ app }: Running): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)

test('an error that nobody foresaw, in main: said, written without its words, and the work goes on; Diagnostics say where, copied whole', async ({
  signedIn,
  profile,
}) => {
  const { app, page, person } = signedIn
  await settled(person)
  await app.evaluate((_, planted) => {
    setTimeout(() => {
      throw new TypeError(planted)
    })
  }, PLANTED)
  await expect(person.dialog(TITLE)).toContainText('Part of the application failed')
  expect(await findingsInBothThemes(page)).toEqual([])
  await within(person.dialog(TITLE), 'Close').click()
  await expect(person.dialog(TITLE)).toBeHidden()
  await app.evaluate((_, planted) => void Promise.reject(new Error(planted)), PLANTED)
  await expect(person.dialog(TITLE)).toBeVisible()
  await within(person.dialog(TITLE), 'Close').click()
  await person.add('After an error')
  await expect(person.dialog('Token created')).toBeVisible()
  const reports = await reportsIn(profile)
  expect(reports).toMatchObject([{ what: 'main-error', name: 'TypeError' }, { what: 'main-rejection' }])
  expect(await filesWith(profile, [PLANTED])).toEqual([])

  await within(person.dialog('Token created'), 'Close').click()
  await person.button('Close anyway').click()
  await expect(person.dialog('Token created')).toBeHidden()

  const diagnostics = person.dialog('Diagnostics')
  await app.evaluate(({ Menu }) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? [])
    items.find(({ label }) => label === 'Diagnostics')?.click()
  })
  await expect(diagnostics).toContainText(profile)
  expect(await findingsInBothThemes(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(diagnostics).toBeHidden()

  await page.keyboard.press('Control+,')
  await person.button('Diagnostics').click()
  await expect(diagnostics).toContainText(join(profile, 'logs', 'main.log'))
  await expect(diagnostics).toContainText('Available')
  await within(diagnostics, 'Copy').click()
  await expect(diagnostics.getByRole('status')).toHaveText('Copied to clipboard')
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
  const versions = await app.evaluate(({ app: electron }) => [
    electron.getVersion(),
    process.versions.electron,
  ])
  for (const part of [profile, ...versions, 'Keychain: available']) expect(copied).toContain(part)
  await within(diagnostics, 'Close').click()
  await expect(person.button('Diagnostics')).toBeFocused()
})

test('an error in the page, over a token that is shown: said, and after Reload the token is there', async ({
  signedIn,
  server,
  profile,
}) => {
  const { page, person } = signedIn
  await person.add('Over an error')
  const field = person.dialog('Token created').getByLabel('Token', { exact: true })
  await expect(field).not.toHaveValue('')
  const secret = heldNamed(server, 'Over an error')[0]?.secret ?? ''
  await expect(field).toHaveValue(secret)
  await page.evaluate((planted) => {
    setTimeout(() => {
      throw new RangeError(planted)
    })
    void Promise.reject(new Error(planted))
  }, `${PLANTED} ${secret}`)
  await expect(person.dialog(TITLE)).toContainText('Part of this window failed')
  await within(person.dialog(TITLE), 'Reload').click()
  await expect(person.dialog(TITLE)).toBeHidden()
  await expect(field).toHaveValue(secret)
  const reports = await reportsIn(profile)
  expect(reports.map(({ what }) => what)).toEqual(['page-error', 'page-error'])
  expect(new Set(reports.map(({ name }) => name))).toEqual(new Set(['Error', 'RangeError']))
  expect(await filesWith(profile, [PLANTED, secret])).toEqual([])
})

test('an error before there is a window: said, written without its words, and no application without a window stays', async ({
  profile,
  folder,
  bus,
  program,
}) => {
  const script = join(folder, 'fails.cjs')
  await writeFile(
    script,
    `require('electron').Menu.setApplicationMenu = () => { throw new TypeError('${PLANTED}') }
     require('electron').dialog.showErrorBox = () => undefined`,
  )
  await program.give(profile, folder)
  const args = ['-r', script, ...program.args, `--user-data-dir=${profile}`]
  const { child } = await startCompanion(program.executable, args, {
    env: { ...process.env, ...program.env, DBUS_SESSION_BUS_ADDRESS: bus.address },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (chunk) => (said += String(chunk)))
  const code = await new Promise((resolve) => child.once('exit', resolve))
  expect(code).toBe(1)
  expect(said).toContain(`What helps to find out is in ${join(profile, 'problems')}`)
  expect(await reportsIn(profile)).toMatchObject([{ what: 'main-rejection', name: 'TypeError' }])
  expect(await filesWith(profile, [PLANTED])).toEqual([])
})

test('a page that ends, hangs, and keeps ending: loaded again, said, and a shown token comes back', async ({
  signedIn,
  server,
  profile,
}) => {
  const { page, person } = signedIn
  await person.add('Over a crash')
  await expect(person.dialog('Token created')).toBeVisible()
  const secret = heldNamed(server, 'Over a crash')[0]?.secret ?? ''
  const shown = `document.querySelector('dialog[open] input')?.value`

  await answerQuestions(signedIn, 'Reload')
  await page.evaluate(
    () =>
      void setTimeout(() => {
        for (;;);
      }),
  )
  await loads(signedIn, 'stuck')
  expect(await questions(signedIn)).toEqual(['The window does not respond'])
  await expect.poll(() => dialogs(signedIn)).toContain('This window ended unexpectedly')
  await expect.poll(() => inPage(signedIn, shown)).toBe(secret)

  for (let time = 0; time < 3; time++) await loads(signedIn, 'crash')
  expect(await questions(signedIn)).toEqual(['The window does not respond', 'The window keeps failing'])
  await expect.poll(() => dialogs(signedIn)).toContain('Token created')
  await expect.poll(() => inPage(signedIn, shown)).toBe(secret)

  const reports = await reportsIn(profile)
  expect(reports.map(({ what }) => what)).toEqual([
    'page-stuck',
    ...Array.from({ length: 4 }, () => 'page-ended'),
  ])
  // It still asks before the window closes.
  await signedIn.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => dialogs(signedIn)).toContain('Close without saving?')
  // No dump of a memory that held it.
  expect((await filesBelow(profile)).filter((file) => file.endsWith('.dmp'))).toEqual([])
  expect(reports.at(-1)?.reason).toMatch(/^(crashed|killed)$/)
  expect(await filesWith(profile, [secret])).toEqual([])
})

test('a log that is full is begun anew, and only one before it is kept', async ({ start, profile }) => {
  const logs = join(profile, 'logs')
  await mkdir(logs)
  await writeFile(join(logs, 'main.log'), 'full\n'.repeat(300_000))
  await writeFile(join(logs, 'main.old.log'), 'of long ago\n')
  const { page, person } = await start()
  await expect(signInScreen(person)).toBeVisible()
  const refused = `window.webitel.request['app:info']('an argument').catch(() => 'refused')`
  expect(await page.evaluate(refused)).toBe('refused')
  await expect.poll(() => readFile(join(logs, 'main.log'), 'utf8')).toContain('"channel":"app:info"')
  await expect.poll(async () => (await stat(join(logs, 'main.log'))).size).toBeLessThan(10_000)
  expect((await readdir(logs)).toSorted()).toEqual(['main.log', 'main.old.log'])
  expect(await filesWith(logs, ['of long ago'])).toEqual([])
})
