import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { answerSaveDialog, type Person } from '../../tools/driver/person.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { heldNamed, within } from './support/registry.ts'
import { filesWith } from './support/sessions.ts'

const run = promisify(execFile)
const created = ({ dialog }: Person) => dialog('Token created')

/** How often a text stands in the heaps of main and of the page, what is no longer used being collected first. */
async function occurrences(
  { app }: Running,
  folder: string,
  text: string,
): Promise<[main: number, page: number]> {
  const files = [join(folder, 'main.heapsnapshot'), join(folder, 'page.heapsnapshot')] as const
  await app.evaluate(async ({ BrowserWindow }, [main, page]) => {
    const v8 = process.getBuiltinModule('node:v8')
    v8.setFlagsFromString('--expose-gc')
    process.getBuiltinModule('node:vm').runInNewContext('gc')()
    v8.writeHeapSnapshot(main)
    await BrowserWindow.getAllWindows()[0]?.webContents.takeHeapSnapshot(page)
  }, files)
  const [main, page] = await Promise.all(
    files.map(async (file) => (await readFile(file, 'latin1')).split(text).length - 1),
  )
  await Promise.all(files.map((file) => rm(file)))
  return [main ?? -1, page ?? -1]
}

/** What another program gets; nothing where there is nothing. */
const pasted = async (selection: 'clipboard' | 'primary'): Promise<string> =>
  await run('xclip', ['-o', '-selection', selection]).then(
    ({ stdout }) => stdout,
    () => '',
  )

test(
  'after closing, and the time of the clipboard, nothing of the token is left anywhere',
  {
    tag: '@alone',
  },
  async ({ signedIn, server, profile, folder }) => {
    const { person, app, page } = signedIn
    await person.add('To be forgotten')
    await expect(created(person)).toBeVisible()
    const secret = heldNamed(server, 'To be forgotten')[0]?.secret ?? 'none'

    // While it is shown it would be found.
    const shown = await occurrences(signedIn, folder, secret)
    expect(shown[0]).toBeGreaterThan(0)
    expect(shown[1]).toBeGreaterThan(0)

    for (const press of ['Copy to clipboard', 'Hide', 'Show', 'Test token'])
      await within(created(person), press).click()
    await expect(created(person).getByRole('status')).toContainText('Works:')
    for (const item of ['Copy as header', 'Copy as curl']) {
      await within(created(person), 'More').click()
      await page.getByRole('menuitem', { name: item, exact: true }).click()
      await expect(created(person).getByRole('status')).toContainText('Copied to clipboard')
    }
    // Chromium may keep a dialog long after it was closed; these are kept for certain.
    const first = await created(person).elementHandle()
    // Selected and taken by the keys too.
    await created(person).getByLabel('Token', { exact: true }).click()
    await page.keyboard.press('Control+c')
    await within(created(person), 'Close').click()
    await expect(created(person)).toBeHidden()
    await person.button('Show again').click()
    await expect(created(person)).toBeVisible()
    const second = await created(person).elementHandle()
    await answerSaveDialog(app, join(folder, 'saved.txt'))
    await within(created(person), 'Save as txt').click()
    await expect(created(person).getByRole('status')).toContainText('Saved to saved.txt')
    await answerSaveDialog(app, join(folder, 'saved.env'))
    await within(created(person), 'More').click()
    await page.getByRole('menuitem', { name: 'Save as .env', exact: true }).click()
    await expect(created(person).getByRole('status')).toContainText('Saved to saved.env')
    await within(created(person), 'Close').click()
    await person.button('Clear now').click()
    await expect(person.status('no longer in the clipboard')).toBeVisible()
    await expect.poll(() => occurrences(signedIn, folder, secret)).toEqual([0, 0])
    expect(await first?.evaluate((dialog) => dialog.isConnected)).toBe(false)
    expect(await second?.evaluate((dialog) => dialog.isConnected)).toBe(false)

    expect(await filesWith(profile, [secret])).toEqual([])
    expect(
      await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }])),
    ).not.toContain(secret)
    expect(await pasted('clipboard')).not.toContain(secret)
    expect(await pasted('primary')).not.toContain(secret)
    // The files that it was saved to are where it is meant to be: the search would find it.
    expect((await filesWith(folder, [secret])).toSorted()).toEqual(['saved.env', 'saved.txt'])
  },
)
