import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Person } from '../../tools/driver/person.ts'
import type { WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { heldBy, selected, selectPage, settled, within } from './support/registry.ts'
import { renew, signInAgain } from './support/sessions.ts'

/** Bulk work, each time compared with what the server then holds. */
const dialog = ({ dialog: named }: Person, title: string) => named(title)
const deletions = (server: WebitelServer) => server.requests.filter(({ route }) => route === 'tokens.delete')

async function run({ person, page }: Running, name: string, title: string, confirm: string): Promise<void> {
  await selectPage(page).check()
  await page.getByRole('button', { name, exact: true }).click()
  await within(dialog(person, title), confirm).click()
}

/** The two numbers of a result, which is on the screen in the end. */
async function expectResult(running: Running, title: string, done: number, left: number): Promise<void> {
  const result = dialog(running.person, title).getByText(
    new RegExp(String.raw`^${done} \w+, ${left} not \w+$`),
  )
  await expect(result.first()).toBeVisible()
  await expect(within(dialog(running.person, title), 'Close')).toBeVisible()
}

test('disabled and enabled again, names as they were; one is gone, one is refused: said by name, Retry failed touches only those', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  const names = heldBy(server).map(({ usage }) => usage)
  const before = heldBy(server).filter(({ deletedAt }) => deletedAt !== undefined).length
  await run(signedIn, 'Disable selected', 'Disable tokens', 'Disable')
  await expect(person.status('25 disabled')).toBeVisible()
  await expect(person.dialog('Disable tokens')).toBeHidden()
  const disabled = () => heldBy(server).filter(({ deletedAt }) => deletedAt !== undefined)
  expect(disabled().length).toBeGreaterThanOrEqual(25)
  await expect(page.getByText('Disabled', { exact: true })).toHaveCount(25)
  await run(signedIn, 'Enable selected', 'Enable tokens', 'Enable')
  await expect(person.status('25 enabled')).toBeVisible()
  expect(disabled().length).toBeLessThanOrEqual(before)
  expect(heldBy(server).map(({ usage }) => usage)).toEqual(names)

  await settled(person)
  await selectPage(page).check()
  const gone = heldBy(server).find(({ usage }) => usage === 'Zapier')
  server.state.deleteToken(gone?.id ?? '')
  server.faults.add({ route: 'tokens.update', kind: 'status', status: 403, body: 'json' })
  await page.getByRole('button', { name: 'Disable selected', exact: true }).click()
  await within(person.dialog('Disable tokens'), 'Disable').click()
  await expectResult(signedIn, 'Disable tokens', 23, 2)
  await expect(person.dialog('Disable tokens')).toContainText('Zapier')
  // The one that is gone leaves the selection too.
  await expect(selected(page, 1)).toBeAttached()
  server.clearRequests()
  await within(person.dialog('Disable tokens'), 'Retry failed').click()
  await expectResult(signedIn, 'Disable tokens', 1, 1)
  expect(server.requests.filter(({ route }) => route === 'tokens.update')).toHaveLength(1)
})

test('too many requests in bursts: fewer at once, after the time that is asked for, and all done', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  const before = heldBy(server).length
  server.faults.add({ route: 'tokens.delete', kind: '429', retryAfter: 1, times: 8 })
  await run(signedIn, 'Delete selected', 'Confirm deletion', 'Delete')
  await expect(person.status('25 deleted')).toBeVisible()
  await expect(person.dialog('Confirm deletion')).toBeHidden()
  expect(heldBy(server)).toHaveLength(before - 25)
  const times = deletions(server).map(({ at }) => at)
  expect(times).toHaveLength(33)
  // After the first burst nothing was asked for a second.
  expect((times[6] ?? 0) - (times[5] ?? 0)).toBeGreaterThan(900)
})

test('young ones are pointed out; every seventh fails: the numbers are those of the server', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  server.state.insertToken(server.login('admin').userId, 'Made just now')
  await person.button('Refresh').click()
  await person.select('Made just now', 'Zapier')
  await person.button('Delete selected').click()
  await expect(person.dialog('Confirm deletion')).toContainText('One of them is less than an hour old.')
  server.faults.add({ route: 'tokens.delete', kind: 'status', status: 403, body: 'json' })
  await within(person.dialog('Confirm deletion'), 'Delete').click()
  await expectResult(signedIn, 'Confirm deletion', 1, 1)
  await within(person.dialog('Confirm deletion'), 'Close').click()
  await expect(person.dialog('Confirm deletion')).toBeHidden()
  await settled(person)

  const before = heldBy(server).length
  server.faults.add({ route: 'tokens.delete', kind: 'status', status: 500, body: 'html', every: 7 })
  await run(signedIn, 'Delete selected', 'Confirm deletion', 'Delete')
  await expectResult(signedIn, 'Confirm deletion', 22, 3)
  expect(heldBy(server)).toHaveLength(before - 22)
})

test('a session that ends in the middle: the rest waits for the person, and is done once', async ({
  signedIn,
  server,
}) => {
  const { person } = signedIn
  const before = heldBy(server).length
  server.faults.add({ route: 'tokens.delete', kind: 'expire-sessions', every: 10, times: 1 })
  await run(signedIn, 'Delete selected', 'Confirm deletion', 'Delete')
  await expect(signInAgain(person)).toBeVisible()
  const held = heldBy(server).length
  expect(held).toBeGreaterThan(before - 25)
  expect(held).toBeLessThan(before)
  await renew(person, server.login('admin').password)
  await expect(person.status('25 deleted')).toBeVisible()
  expect(heldBy(server)).toHaveLength(before - 25)
})

/** A way to the server that can be taken away, as a cable is. */
async function cable(server: WebitelServer) {
  const open = new Set<Socket>()
  const way = createServer((near) => {
    const far = connect(Number(new URL(server.url).port), '127.0.0.1')
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => open.delete(socket))
    }
    near.pipe(far).pipe(near)
  })
  const listen = (port = 0) => new Promise<void>((resolve) => way.listen(port, '127.0.0.1', resolve))
  await listen()
  const { port } = way.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    plugIn: () => listen(port),
    async unplug() {
      const closed = new Promise((resolve) => way.close(resolve))
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}

test('without a network it waits, and goes on by itself; every token is done once', async ({
  start,
  server,
}) => {
  const way = await cable(server)
  const running = await start()
  const { person } = running
  const { login, password, name } = server.login('admin')
  await person.signIn(way.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await expect(person.row('Zapier')).toBeVisible()
  const before = heldBy(server).length
  const release = server.faults.hold('tokens.delete', { skip: 3 })
  await run(running, 'Delete selected', 'Confirm deletion', 'Delete')
  await expect.poll(() => heldBy(server).length).toBeLessThan(before)
  await way.unplug()
  await expect(person.dialog('Confirm deletion')).toContainText('Waiting for the network')
  release()
  await way.plugIn()
  await expect(person.status('25 deleted')).toBeVisible()
  expect(heldBy(server)).toHaveLength(before - 25)
  await way.unplug()
})

test('closing the window asks as long as the work lasts; when it ends first, the window stays, and nothing asks or closes later', async ({
  signedIn,
  server,
}) => {
  const { person, page, app } = signedIn
  const question = person.dialog('Stop and close?')
  let release = server.faults.hold('tokens.update')
  await run(signedIn, 'Disable selected', 'Disable tokens', 'Disable')
  await expect(person.dialog('Disable tokens').getByRole('progressbar')).toBeVisible()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect(question).toBeVisible()
  release()
  await expect(person.status('25 disabled')).toBeVisible()
  await expect(question).toBeHidden()

  await settled(person)
  release = server.faults.hold('tokens.update', { skip: 3 })
  await run(signedIn, 'Enable selected', 'Enable tokens', 'Enable')
  await expect(person.dialog('Enable tokens').getByRole('progressbar')).toBeVisible()
  const changes = () => server.requests.filter(({ route }) => route === 'tokens.update').length
  await expect.poll(changes).toBeGreaterThan(25)
  await expect(question).toBeHidden()
  release()
  await expect(person.status('25 enabled')).toBeVisible()

  await person.add('Made after it')
  await within(person.dialog('Token created'), 'Close').click()
  await person.button('Close anyway').click()
  await expect(person.dialog('Token created')).toBeHidden()
  await expect(person.row('Made after it')).toBeVisible()
  expect(page.isClosed()).toBe(false)
})

test('closing the window in the middle asks; what was sent ends, the rest stays', async ({
  signedIn,
  server,
}) => {
  const { person, page, app, gone } = signedIn
  const before = heldBy(server).length
  const release = server.faults.hold('tokens.delete', { skip: 3 })
  await run(signedIn, 'Delete selected', 'Confirm deletion', 'Delete')
  await expect.poll(() => heldBy(server).length).toBeLessThan(before)
  const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await close()
  await expect(person.button('Keep open')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(person.dialog('Stop and close?')).toBeHidden()
  await close()
  await person.button('Stop and close').click()
  release()
  await gone
  const sent = deletions(server).length
  expect(heldBy(server)).toHaveLength(before - sent)
  expect(sent).toBeLessThan(25)
})

test('kept open after all, while what was sent still ends: what was done and what not is told', async ({
  signedIn,
  server,
}) => {
  const { person, page, app } = signedIn
  const before = heldBy(server).length
  const release = server.faults.hold('tokens.delete')
  await run(signedIn, 'Delete selected', 'Confirm deletion', 'Delete')
  await expect.poll(() => deletions(server).length).toBeGreaterThan(0)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await person.button('Stop and close').click()
  await person.button('Keep open').click()
  await expect(person.dialog('Stop and close?')).toBeHidden()
  release()
  const dialog = person.dialog('Confirm deletion')
  const result = dialog.getByRole('alert').filter({ hasText: 'not deleted' })
  await expect(result).toBeVisible()
  const gone = before - heldBy(server).length
  await expect(result).toHaveText(`${gone} deleted, ${25 - gone} not deleted`)

  // Nothing has failed: what Stop kept is asked about anew.
  server.clearRequests()
  await within(dialog, 'Retry failed').click()
  await expect(dialog).toContainText(`Delete ${25 - gone} tokens?`)
  expect(deletions(server)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})
