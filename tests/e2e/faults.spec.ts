import type { UserId } from '../../src/contract/index.ts'
import { startWebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test } from './support/fixtures.ts'
import { alertIn, asked, renew, shownProfile, signInAgain } from './support/sessions.ts'
import { trust } from './support/trust.ts'

/** Faults of the list and of the server as a whole, beyond `list-states.spec.ts`. */
test("an older answer about somebody else's tokens never takes the place of a newer one; too many requests are waited out", async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  const other = server.login('page')
  await expect(person.row('Zapier')).toBeVisible()
  await page.getByLabel('Find user', { exact: true }).fill(other.name)
  const link = page.getByRole('link', { name: other.name, exact: true })
  await expect(link).toBeVisible()
  server.clearRequests()
  const releaseOlder = server.faults.hold('tokens.list', { times: 1 })
  await person.button('Next').click()
  await expect.poll(() => asked(server, 'tokens.list')).toHaveLength(1)
  await link.click()
  await expect(person.heading(other.name)).toBeVisible()
  await expect(person.row('page token 1').first()).toBeVisible()
  await expect(person.table()).toHaveAttribute('aria-busy', 'false')
  await page.evaluate(watchForOthers)
  const release = server.faults.hold('tokens.list')
  await person.button('Refresh').click()
  await expect(person.table()).toHaveAttribute('aria-busy', 'true')
  releaseOlder()
  await expect.poll(() => asked(server, 'tokens.list')[0]?.answeredAt).toBeDefined()
  release()
  await expect(person.table()).toHaveAttribute('aria-busy', 'false')
  await expect(page.getByRole('checkbox', { name: /^Select page token/ })).toHaveCount(25)
  expect(await page.evaluate(() => document.documentElement.dataset['others'] ?? 'none')).toBe('none')
  await expect(page.getByText('Page 1', { exact: true })).toBeVisible()

  // Too many requests: it waits as long as the server asks, and then shows the list without a word.
  server.state.insertToken(other.userId, 'Made meanwhile')
  server.clearRequests()
  server.faults.add({ route: 'tokens.list', kind: '429', retryAfter: 2 })
  await person.button('Refresh').click()
  await expect(person.row('Made meanwhile')).toBeVisible()
  await expect(alertIn(page)).toHaveCount(0)
  const [refused, again, ...more] = asked(server, 'tokens.list')
  expect([refused?.status, again?.status, ...more]).toEqual([429, 200])
  expect((again?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1900)
})

/** In the page: notes, from now on, whenever the 25 rows `page token n` are not exactly what is there. */
function watchForOthers(): void {
  const look = () => {
    const rows = [...document.querySelectorAll('[aria-label^="Select "]:not([aria-label="Select page"])')]
    const names = rows.map((row) => row.getAttribute('aria-label') ?? '')
    const theirs = names.length === 25 && names.every((name) => name.startsWith('Select page token'))
    if (!theirs) document.documentElement.dataset['others'] = `${names.length}: ${names[0]}`
  }
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true })
}

test('a server that was away and came back without its sessions: asked for once, and the work goes on', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await expect(person.row('Zapier')).toBeVisible()
  const port = Number(new URL(server.url).port)
  await server.close()
  await person.button('Refresh').click()
  await expect(alertIn(page)).toContainText('No server could be reached')
  await expect(person.row('Zapier')).toBeVisible()

  const back = await startWebitelServer({ port, big: false })
  try {
    const { userId, password } = back.login('admin')
    back.state.insertToken(userId, 'After the restart')
    await person.button('Try again').click()
    await renew(person, password)
    await expect(person.row('After the restart')).toBeVisible()
    await expect(signInAgain(person)).toBeHidden()
    await expect(alertIn(page)).toHaveCount(0)
    expect(asked(back, 'login')).toHaveLength(1)
  } finally {
    await back.close()
  }
})

/**
 * A create starts on a new connection, and closes those of its own session for it. Seen with creates in the session that
 * all else uses: the list under way is cut off, and asked for a second time.
 */
test.describe('over HTTP/2', () => {
  test.use({ serverOptions: { tls: true, http2: true } })

  test('a create does not disturb a list that is under way', async ({ start, server, folder }) => {
    trust(folder, server.certificate ?? '')
    const { person } = await start({ env: { HOME: folder } })
    const { login, password } = server.login('admin')
    await person.signIn(server.url, login, password)
    await expect(person.row('Zapier')).toBeVisible()
    server.clearRequests()
    const release = server.faults.hold('users.list')
    const profile = await shownProfile(person.page)
    const { userId, name } = server.login('admin')
    const owner = { id: userId as UserId, name }
    const answers = person.page.evaluate(
      async ([by, whose]) => {
        const { request } = window.webitel
        const listing = request['users:list'](by, { search: '', page: 1, size: 10 }, 7001)
        const creating = request['tokens:create'](by, { owner: whose, usage: 'Meanwhile' }, 7002)
        return [(await creating).ok, (await listing).ok]
      },
      [profile, owner] as const,
    )
    await expect.poll(() => asked(server, 'users.list')).toHaveLength(1)
    await expect.poll(() => asked(server, 'tokens.create').map(({ status }) => status)).toEqual([200])
    release()
    expect(await answers).toEqual([true, true])
    expect(asked(server, 'users.list').map(({ status }) => status)).toEqual([200])
    expect(asked(server, 'tokens.create')).toHaveLength(1)
  })
})
