import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'
import { nextWindow } from '../../tools/driver/launch.ts'
import { expect, sessionStored, test } from './support/fixtures.ts'
import { address, continueWith, signInAt, windows } from './support/providers.ts'
import { settled } from './support/registry.ts'
import { alertIn, field } from './support/sessions.ts'
import { trust } from './support/trust.ts'

test('a provider signs in, and its page tells the key; the next start finds the session', async ({
  start,
  server,
  keyring,
  profile,
}) => {
  const running = await start()
  const { login, password, name } = server.login('sso')
  await address(running, server, 'sso')
  const provider = await continueWith(running, 'Example ID')
  await expect(running.person.status('Go on in the window of Example ID')).toBeVisible()
  const titles = await running.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getTitle()),
  )
  expect(titles).toContain(`${new URL(server.url).host} · Example ID`)
  await signInAt(provider, login, 'wrong')
  await expect(provider.getByRole('alert')).toContainText('Wrong login or password')
  await signInAt(provider, login, password)
  await expect(running.person.heading(name)).toBeVisible()
  await settled(running.person)
  expect(await windows(running)).toBe(1)
  await sessionStored({ server, keyring, profile }, 'sso')
  await running.kill()

  const next = await start()
  await expect(next.person.heading(name)).toBeVisible()
})

test('a domain without passwords: the field goes, Enter opens the provider, whose cookies tell the key', async ({
  start,
  server,
}) => {
  server.switches.authPageTellsKey = false
  const running = await start()
  const { person, page, app } = running
  await address(running, server, 'sso-only')
  await field(person, 'Password').focus()
  await expect(person.button('Continue with Example ID')).toBeFocused()
  await expect(field(person, 'Password')).toBeHidden()
  await expect(person.button('Sign in')).toBeHidden()
  await field(person, 'Login').press('End')
  await field(person, 'Login').pressSequentially('x')
  await expect(field(person, 'Password')).toBeVisible()
  await page.keyboard.press('Backspace')
  await expect(field(person, 'Password')).toBeHidden()
  const opened = nextWindow(app)
  await field(person, 'Login').press('Enter')
  const { login, password, name } = server.login('sso-only')
  await signInAt(await opened, login, password)
  await expect(person.heading(name)).toBeVisible()
})

test('who gives up, is refused or is somebody else is told so, and nothing of a try is left to the next', async ({
  start,
  server,
}) => {
  const running = await start()
  const { person, page } = running
  const { login, password, name } = server.login('sso')
  await address(running, server, 'sso')

  await continueWith(running, 'Example ID')
  await expect(person.button('Cancel')).toBeFocused()
  await expect(person.button('Continue with Acme Login')).toBeHidden()
  // One at a time, whatever the page asks for.
  const place = { server: server.url, login, allowHttp: false }
  const second = page.evaluate(
    (where) => window.webitel.request['session:sign-in-with']('/acme', where, 9001),
    place,
  )
  expect(await second).toMatchObject({ ok: false, error: { code: 'busy' } })
  expect(await windows(running)).toBe(2)
  await person.button('Cancel').click()
  await expect(alertIn(page)).toBeVisible()
  await expect.poll(() => windows(running)).toBe(1)
  await expect(person.button('Continue with Example ID')).toBeFocused()

  const closed = await continueWith(running, 'Example ID')
  await closed.close()
  await expect(alertIn(page)).toContainText('The window was closed before the sign-in was complete')

  const refused = await continueWith(running, 'Acme Login')
  await refused.getByRole('button', { name: 'Deny' }).click()
  await expect(alertIn(page)).toContainText('The account was not let in')

  const other = await continueWith(running, 'Example ID')
  const admin = server.login('admin')
  await other.evaluate(() => {
    document.cookie = 'planted=1'
    localStorage.setItem('planted', '1')
  })
  await signInAt(other, admin.login, admin.password)
  await expect(alertIn(page)).toContainText('belongs to another domain than the login')
  await expect.poll(() => server.state.sessions()).toEqual([])

  server.faults.add({ route: 'sso', kind: 'drop', when: 'before', times: 3 })
  await person.button('Continue with Example ID').click()
  await expect(alertIn(page)).toContainText('The connection to the server was lost')
  server.faults.clear()
  server.faults.add({ route: 'sso', kind: 'status', status: 403, body: 'json', detail: 'Not from here' })
  await person.button('Continue with Example ID').click()
  await expect(alertIn(page)).toContainText('Not from here')
  expect(await windows(running)).toBe(1)

  const last = await continueWith(running, 'Example ID')
  await last.getByRole('button', { name: 'Continue' }).waitFor()
  expect(await last.evaluate(() => [document.cookie, { ...localStorage }])).toEqual(['', {}])
  await signInAt(last, login, password)
  await expect(person.heading(name)).toBeVisible()
})

/** A server whose certificate nobody vouches for. */
async function untrusted() {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }])
  const asked: string[] = []
  const server = createServer({ key, cert }, ({ url }, response) => {
    asked.push(url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, asked, close: () => server.close() }
}

test.describe('over HTTPS', () => {
  test.use({ serverOptions: { tls: true } })

  test('pages that nobody vouches for, and unencrypted ones: the window closes, and why is said', async ({
    start,
    server,
    folder,
  }) => {
    trust(folder, server.certificate ?? '')
    const other = await untrusted()
    const running = await start({ env: { HOME: folder } })
    const { person, page } = running
    await address(running, server, 'sso')
    for (const [to, words] of [
      [other.url, 'The certificate of the server is not trusted'],
      ['http://127.0.0.1:9/', 'another address, which is not followed'],
      ['file:///etc/passwd', 'another address, which is not followed'],
    ] as const) {
      server.faults.add({ route: 'sso', kind: 'redirect', to })
      await person.button('Continue with Example ID').click()
      await expect(alertIn(page), to).toContainText(words)
      await expect.poll(() => windows(running)).toBe(1)
    }
    expect(other.asked).toEqual([])
    other.close()
    const provider = await continueWith(running, 'Example ID')
    const { login, password, name } = server.login('sso')
    await signInAt(provider, login, password)
    await expect(person.heading(name)).toBeVisible()
  })
})
