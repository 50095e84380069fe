import { expect, test } from './support/fixtures.ts'
import { heldNamed, requestsOf, settled } from './support/registry.ts'
import { alertIn, renew, signInAgain, signInScreen } from './support/sessions.ts'

test.describe('while somebody is asked to sign in again', () => {
  test('a create outlives a reload of the page, and goes on once', async ({ signedIn, server }) => {
    const { person, page } = signedIn
    server.faults.add({ route: 'tokens.create', kind: 'expire-sessions' })
    await person.add('Begun before')
    await expect(signInAgain(person)).toBeVisible()
    await page.reload()
    await expect(signInAgain(person)).toBeVisible()
    expect(heldNamed(server, 'Begun before')).toEqual([])
    await renew(person, server.login('admin').password)
    await expect(person.dialog('Token created')).toBeVisible()
    await expect(signInAgain(person)).toBeHidden()
    expect(heldNamed(server, 'Begun before')).toHaveLength(1)
  })

  for (const way of ['close', 'quit'] as const)
    test(`${way}: a create that was refused has made nothing, and holds nobody up`, async ({
      signedIn,
      start,
      server,
    }) => {
      const { person, app, gone } = signedIn
      server.faults.add({ route: 'tokens.create', kind: 'expire-sessions' })
      await person.add('Given up')
      await expect(signInAgain(person)).toBeVisible()
      if (way === 'close')
        await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
      else await signedIn.quit()
      await gone
      expect(heldNamed(server, 'Given up')).toEqual([])

      // Nothing is asked about what was certainly not made.
      const next = await start()
      await expect(signInScreen(next.person)).toBeVisible()
      await next.person.page.getByLabel('Password', { exact: true }).fill(server.login('admin').password)
      await next.person.button('Sign in').click()
      await expect(next.person.heading(server.login('admin').name)).toBeVisible()
      await settled(next.person)
      await expect(next.page.getByRole('dialog')).toHaveCount(0)
      await expect(alertIn(next.page)).toHaveCount(0)
    })

  test('a start that hears it of the list first does not take the question away', async ({
    signedIn,
    start,
    server,
  }) => {
    await signedIn.kill()
    server.state.expireSessions()
    server.clearRequests()
    const release = server.faults.hold('userinfo')
    const { person, page } = await start()
    await expect(signInAgain(person)).toBeVisible()
    expect(requestsOf(server, 'tokens.list').some(({ status }) => status === 401)).toBe(true)
    release()
    await expect.poll(() => requestsOf(server, 'userinfo').map(({ status }) => status)).toEqual([401])
    // Whatever the look at the start would do is done: main answers in order.
    await page.evaluate(() => window.webitel.request['session:state']())
    await expect(signInAgain(person)).toBeVisible()
    await renew(person, server.login('admin').password)
    await expect(person.heading(server.login('admin').name)).toBeVisible()
    await settled(person)
  })
})
