import type { ElectronApplication, Locator, Page } from '@playwright/test'

/** Somebody at the screen: finds things by the words that people and screen readers find them by. */
export interface Person {
  readonly page: Page
  readonly signIn: (server: string, login: string, password: string) => Promise<void>
  readonly signOut: () => Promise<void>
  /** Of the menu **Account**. */
  readonly chooseAccount: (item: string | RegExp) => Promise<void>
  /** The dialog of that title. */
  readonly dialog: (title: string) => Locator
  readonly button: (name: string) => Locator
  /** The row of a token, by its name. */
  readonly row: (usage: string) => Locator
  readonly table: () => Locator
  /** Of the registry of that person. */
  readonly heading: (owner: string) => Locator
  readonly status: (text: string | RegExp) => Locator
  /** Opens **New token**, types the name, presses **Add**; returns when the answer is on the screen. */
  readonly add: (usage: string) => Promise<void>
  readonly select: (...usages: readonly string[]) => Promise<void>
}

export function personAt(page: Page): Person {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dialog = (name: string) => page.getByRole('dialog', { name, exact: true })
  async function chooseAccount(item: string | RegExp): Promise<void> {
    await button('Account').click()
    await page.getByRole('menuitem', { name: item, exact: typeof item === 'string' }).click()
  }
  return {
    page,
    dialog,
    button,
    heading: (owner) => page.getByRole('heading', { level: 1, name: `Tokens · ${owner}`, exact: true }),
    status: (text) => page.getByRole('status').filter({ hasText: text }),
    table: () => page.getByRole('grid').or(page.getByRole('table')),
    row: (usage) => page.getByRole('row').filter({ hasText: usage }),
    async signIn(server, login, password) {
      await page.getByRole('textbox', { name: 'Server', exact: true }).fill(server)
      await page.getByRole('textbox', { name: 'Login', exact: true }).fill(login)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await button('Sign in').click()
    },
    signOut: () => chooseAccount('Sign out'),
    chooseAccount,
    async add(usage) {
      await button('Add').click()
      const form = dialog('New token')
      await form.getByRole('textbox', { name: 'Name', exact: true }).fill(usage)
      await form.getByRole('button', { name: 'Add', exact: true }).click()
    },
    async select(...usages) {
      for (const usage of usages)
        await page.getByRole('checkbox', { name: `Select ${usage}`, exact: true }).check()
    },
  }
}

/** Answers the next save dialogs as a person would who types `path`, or cancels. The real dialog can't be reached. */
export async function answerSaveDialog(app: ElectronApplication, path: string | undefined): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    const asked: string[] = []
    Object.assign(globalThis, { proposedFiles: asked })
    dialog.showSaveDialog = (...args: unknown[]) => {
      asked.push((args.at(-1) as { defaultPath: string }).defaultPath)
      return Promise.resolve({ canceled: filePath === undefined, filePath: filePath ?? '' })
    }
  }, path)
}

/** The paths that save dialogs opened with since `answerSaveDialog`. */
export const proposedFiles = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { proposedFiles: string[] }).proposedFiles)
