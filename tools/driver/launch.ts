import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { join } from 'node:path'
import { resolveElectron } from '../electron/resolve.ts'

export const CHECKOUT = join(import.meta.dirname, '../..')

export interface LaunchOptions {
  /** The profile folder: what one start leaves, the next finds. */
  readonly profile: string
  /** Added to this process's own; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly args?: readonly string[]
}

export interface LaunchedApp {
  readonly app: ElectronApplication
  readonly page: Page
}

/** Starts the built application of this checkout on the Electron in use, with its window open. */
export async function launch({ profile, env = {}, args = [] }: LaunchOptions): Promise<LaunchedApp> {
  const app = await _electron.launch({
    executablePath: resolveElectron().executable,
    args: [CHECKOUT, `--user-data-dir=${profile}`, ...args],
    env: environment(env),
  })
  const page = await app.firstWindow()
  return { app, page }
}

function environment(changes: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const merged = { ...process.env, ...changes }
  return Object.fromEntries(
    Object.entries(merged).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
