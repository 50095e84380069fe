import type { Page } from '@playwright/test'
import { nextWindow } from '../../../tools/driver/launch.ts'
import type { Role, WebitelServer } from '../../../tools/webitel-server/index.ts'
import type { Running } from './fixtures.ts'
import { field } from './sessions.ts'

/** Types server and login, and leaves them alone: the form learns what the domain offers. */
export async function address({ person }: Running, server: WebitelServer, role: Role): Promise<void> {
  await field(person, 'Server').fill(server.url)
  await field(person, 'Login').fill(server.login(role).login)
}

/** Presses the button. @returns the pages of the provider */
export async function continueWith({ app, person }: Running, provider: string): Promise<Page> {
  const opened = nextWindow(app)
  await person.button(`Continue with ${provider}`).click()
  return await opened
}

/** In the window of the provider. */
export async function signInAt(provider: Page, login: string, password: string): Promise<void> {
  await provider.getByLabel('Login').fill(login)
  await provider.getByLabel('Password').fill(password)
  await provider.getByRole('button', { name: 'Continue' }).click()
}

export const windows = ({ app }: Running): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
