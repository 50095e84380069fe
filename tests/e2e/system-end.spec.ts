import { expect, test, type Running } from './support/fixtures.ts'
import { heldNamed, requestsOf, within } from './support/registry.ts'

const created = ({ person }: Running) => person.dialog('Token created')
const token = (running: Running) => created(running).getByLabel('Token', { exact: true })

/** Ends it as a desktop session does at log-out, and waits for its end without answering any question. */
async function end({ app, gone }: Running, signal: NodeJS.Signals): Promise<void> {
  app.process().kill(signal)
  await gone
}

test('the end of the desktop session asks nothing and loses nothing', async ({ signedIn, start, server }) => {
  let running = signedIn
  const admin = server.login('admin').name
  const restart = async (): Promise<void> => {
    server.faults.clear()
    running = await start()
    await expect(running.person.heading(admin)).toBeVisible()
  }

  await test.step('idle: the session is there again', async () => {
    await end(running, 'SIGINT')
    await restart()
  })

  await test.step('a token is shown: it is shown again', async () => {
    await running.person.add('Shown at log-out')
    await expect(token(running)).not.toHaveValue('')
    await end(running, 'SIGTERM')
    await restart()
    const [held] = heldNamed(server, 'Shown at log-out')
    await expect(token(running)).toHaveValue(held?.secret ?? 'nothing was made')
  })

  await test.step('the clipboard holds the only copy: it is shown again', async () => {
    await within(created(running), 'Copy to clipboard').click()
    await within(created(running), 'Close').click()
    await expect(running.person.button('Show again')).toBeVisible()
    await end(running, 'SIGHUP')
    await restart()
    const [held] = heldNamed(server, 'Shown at log-out')
    await expect(token(running)).toHaveValue(held?.secret ?? 'nothing was made')
    const inClipboard = await running.app.evaluate(({ clipboard }) => clipboard.readText())
    expect(inClipboard).not.toBe(held?.secret)
    await within(created(running), 'Close').click()
    await running.person.button('Close anyway').click()
  })

  await test.step('a bulk action whose requests hang', async () => {
    server.faults.add({ route: 'tokens.delete', kind: 'hang', when: 'before' })
    const before = requestsOf(server, 'tokens.delete').length
    await running.page.getByRole('checkbox', { name: 'Select page', exact: true }).check()
    await running.person.button('Delete selected').click()
    await within(running.person.dialog('Confirm deletion'), 'Delete').click()
    await expect.poll(() => requestsOf(server, 'tokens.delete').length).toBeGreaterThan(before)
    await end(running, 'SIGTERM')
    await restart()
  })

  await test.step('a create whose response hangs: the next start says what was made', async () => {
    server.faults.add({ route: 'tokens.create', kind: 'hang', when: 'after' })
    await running.person.add('In flight at log-out')
    await expect.poll(() => heldNamed(server, 'In flight at log-out')).toHaveLength(1)
    await end(running, 'SIGTERM')
    await restart()
    await expect(running.person.dialog('Answer lost')).toContainText('In flight at log-out')
  })
})

test('the end of the desktop session does not wait for a keychain that hangs', async ({
  signedIn,
  keyring,
  start,
  server,
}) => {
  keyring.suspend()
  await signedIn.person.add('Made while it hung')
  await expect(token(signedIn)).not.toHaveValue('')
  await end(signedIn, 'SIGTERM')
  keyring.resume()
  const { person } = await start()
  await expect(person.heading(server.login('admin').name)).toBeVisible()
  // The keychain may have taken the token before it was stopped; without it, the token is named as lost.
  await expect(person.dialog('Token created').or(person.dialog('Answer lost'))).toBeVisible()
})
