import type { Locator, Page } from '@playwright/test'
import type { Person } from '../../../tools/driver/person.ts'
import type { RequestRecord, Role, TokenRow, WebitelServer } from '../../../tools/webitel-server/index.ts'
import { answered, expect } from './fixtures.ts'

/** What the server holds for that person, the newest first. */
export const heldBy = (server: WebitelServer, role: Role = 'admin'): readonly TokenRow[] =>
  server.state.tokensOf(server.login(role).userId).toSorted((a, b) => b.createdAt - a.createdAt)

export const heldNamed = (server: WebitelServer, usage: string, role: Role = 'admin'): readonly TokenRow[] =>
  heldBy(server, role).filter((token) => token.usage === usage)

export const requestsOf = (server: WebitelServer, route: RequestRecord['route']): readonly RequestRecord[] =>
  server.requests.filter((request) => request.route === route)

/** The boxes of the rows, without that of the page. */
export const boxes = (page: Page): Locator => page.getByRole('checkbox', { name: /^Select (?!page$)/ })

export const selectPage = (page: Page): Locator =>
  page.getByRole('checkbox', { name: 'Select page', exact: true })

/** What the rows are called, from the top. */
export const rowNames = async (page: Page): Promise<string[]> =>
  await boxes(page).evaluateAll((all) =>
    all.map((box) => box.getAttribute('aria-label')?.replace(/^Select /, '') ?? ''),
  )

export const selected = (page: Page, count: number): Locator =>
  page.getByText(`${count} selected`, { exact: true })

export const search = (page: Page): Locator => page.getByLabel('Search', { exact: true })

export const within = (dialog: Locator, name: string): Locator =>
  dialog.getByRole('button', { name, exact: true })

/** Whether it is on the screen now; `toBeInViewport` waits until it is. */
export const isInView = (locator: Locator): Promise<boolean> =>
  locator.evaluateAll(
    ([element]) =>
      new Promise<boolean>((resolve) => {
        if (!element) return resolve(false)
        const observer = new IntersectionObserver(([entry]) => {
          observer.disconnect()
          resolve(entry?.isIntersecting ?? false)
        })
        observer.observe(element)
      }),
  )

/** A press of the mouse on what may be disabled: a person does not wait until it is not. */
export const press = (control: Locator): Promise<void> => control.click({ force: true })

/** The list has been answered. */
export const settled = async ({ table }: Person): Promise<void> =>
  await expect(table()).toHaveAttribute('aria-busy', 'false')

/** Typed faster than any pause, however busy the machine is: all keys in one turn of the page. */
export const typeQuickly = (field: Locator, text: string): Promise<void> =>
  field.evaluate((element, typed) => {
    const input = element as HTMLInputElement
    for (const key of typed) {
      input.value += key
      input.dispatchEvent(new InputEvent('input', { bubbles: true }))
    }
  }, text)

/** Signs in as the person seeded with that role, and waits for what is there. */
export async function enter(person: Person, server: WebitelServer, role: Role): Promise<void> {
  const { login, password, name } = server.login(role)
  await person.signIn(server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await answered(person.page)
}

/** Tokens of that person are shown, whoever it is. */
export async function openUser(person: Person, name: string): Promise<void> {
  await person.page.getByLabel('Find user', { exact: true }).fill(name)
  await person.page.getByRole('link', { name, exact: true }).click()
  await expect(person.heading(name)).toBeVisible()
  await settled(person)
}
