import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import type { Person } from '../../tools/driver/person.ts'
import type { FaultKind } from '../../tools/webitel-server/index.ts'
import { expect, test } from './support/fixtures.ts'
import { hurry } from './support/hurry.ts'
import { heldNamed, within } from './support/registry.ts'
import { filesWith } from './support/residue.ts'

const nameField = (person: Person): Locator =>
  person.dialog('New token').getByRole('textbox', { name: 'Name', exact: true })

async function closeUnsaved(person: Person): Promise<void> {
  await within(person.dialog('Token created'), 'Close').click()
  await person.button('Close anyway').click()
  await expect(person.dialog('Token created')).toBeHidden()
}

test('closing the window, and quitting, ask as well; nothing is left in the keychain', async ({
  signedIn,
  keyring,
  profile,
  server,
}) => {
  const { person, page, app, quit, gone } = signedIn
  await person.add('At risk')
  await expect(person.dialog('Token created')).toBeVisible()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect(page.getByText('Close without saving?')).toBeVisible()
  await person.button('Keep open').click()
  await quit()
  await expect(page.getByText('Close without saving?')).toBeVisible()
  // One that takes its time: until then, the token is still in it.
  keyring.suspend()
  await person.button('Close anyway').click()
  const records = () => readFile(join(profile, 'pending.json'), 'utf8')
  await expect.poll(records, { intervals: [20] }).toContain('"done": true')
  keyring.resume()
  await gone
  expect(JSON.parse(await records())).toEqual({ value: [] })
  const secret = heldNamed(server, 'At risk')[0]?.secret ?? ''
  expect(secret).not.toBe('')
  expect(await filesWith(profile, [secret])).toEqual([])
})

/** How a create fails, and what is said. */
const FAILS = [
  ['403', { kind: 'status', status: 403, body: 'json', detail: 'not for you' }, 'not for you'],
  ['404', { kind: 'status', status: 404, body: 'json' }, 'no longer'],
  ['400', { kind: 'status', status: 400, body: 'json', detail: 'a bad name' }, 'a bad name'],
  ['429', { kind: '429', retryAfter: 0 }, 'too many requests'],
] as const satisfies readonly (readonly [string, FaultKind, string])[]

test('a create that fails says so in its dialog, where the name stays; an answer without a token, and a create that never arrived: made on demand, and once', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  const form = person.dialog('New token')
  for (const [what, fault, words] of FAILS)
    await test.step(`ended in ${what}`, async () => {
      const usage = `Refused by ${what}`
      server.faults.add({ ...fault, route: 'tokens.create' })
      await person.add(usage)
      await expect(form.getByRole('alert').filter({ hasText: words })).toBeVisible()
      await expect(nameField(person)).toHaveValue(usage)
      expect(heldNamed(server, usage)).toHaveLength(0)
      await within(form, 'Add').click()
      await expect(person.dialog('Token created')).toBeVisible()
      expect(heldNamed(server, usage)).toHaveLength(1)
      await closeUnsaved(person)
    })

  const lost = person.dialog('Answer lost')
  server.faults.add({ route: 'tokens.create', kind: 'secretless-body' })
  await person.add('Half an answer')
  await expect(lost).toContainText("didn't contain its value")
  const [unreadable] = heldNamed(server, 'Half an answer')
  await within(lost, 'Delete it and create again').click()
  await expect(person.dialog('Token created')).toBeVisible()
  const now = heldNamed(server, 'Half an answer')
  expect(now).toHaveLength(1)
  expect(now[0]?.id).not.toBe(unreadable?.id)
  await closeUnsaved(person)

  server.faults.add({ route: 'tokens.create', kind: 'drop', when: 'before' })
  await person.add('Never arrived')
  await expect(lost).toContainText('has no new token so far')
  await within(lost, 'Create again').click()
  await expect(person.dialog('Token created')).toBeVisible()
  expect(heldNamed(server, 'Never arrived')).toHaveLength(1)
})

test('a token whose answer comes after its time limit is shown after all', async ({ signedIn, server }) => {
  const { person } = signedIn
  const release = server.faults.hold('tokens.create')
  // Fifteen seconds, in the twenty ticks that they are counted by.
  const calm = await hurry(signedIn, 15_000 / 20)
  await person.add('Slow but not lost')
  await expect(person.dialog('Answer lost')).toBeVisible()
  await calm()
  release()
  const created = person.dialog('Token created')
  await expect(created).toBeVisible()
  const [held, ...more] = heldNamed(server, 'Slow but not lost')
  await expect(created.getByLabel('Token', { exact: true })).toHaveValue(held?.secret ?? 'nothing was made')
  expect(more).toEqual([])
  await closeUnsaved(person)
  await expect(person.dialog('Answer lost')).toBeHidden()
})
