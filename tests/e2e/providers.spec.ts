import type { Page } from '@playwright/test'
import type { Role, WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { settled } from './support/registry.ts'
import { alertIn, field, signInScreen } from './support/sessions.ts'

/** Types server and login, and leaves them alone: the form learns what the domain offers. */
async function address({ person }: Running, server: WebitelServer, role: Role): Promise<void> {
  await field(person, 'Server').fill(server.url)
  await field(person, 'Login').fill(server.login(role).login)
}

async function continueWith({ app, person }: Running, provider: string): Promise<Page> {
  const opened = app.waitForEvent('window')
  await person.button(`Continue with ${provider}`).click()
  return await opened
}

async function signInAt(provider: Page, login: string, password: string): Promise<void> {
  await provider.getByLabel('Login').fill(login)
  await provider.getByLabel('Password').fill(password)
  await provider.getByRole('button', { name: 'Continue' }).click()
}

const windows = ({ app }: Running): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)

for (const tellsKey of [true, false])
  test(`a provider signs in, ${tellsKey ? 'and its page tells the key' : 'and only its cookies tell the key'}`, async ({
    start,
    server,
  }) => {
    server.switches.authPageTellsKey = tellsKey
    const running = await start()
    const { login, password, name } = server.login('sso')
    await address(running, server, 'sso')
    const provider = await continueWith(running, 'Example ID')
    await expect(running.person.status('Go on in the window of Example ID')).toBeVisible()
    await signInAt(provider, login, password)
    await expect(running.person.heading(name)).toBeVisible()
    await settled(running.person)
    expect(await windows(running)).toBe(1)
  })
