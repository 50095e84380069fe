import { expect, test } from './support/fixtures.ts'
import { letRun, withHeldKeychain } from './support/held-worker.ts'
import { heldNamed } from './support/registry.ts'
import { signInScreen } from './support/sessions.ts'

test('a keychain process held up for longer than its limit loses nothing', async ({
  signedIn,
  start,
  server,
  program,
  folder,
}) => {
  const created = signedIn.person.dialog('Token created')
  await signedIn.person.add('Waits for a slow computer')
  await expect(created.getByLabel('Token', { exact: true })).not.toHaveValue('')
  await signedIn.kill()

  const running = await start({ program: await withHeldKeychain(program, folder) })
  const { person, page } = running
  // Said after eight seconds: a keychain that does not answer is given up after five.
  await expect(page.getByText('this computer is busy')).toBeVisible()
  await expect(signInScreen(person)).toBeHidden()
  await expect(page.getByText('does not respond')).toBeHidden()

  await letRun(running)
  const [held] = heldNamed(server, 'Waits for a slow computer')
  const token = person.dialog('Token created').getByLabel('Token', { exact: true })
  await expect(token).toHaveValue(held?.secret ?? 'nothing was made')
  await expect(person.heading(server.login('admin').name)).toBeVisible()
})
