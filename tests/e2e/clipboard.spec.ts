import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { nextWindow } from '../../tools/driver/launch.ts'
import type { Person } from '../../tools/driver/person.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { holdTimer } from './support/hurry.ts'
import { heldNamed, within } from './support/registry.ts'

const run = promisify(execFile)

/** What another program gets from the clipboard; `undefined`: it is empty. */
async function pasted(selection: 'clipboard' | 'primary' = 'clipboard'): Promise<string | undefined> {
  return await run('xclip', ['-o', '-selection', selection]).then(
    ({ stdout }) => stdout,
    () => undefined,
  )
}

/** Another program takes the clipboard, as a person who copies something there. */
async function copyElsewhere(text: string): Promise<void> {
  const child = spawn('xclip', ['-selection', 'clipboard'], { stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin.end(text)
  await new Promise((resolve) => child.once('exit', resolve))
}

const created = ({ dialog }: Person) => dialog('Token created')
const countdown = ({ page }: Person) =>
  page.getByRole('status').filter({ hasText: 'Cleared from the clipboard in' })
/** What the countdown reads, however late a slow computer looks at it. */
const UP_TO_15 = /in 0:(0\d|1[0-5])$/
const button = (person: Person, name: string) => person.page.getByRole('button', { name, exact: true })

async function copyAndClose(
  { person }: Running,
  usage: string,
  says: string | RegExp = 'Cleared 60 s after closing',
): Promise<void> {
  await person.add(usage)
  await within(created(person), 'Copy to clipboard').click()
  await expect(created(person).getByRole('status')).toContainText('Copied to clipboard')
  await expect(created(person)).toContainText(says)
  await within(created(person), 'Close').click()
  await expect(created(person)).toBeHidden()
}

/** Instead of waiting for it: main's clock, which goes on as if that time had passed. */
async function setClipboardTime({ page }: Running, seconds: 0 | 15 | 60): Promise<void> {
  await page.evaluate(
    async (clipboardSeconds) => await window.webitel.request['settings:change']({ clipboardSeconds }),
    seconds,
  )
}

test.describe.configure({ mode: 'default' })

test('only copied: it counts down, can be shown again, and is cleared for other programs too @soak', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  await setClipboardTime(signedIn, 15)
  await copyAndClose(signedIn, 'Only copied', 'Cleared 15 s after closing')
  const secret = heldNamed(server, 'Only copied')[0]?.secret
  await expect(countdown(person)).toContainText(UP_TO_15)
  expect(await pasted()).toBe(secret)

  await button(person, 'Show again').click()
  await expect(created(person).getByLabel('Token', { exact: true })).toHaveValue(secret ?? 'none')
  await expect(countdown(person)).toBeHidden()
  const fire = await holdTimer(signedIn, 15_000)
  await within(created(person), 'Close').click()
  await expect(countdown(person)).toContainText(UP_TO_15)
  const first = (await countdown(person).textContent()) ?? ''
  await expect(countdown(person)).not.toContainText(first)
  await expect(countdown(person)).toContainText(UP_TO_15)
  await fire()
  await expect(countdown(person)).toBeHidden()
  expect(await pasted()).toBeFalsy()
  expect(await pasted('primary')).not.toBe(secret)
  await expect(button(person, 'Show again')).toBeHidden()
})

test('what somebody else has copied meanwhile stays, and quitting says so; with a copied token still shown it asks as well; what is due after a sleep is cleared', async ({
  signedIn,
  server,
}) => {
  const { person, app, page, quit } = signedIn
  await copyAndClose(signedIn, 'Copied over')
  await copyElsewhere('of another program')
  // Somebody comes back to the window.
  await app.evaluate(({ app: electron }) => electron.emit('browser-window-focus'))
  await expect(page.getByText(/^Can be shown again for/)).toBeVisible()
  await expect(countdown(person)).toBeHidden()
  await quit()
  // X11 gives the other program 10 s to say what it holds.
  await expect(page.getByText('the clipboard holds something else by now')).toBeVisible()
  await expect(button(person, 'Quit and keep it in the clipboard')).toBeHidden()
  await expect(button(person, 'Cancel')).toBeFocused()
  await button(person, 'Cancel').click()
  await expect(person.status('is not in the clipboard any more, but can be shown again')).toBeVisible()
  await button(person, 'Show again').click()
  await expect(created(person).getByLabel('Token', { exact: true })).toHaveValue(
    heldNamed(server, 'Copied over')[0]?.secret ?? 'none',
  )
  await within(created(person), 'Close').click()
  await button(person, 'Clear now').click()
  await expect(person.status('no longer in the clipboard')).toBeVisible()
  expect(await pasted()).toBe('of another program')

  await person.add('Still shown')
  await within(created(person), 'Copy to clipboard').click()
  await expect(created(person).getByRole('status')).toContainText('Copied to clipboard')
  await quit()
  await expect(button(person, 'Quit and clear')).toBeVisible()
  await expect(created(person)).toBeHidden()
  await button(person, 'Cancel').click()
  await expect(button(person, 'Show again')).toBeVisible()

  await app.evaluate(({ powerMonitor }) => {
    const woken = Date.now() + 61_000
    Date.now = () => woken
    powerMonitor.emit('resume')
  })
  await expect(countdown(person)).toBeHidden()
  expect(await pasted()).toBeFalsy()
})

test('taken by the keys of its field it is a copy too; only selected, it goes with its dialog', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  const closeAnyway = async () => {
    await within(created(person), 'Close').click()
    await button(person, 'Close anyway').click()
    await expect(created(person)).toBeHidden()
  }
  await person.add('Selected')
  await created(person).getByLabel('Token', { exact: true }).click()
  await expect.poll(() => pasted('primary')).toBe(heldNamed(server, 'Selected')[0]?.secret)
  await closeAnyway()
  expect(await pasted('primary')).toBeFalsy()

  await person.add('Half of it')
  await created(person).getByLabel('Token', { exact: true }).click()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(() => pasted('primary')).toBe(heldNamed(server, 'Half of it')[0]?.secret?.slice(0, -1))
  await closeAnyway()
  expect(await pasted('primary')).toBeFalsy()

  await person.add('By the keys')
  await expect(created(person)).toBeVisible()
  const secret = heldNamed(server, 'By the keys')[0]?.secret
  await created(person).getByLabel('Token', { exact: true }).click()
  await page.keyboard.press('Control+c')
  await expect.poll(() => pasted()).toBe(secret)
  await closeAnyway()
  await expect(countdown(person)).toBeVisible()
  await button(person, 'Clear now').click()
  await expect(person.status('no longer in the clipboard')).toBeVisible()
  expect([await pasted(), await pasted('primary')].filter(Boolean)).toEqual([])
})

test('quitting while the clipboard has the only copy asks: cancelled, cleared, kept', async ({
  signedIn,
  start,
  server,
}) => {
  const { person, app } = signedIn
  await copyAndClose(signedIn, 'The only copy')
  const secret = heldNamed(server, 'The only copy')[0]?.secret

  await signedIn.quit()
  await expect(button(person, 'Quit and keep it in the clipboard')).toBeFocused()
  await button(person, 'Cancel').click()
  await expect(countdown(person)).toBeVisible()

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await button(person, 'Quit and clear').click()
  await signedIn.gone
  expect(await pasted()).toBeFalsy()

  // Dealt with: it does not come back.
  const next = await start()
  await expect(next.person.heading(server.login('admin').name)).toBeVisible()
  await expect(created(next.person)).toBeHidden()
  await copyAndClose(next, 'Kept by hand')
  await next.quit()
  const kept = await next.app.evaluate(({ clipboard }) => clipboard.readText())
  await button(next.person, 'Quit and keep it in the clipboard').click()
  await next.gone
  expect(kept).toBe(heldNamed(server, 'Kept by hand')[0]?.secret)
  const last = await start()
  await expect(last.person.heading(server.login('admin').name)).toBeVisible()
  await expect(created(last.person)).toBeHidden()
  expect(secret).toBeTruthy()
})

test('a copied token that is cleared while quitting asks about it: the question goes, the window stays, and nothing closes later', async ({
  signedIn,
}) => {
  const { person, app, page } = signedIn
  await copyAndClose(signedIn, 'Cleared meanwhile')
  await signedIn.quit()
  await expect(button(person, 'Quit and clear')).toBeVisible()
  await app.evaluate(({ powerMonitor }) => {
    const woken = Date.now() + 61_000
    Date.now = () => woken
    powerMonitor.emit('resume')
  })
  await expect(button(person, 'Quit and clear')).toBeHidden()

  await person.add('Made after it')
  await within(created(person), 'Close').click()
  await button(person, 'Close anyway').click()
  await expect(created(person)).toBeHidden()
  await expect(person.row('Made after it')).toBeVisible()
  expect(page.isClosed()).toBe(false)
})

test('of two copied tokens, clearing the one leaves the other to be shown again; quitting names both', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await copyAndClose(signedIn, 'Copied first')
  await copyAndClose(signedIn, 'Copied second')
  await signedIn.quit()
  const question = person.dialog('Quit now?')
  await expect(question).toContainText('only copy of the token “Copied second”')
  await expect(question.getByRole('listitem')).toHaveText(['Copied first'])
  await button(person, 'Cancel').click()

  const note = (usage: string) =>
    page
      .getByRole('button', { name: 'Clear now', exact: true })
      .and(page.locator('.note', { hasText: usage }).getByRole('button'))
  await note('Copied second').click()
  await expect(person.status('no longer in the clipboard')).toBeVisible()
  expect(await pasted()).toBeFalsy()
  await button(person, 'Show again').click()
  const secret = heldNamed(server, 'Copied first')[0]?.secret ?? ''
  await expect(created(person).getByRole('textbox', { name: 'Token' })).toHaveValue(secret)
})

test('never cleared, where somebody wants that: closed is closed; killed while it counts: shown again, as copied if the clipboard still has it', async ({
  signedIn,
  start,
  server,
}) => {
  const { person } = signedIn
  await setClipboardTime(signedIn, 0)
  await copyAndClose(signedIn, 'Left there', /Copied to clipboard(?!Cleared)/)
  await expect(countdown(person)).toBeHidden()
  expect(await pasted()).toBe(heldNamed(server, 'Left there')[0]?.secret)
  await signedIn.kill()
  const next = await start()
  await expect(next.person.heading(server.login('admin').name)).toBeVisible()
  await expect(created(next.person)).toBeHidden()

  await setClipboardTime(next, 60)
  await copyAndClose(next, 'Killed while counting')
  await next.kill()
  const last = await start()
  await expect(created(last.person)).toContainText('Killed while counting')
  await within(created(last.person), 'Close').click()
  // X11's clipboard went with its owner: this is no copy any more.
  await expect(last.page.getByText('Close without saving?')).toBeVisible()
})

test('on macOS the clock outlives the window; quitting then asks in a new one', async ({ signedIn }) => {
  const { app, quit, gone } = signedIn
  await copyAndClose(signedIn, 'Without a window')
  await app.evaluate(({ BrowserWindow }) => {
    Object.defineProperty(process, 'platform', { value: 'darwin' })
    BrowserWindow.getAllWindows()[0]?.close()
  })
  await expect.poll(() => app.windows().length).toBe(0)
  const opened = nextWindow(app)
  await quit()
  const page = await opened
  await expect(page.getByRole('button', { name: 'Quit and keep it in the clipboard' })).toBeVisible()
  await page.getByRole('button', { name: 'Quit and clear', exact: true }).click()
  await gone
})
