import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { answerSaveDialog, type Person } from '../../tools/driver/person.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { heldNamed, within } from './support/registry.ts'
import { filesWith } from './support/sessions.ts'

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

test(
  'after closing, and the time of the clipboard, nothing of the token is left anywhere',
  {
    tag: '@alone',
  },
  async ({ signedIn, server, profile, folder }) => {
    test.setTimeout(90_000)
    const { person, app } = signedIn
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
    await within(created(person), 'Close').click()
    await expect(created(person)).toBeHidden()
    await person.button('Show again').click()
    await expect(created(person)).toBeVisible()
    await answerSaveDialog(app, join(folder, 'saved.txt'))
    await within(created(person), 'Save as txt').click()
    await expect(created(person).getByRole('status')).toContainText('Saved to')
    await within(created(person), 'Close').click()
    await person.button('Clear now').click()
    await expect(person.status('no longer in the clipboard')).toBeVisible()
    await expect.poll(() => occurrences(signedIn, folder, secret), { timeout: 40_000 }).toEqual([0, 0])

    expect(await filesWith(profile, [secret])).toEqual([])
    // The file that it was saved to is where it is meant to be: the search would find it.
    expect(await filesWith(folder, [secret])).toEqual(['saved.txt'])
  },
)
