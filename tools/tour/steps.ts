import { expect } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LaunchedApp } from '../driver/launch.ts'
import { answerSaveDialog, personAt, type Person } from '../driver/person.ts'
import type { WebitelServer } from '../webitel-server/index.ts'

/** What a step has at hand. */
export interface Walk extends LaunchedApp {
  readonly server: WebitelServer
  readonly folder: string
}

export interface Step {
  readonly name: string
  /** @throws Error when what should be on the screen, in a file or on the server is not */
  readonly take: (walk: Walk) => Promise<void>
}

const USAGE = 'CRM integration (tour)'

const secretOf = ({ server }: Walk): string =>
  held(server).find(({ usage }) => usage === USAGE)?.secret ?? 'not created'

const held = (server: WebitelServer) => server.state.tokensOf(server.login('admin').userId)

const confirmed = async (person: Person): Promise<void> => {
  await person.dialog('Confirm deletion').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(person.dialog('Confirm deletion')).toBeHidden()
}

const step = (name: string, take: (person: Person, walk: Walk) => Promise<void>): Step => ({
  name,
  take: (walk) => take(personAt(walk.page), walk),
})

/** The main job, in its order. Each leaves the screen that it is about. */
export const STEPS: readonly Step[] = [
  step('Sign-in screen', async ({ page }) => {
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  }),
  step('Registry', async (person, { server }) => {
    const { login, password, name } = server.login('admin')
    await person.signIn(server.url, login, password)
    await expect(person.heading(name)).toBeVisible()
    await expect(person.row('Zapier')).toBeVisible()
  }),
  step('New token', async (person) => {
    await person.button('Add').click()
    await person.dialog('New token').getByRole('textbox', { name: 'Name' }).fill(USAGE)
  }),
  step('Token created', async (person, walk) => {
    await person.page.keyboard.press('Enter')
    const field = person.dialog('Token created').getByRole('textbox', { name: 'Token' })
    await expect(field).toBeVisible()
    await expect(field).toHaveValue(secretOf(walk))
  }),
  step('Copy', async (person, walk) => {
    await person.button('Copy to clipboard').click()
    await expect(person.dialog('Token created').getByRole('status')).toContainText('Copied to clipboard')
    expect(await walk.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(secretOf(walk))
  }),
  step('Save', async (person, walk) => {
    const path = join(walk.folder, 'token.txt')
    await answerSaveDialog(walk.app, path)
    await person.button('Save as txt').click()
    await expect(person.dialog('Token created').getByRole('status')).toContainText('Saved to token.txt')
    expect(await readFile(path, 'utf8')).toBe(secretOf(walk))
  }),
  step('The new row', async (person) => {
    await person.button('Close').click()
    await expect(person.dialog('Token created')).toBeHidden()
    await expect(person.row(USAGE)).toContainText('New')
  }),
  step('Confirm deletion', async (person) => {
    await person.button(`Delete ${USAGE}`).click()
    await expect(person.dialog('Confirm deletion')).toBeVisible()
  }),
  step('Deleted one', async (person, { server }) => {
    await confirmed(person)
    await expect(person.status('1 deleted')).toBeVisible()
    expect(held(server).some(({ usage }) => usage === USAGE)).toBe(false)
  }),
  step('Selected several', async (person) => {
    await person.select('Zapier', 'webhook relay', 'monitoring probe')
    await expect(person.page.getByText('3 selected', { exact: true })).toBeVisible()
  }),
  step('Deleted several', async (person, { server }) => {
    await person.button('Delete selected').click()
    await confirmed(person)
    await expect(person.status('3 deleted')).toBeVisible()
    expect(held(server).some(({ usage }) => usage === 'Zapier')).toBe(false)
  }),
  step('Settings', async ({ page }) => {
    await page
      .getByRole('link', { name: 'Settings', exact: true })
      .or(page.getByRole('button', { name: 'Settings', exact: true }))
      .click()
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  }),
  step('Signed out', async (person, { server }) => {
    await person.signOut()
    await expect(person.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    expect(server.requests.some(({ route }) => route === 'logout')).toBe(true)
  }),
]
