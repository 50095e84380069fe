import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/fixtures.ts'
import { shownProfile } from './support/sessions.ts'
import { trust } from './support/trust.ts'

test.describe('over HTTPS', () => {
  test.use({ serverOptions: { tls: true } })

  test('a certificate that nobody vouches for: nothing is sent, and the words say where it belongs', async ({
    start,
    server,
    folder,
  }) => {
    const { person, page } = await start({ env: { HOME: folder } })
    const { login, password } = server.login('admin')
    await person.signIn(server.url, login, password)
    await expect(page.getByRole('alert').filter({ hasText: 'on Linux into NSS' })).toBeVisible()
    expect(server.requests).toHaveLength(0)
  })

  test('a redirect from https to http is not followed, and the key stays here', async ({
    start,
    server,
    folder,
  }) => {
    trust(folder, server.certificate ?? '')
    const keys = join(folder, 'tls-keys')
    const { person, page } = await start({ env: { HOME: folder, SSLKEYLOGFILE: keys } })
    const { login, password, name } = server.login('admin')
    await person.signIn(server.url, login, password)
    await expect(person.heading(name)).toBeVisible()
    await expect(person.row('Zapier')).toBeVisible()
    expect(existsSync(keys), 'the keys of TLS in a file').toBe(false)
    server.clearRequests()
    const to = server.url.replace('https:', 'http:')
    server.faults.add({
      route: 'tokens.list',
      kind: 'redirect',
      to: `${to}/api/users/101/tokens`,
      times: Infinity,
    })
    await person.button('Refresh').click()
    await expect(page.getByRole('alert').filter({ hasText: 'another address' })).toBeVisible()
    expect(server.requests.filter(({ route }) => route === 'tokens.list')).toHaveLength(1)
  })
})

test('secrets in a list are dropped on the way', async ({ signedIn, server }) => {
  const { person, page } = signedIn
  server.switches.secretInLists = true
  const [token] = server.state.tokensOf(server.login('admin').userId)
  await person.button('Refresh').click()
  await expect(person.table()).toHaveAttribute('aria-busy', 'false')
  const answer = await page.evaluate(
    async ([profile, userId]) => {
      const sort = { field: 'created_at', descending: false } as const
      const query = { userId, search: '', sort, page: 1, size: 10 } as never
      return JSON.stringify(await window.webitel.request['tokens:list'](profile, query, 7001))
    },
    [await shownProfile(page), server.login('admin').userId] as const,
  )
  expect(answer).toContain(token?.id)
  expect(answer).not.toContain(token?.secret)
})
