import { expect } from '@playwright/test'
import { personAt, type Person } from '../driver/person.ts'
import type { Sight } from '../driver/drawn.ts'
import type { Walk } from '../tour/steps.ts'
import type { Role, TokenRow } from '../webitel-server/index.ts'

/** The application, signed in as somebody who may see and delete everybody's tokens. */
export interface Stage extends Walk {
  readonly person: Person
}

export async function enter(walk: Walk): Promise<Stage> {
  const person = personAt(walk.page)
  const { login, password, name } = walk.server.login('admin')
  await person.signIn(walk.server.url, login, password)
  await expect(person.heading(name)).toBeVisible()
  await settled(person)
  return { ...walk, person }
}

export const settled = async ({ table }: Person): Promise<void> =>
  await expect(table()).toHaveAttribute('aria-busy', 'false')

/** Found by name, so that the list of people holds nobody else. */
export async function open({ person, page, server }: Stage, role: Role): Promise<void> {
  const { name } = server.login(role)
  await page.getByLabel('Find user', { exact: true }).fill(name)
  await page.getByRole('link', { name, exact: true }).click()
  await expect(person.heading(name)).toBeVisible()
  await settled(person)
}

export const chooseRows = async ({ page }: Stage, rows: 25 | 1000): Promise<void> =>
  void (await page.getByLabel('Rows per page').selectOption(String(rows)))

/** Of so many a page, shown anew: the first of them. */
export async function showRows(stage: Stage, rows: 25 | 1000): Promise<void> {
  await chooseRows(stage, rows)
  await expect(stage.person.table()).toHaveAttribute('aria-rowcount', String(rows + 1))
  await settled(stage.person)
}

/** What the server holds for somebody, in the order in which the registry shows it at first. */
export const newestFirst = ({ server }: Stage, role: Role): readonly TokenRow[] =>
  server.state
    .tokensOf(server.login(role).userId)
    .toSorted((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1))

/** A page whose first row is that one, and may be acted on. */
export const pageFrom = (first: TokenRow | undefined, rows: number): Sight => ({
  selector: `[role=grid][aria-busy=false][aria-rowcount="${rows + 1}"] [aria-rowindex="2"] [aria-label="Select ${first?.usage}"]`,
})
