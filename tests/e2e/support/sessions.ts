import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import type { ProfileId } from '../../../src/contract/index.ts'
import type { Person } from '../../../tools/driver/person.ts'
import type { RequestRecord, WebitelServer } from '../../../tools/webitel-server/index.ts'

export const signInScreen = ({ page }: Person): Locator =>
  page.getByRole('heading', { name: 'Sign in', exact: true })

/** What is said aloud, where the screen or the dialog has it. */
export const alertIn = (where: Locator | Person['page']): Locator =>
  where.getByRole('alert').filter({ visible: true })

export const field = (person: Person, name: 'Server' | 'Login' | 'Password'): Locator =>
  person.page.getByLabel(name, { exact: true })

export const signInAgain = (person: Person): Locator => person.dialog('Sign in again')

export async function renew(person: Person, password: string): Promise<void> {
  await signInAgain(person).getByLabel('Password', { exact: true }).fill(password)
  await signInAgain(person).getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** The profile that the page shows. */
export async function shownProfile(page: Person['page']): Promise<ProfileId> {
  const profile = await page.evaluate(async () => {
    const state = await window.webitel.request['session:state']()
    return state.ok && state.value.kind === 'signed-in' ? state.value.account.profileId : undefined
  })
  if (profile === undefined) throw new Error('Nobody is signed in')
  return profile
}

export const asked = (server: WebitelServer, route: RequestRecord['route']): readonly RequestRecord[] =>
  server.requests.filter((request) => request.route === route)

/** The key that the last list was asked for with. */
export const accessOf = (server: WebitelServer): string =>
  String(asked(server, 'tokens.list').at(-1)?.headers['x-webitel-access'] ?? 'no list was asked for')

interface StoredProfiles {
  readonly value: { readonly accounts: readonly { readonly profileId: string; readonly login: string }[] }
}

/** The accounts that the profile folder knows, most recent first. */
export async function accountsIn(profile: string): Promise<StoredProfiles['value']['accounts']> {
  const file = JSON.parse(await readFile(join(profile, 'profiles.json'), 'utf8')) as StoredProfiles
  return file.value.accounts
}

export { filesWith } from './residue.ts'
