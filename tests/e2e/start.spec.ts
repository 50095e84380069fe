import { chmodSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startCompanion } from '../../tools/linux/processes.ts'
import { expect, test } from './support/fixtures.ts'

const FILES = ['settings', 'profiles', 'window', 'save-folder']

const signInScreen = 'Sign in'

for (const [what, content] of [
  ['cut off', '{"value": {"theme": "da'],
  ['of another shape', '{"value": [1, 2, 3]}'],
  [
    'from a version to come',
    '{"value": {"theme": "sepia", "rowsPerPage": 77, "accounts": {"v": 9}}, "schema": 12}',
  ],
  ['empty', ''],
] as const) {
  test(`starts with files that are ${what}`, async ({ start, profile }) => {
    for (const name of FILES) await writeFile(join(profile, `${name}.json`), content)
    const { page } = await start()
    await expect(page.getByRole('heading', { name: signInScreen, exact: true })).toBeVisible()
  })
}

test('works where its files can be neither read nor written', async ({ start, server, profile }) => {
  // A folder in the place of each: also root can't write there.
  for (const name of FILES) await mkdir(join(profile, `${name}.json`), { recursive: true })
  const { person, page } = await start()
  const { login, password, name } = server.login('admin')
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
})

test('starts with a TMPDIR that is longer than the path of a socket', async ({ start, folder }) => {
  const { page } = await start({ env: { TMPDIR: join(folder, 't'.repeat(100)) } })
  await expect(page.getByRole('heading', { name: signInScreen, exact: true })).toBeVisible()
})

test.describe('for somebody whom permissions bind', () => {
  test.use({ sandbox: true })

  test('says that its profile folder can not be written to, instead of ending without a word', async ({
    folder,
    program,
  }) => {
    await program.give(folder)
    chmodSync(folder, 0o500)
    const args = [...program.args, `--user-data-dir=${folder}`]
    const { child, stop } = await startCompanion(program.executable, args, {
      env: { ...process.env, ...program.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr?.on('data', (chunk) => (said += String(chunk)))
    await expect.poll(() => said).toContain(`The folder ${folder} can't be written to.`)
    await stop()
    chmodSync(folder, 0o700)
  })
})
