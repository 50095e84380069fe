import type { Person } from '../../tools/driver/person.ts'
import type { FaultKind, WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { settled } from './support/registry.ts'
import { asked, signInScreen } from './support/sessions.ts'

/** Creates whose answer is lost, beyond `creating.spec.ts`: whatever is pressed, one name is one token at most. */
const held = (server: WebitelServer, usage: string) =>
  server.state.tokensOf(server.login('admin').userId).filter((token) => token.usage === usage)

const lost = ({ person }: Running) => person.dialog('Answer lost')
const press = async (running: Running, name: string) =>
  await lost(running).getByRole('button', { name, exact: true }).click()

async function closeUnsaved(person: Person): Promise<void> {
  await person.dialog('Token created').getByRole('button', { name: 'Close', exact: true }).click()
  await person.button('Close anyway').click()
  await expect(person.dialog('Token created')).toBeHidden()
}

const UNREAD = [
  ['dropped after the work', { kind: 'drop', when: 'after' }],
  ['of another shape', { kind: 'mistyped-body', as: 'list' }],
  ['empty', { kind: 'empty-body' }],
  ["a proxy's page", { kind: 'content-type', type: 'text/html', body: 'html' }],
  ['late: a gateway gave up before the work was done', { kind: 'late-work', status: 504, afterMs: 1500 }],
] as const satisfies readonly (readonly [string, FaultKind])[]

test('made, but unread in whatever way: what the server holds is said, kept on demand, and made once', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  for (const [what, fault] of UNREAD)
    await test.step(`an answer ${what}`, async () => {
      server.clearRequests()
      server.faults.add({ ...fault, route: 'tokens.create' })
      await person.add(what)
      await expect(lost(signedIn)).toContainText('has 1 new token since then')
      await press(signedIn, 'Keep it')
      await expect(lost(signedIn)).toBeHidden()
      await expect(person.row(what)).toHaveCount(1)
      expect(held(server, what)).toHaveLength(1)
      expect(asked(server, 'tokens.create')).toHaveLength(1)
      // Settled: the next one is not held up by it.
      await person.add(`after ${what}`)
      await closeUnsaved(person)
    })
})

test('nothing was made: checked again, and settled by Close; another name is not held up; one that hangs: words, and no guess when it is closed', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  server.faults.add({
    route: 'tokens.create',
    kind: 'status',
    status: 500,
    body: 'json',
    detail: 'disk full',
  })
  await person.add('Not made yet')
  await expect(lost(signedIn)).toContainText('The server reported an error (500)')
  await expect(lost(signedIn)).toContainText('The server says: “disk full”')
  await expect(lost(signedIn)).toContainText('has no new token so far')
  await press(signedIn, 'Check again')
  await expect(lost(signedIn)).toContainText('has no new token so far')
  await press(signedIn, 'Close')
  await expect(lost(signedIn)).toBeHidden()

  await person.add('Another one')
  await closeUnsaved(person)
  await expect(lost(signedIn)).toBeHidden()
  expect([held(server, 'Not made yet').length, held(server, 'Another one').length]).toEqual([0, 1])

  const form = person.dialog('New token')
  server.faults.add({ route: 'tokens.create', kind: 'hang', when: 'after' })
  await person.add('Hangs')
  await expect(form.getByRole('status')).toContainText('Still waiting for the server…')
  await form.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(lost(signedIn)).toContainText('You stopped waiting while “Hangs” was being created')
  await expect(lost(signedIn)).toContainText('has 1 new token since then')
  // Another client may have created it: nothing is deleted from here.
  await expect(lost(signedIn).getByRole('button', { name: /Delete/ })).toHaveCount(0)
  await expect(lost(signedIn).getByRole('button', { name: 'Keep it', exact: true })).toBeFocused()
  await press(signedIn, 'Create again')
  await expect(person.dialog('Token created')).toBeVisible()
  expect(held(server, 'Hangs')).toHaveLength(2)
})

test('somebody who may create but not list: it can never be told, and holds nobody up', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  await settled(person)
  server.faults.add({ route: 'tokens.list', kind: 'status', status: 403, body: 'json', times: 99 })
  server.faults.add({ route: 'tokens.create', kind: 'drop', when: 'after' })
  await person.add('Never told')
  await expect(lost(signedIn)).toContainText("It's unknown whether")
  await press(signedIn, 'Close')
  await person.add('Another name')
  await expect(person.dialog('Token created')).toContainText(
    "It's unknown whether another token was created along with this one",
  )
  await closeUnsaved(person)
  // Its own name is asked about first, and what was typed stays.
  await person.add('Never told')
  await expect(lost(signedIn)).toContainText('Never told')
  await press(signedIn, 'Keep it')
  await expect(lost(signedIn)).toBeHidden()
  const form = person.dialog('New token')
  await expect(form.getByRole('alert')).toHaveCount(0)
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await closeUnsaved(person)
  expect([held(server, 'Never told').length, held(server, 'Another name').length]).toEqual([2, 1])
})

test('made after it was looked for: Create again finds it, and makes no second one', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  server.faults.add({ route: 'tokens.create', kind: 'late-work', status: 504, afterMs: 8000 })
  await person.add('Very late')
  await expect(lost(signedIn)).toContainText('has no new token so far')
  await expect.poll(() => held(server, 'Very late')).toHaveLength(1)
  await press(signedIn, 'Create again')
  await expect(lost(signedIn)).toContainText('has 1 new token since then')
  expect(held(server, 'Very late')).toHaveLength(1)
  expect(asked(server, 'tokens.create')).toHaveLength(1)
})

test('done twice: Token created says that two are new, and names the other', async ({ signedIn, server }) => {
  const { person } = signedIn
  server.faults.add({ route: 'tokens.create', kind: 'twice' })
  await person.add('Doubled')
  const created = person.dialog('Token created')
  await expect(created.getByRole('alert').filter({ hasText: 'This is one of' })).toContainText(
    'one of 2 new tokens for',
  )
  await expect(created.getByRole('list', { name: 'Also new' })).toContainText('Doubled')
  await expect(created.getByRole('button', { name: 'Copy to clipboard', exact: true })).toBeFocused()
})

test('signing out before the lost answer was looked for: told at the next sign-in of the same person', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  const { login, password, name } = server.login('admin')
  server.faults.add({ route: 'tokens.create', kind: 'hang', when: 'after' })
  await person.add('Left behind')
  await expect.poll(() => held(server, 'Left behind')).toHaveLength(1)
  // Its look at what the server holds is held up, so that somebody can be quicker.
  const release = server.faults.hold('tokens.list', { times: 1 })
  await person.dialog('New token').getByRole('button', { name: 'Close', exact: true }).click()
  await person.signOut()
  await expect(signInScreen(person)).toBeVisible()
  release()
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await expect(lost(signedIn)).toContainText('Left behind')
  expect(held(server, 'Left behind')).toHaveLength(1)
})
