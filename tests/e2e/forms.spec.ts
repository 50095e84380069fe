import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { answerSaveDialog, proposedFiles, type Person } from '../../tools/driver/person.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { heldNamed, requestsOf, within } from './support/registry.ts'
import { accessOf, alertIn } from './support/sessions.ts'

const created = ({ dialog }: Person) => dialog('Token created')
const said = (person: Person) => created(person).getByRole('status')
const read = async ({ app }: Running) => await app.evaluate(({ clipboard }) => clipboard.readText())

async function more(person: Person, name: string): Promise<void> {
  await within(created(person), 'More').click()
  await person.page.getByRole('menuitem', { name, exact: true }).click()
}

test('More: as .env, as a header, as a command; by keyboard too; while it is shown the window is kept out of captures, unless somebody wants it there', async ({
  signedIn,
  server,
  folder,
}) => {
  const { person, app, page } = signedIn
  await person.add('CRM "prod" 2')
  await expect(created(person)).toBeVisible()
  const secret = heldNamed(server, 'CRM "prod" 2')[0]?.secret ?? 'none'

  await more(person, 'Copy as header')
  await expect(said(person)).toContainText('Copied to clipboard')
  expect(await read(signedIn)).toBe(`X-Webitel-Access: ${secret}`)
  await more(person, 'Copy as curl')
  await expect
    .poll(() => read(signedIn))
    .toBe(`curl -H "X-Webitel-Access: ${secret}" "${server.url}/api/userinfo"`)

  const path = join(folder, 'secrets.env')
  await answerSaveDialog(app, path)
  await within(created(person), 'More').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Save as .env', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(said(person)).toContainText('Saved to secrets.env')
  expect(parseEnv(await readFile(path, 'utf8'))).toEqual({ CRM_PROD_2: secret })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect((await proposedFiles(app)).map((file) => file.replace(/^.*\//, ''))).toEqual(['CRM prod 2.env'])

  // Escape closes the menu, not what it lies over.
  await within(created(person), 'More').click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
  await expect(created(person)).toBeVisible()
  await expect(within(created(person), 'More')).toBeFocused()

  await within(created(person), 'Close').click()
  await expect(created(person)).toBeHidden()

  // No window on X11 can be kept out: what main asks the window for is all that can be seen here.
  await app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    const asked: boolean[] = []
    Object.assign(globalThis, { protectionAsked: asked })
    if (window) window.setContentProtection = (on) => void asked.push(on)
  })
  const asked = () =>
    app.evaluate(() => (globalThis as unknown as { protectionAsked: boolean[] }).protectionAsked.at(-1))
  await person.add('Not to be captured')
  await expect(created(person)).toBeVisible()
  await expect.poll(asked).toBe(true)
  await page.evaluate(async () => await window.webitel.request['settings:change']({ hideFromCapture: false }))
  await expect.poll(asked).toBe(false)
  await page.evaluate(async () => await window.webitel.request['settings:change']({ hideFromCapture: true }))
  await expect.poll(asked).toBe(true)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())).toBe(
    'Webitel Tokens',
  )
  await within(created(person), 'Copy to clipboard').click()
  await within(created(person), 'Close').click()
  await expect(created(person)).toBeHidden()
  await expect.poll(asked).toBe(false)
})

test('Test token asks as the token, never as the session, and says who it is or why not', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  await person.add('To be tested')
  await expect(created(person)).toBeVisible()
  const [held] = heldNamed(server, 'To be tested')
  const before = requestsOf(server, 'userinfo').length
  await within(created(person), 'Test token').click()
  await expect(said(person)).toContainText(
    new RegExp(`it acts as ${server.login('admin').name} in .+\\. The server answered in \\d+ ms\\.`),
  )
  const asked = requestsOf(server, 'userinfo').slice(before)
  expect(asked.map(({ headers }) => headers['x-webitel-access'])).toEqual([held?.secret])
  expect(held?.secret).not.toBe(accessOf(server))

  server.state.deleteToken(held?.id ?? '')
  await within(created(person), 'Test token').click()
  await expect(alertIn(created(person)).filter({ hasText: 'The server refuses this token.' })).toBeVisible()
  // No session has ended by it.
  await expect(person.dialog('Sign in again')).toBeHidden()
  await within(created(person), 'Close').click()
  await expect(person.page.getByText('Close without saving?')).toBeVisible()
  await person.button('Keep open').click()

  // One that hangs holds nobody up.
  server.faults.add({ route: 'userinfo', kind: 'hang', when: 'before', times: 5 })
  await within(created(person), 'Test token').click()
  await within(created(person), 'Copy to clipboard').click()
  await expect(said(person)).toContainText('Copied to clipboard')
  await within(created(person), 'Close').click()
  await expect(created(person)).toBeHidden()
})

/** In place of the process that writes a file: it waits for its drive until a file named `go` lies beside it. */
const SLOW_WRITER = `
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
const post = (message) => process.parentPort.postMessage(message)
process.parentPort.once('message', ({ data: { path, text } }) => {
  for (const waitedMs of [0, 10_000]) post({ waitedMs })
  const look = () => {
    if (!existsSync(join(import.meta.dirname, 'go'))) return
    clearInterval(timer)
    writeFileSync(path, text)
    post('written')
  }
  const timer = setInterval(look, 50)
})`

test('a drive that hangs is named, another takes the file, the late file is named', async ({
  signedIn,
  server,
  folder,
}) => {
  const { person, app } = signedIn
  await person.add('For a slow drive')
  await expect(created(person)).toBeVisible()
  const writer = join(folder, 'slow-writer.mjs')
  await writeFile(writer, SLOW_WRITER)
  await app.evaluate(({ utilityProcess }, path) => {
    const fork = utilityProcess.fork.bind(utilityProcess)
    Object.assign(utilityProcess, {
      fork: (...[built, ...rest]: Parameters<typeof fork>) =>
        fork(built.includes('file-process') ? path : built, ...rest),
      restore: () => Object.assign(utilityProcess, { fork }),
    })
  }, writer)
  await answerSaveDialog(app, join(folder, 'hangs.txt'))
  await within(created(person), 'Save as txt').click()
  const slow = alertIn(created(person)).filter({ hasText: 'The drive does not answer.' })
  await expect(slow).toBeVisible()
  await app.evaluate(({ utilityProcess }) => (utilityProcess as unknown as { restore: () => void }).restore())
  await answerSaveDialog(app, join(folder, 'works.txt'))
  await within(created(person), 'Save as txt').click()
  await expect(said(person)).toContainText('Saved to works.txt')
  const secret = heldNamed(server, 'For a slow drive')[0]?.secret
  expect(await readFile(join(folder, 'works.txt'), 'utf8')).toBe(secret)

  await writeFile(join(folder, 'go'), '')
  await expect(said(person)).toContainText('The drive responded late, but the token was saved to hangs.txt')
  await expect(slow).toBeHidden()
  expect(await readFile(join(folder, 'hangs.txt'), 'utf8')).toBe(secret)
})
