import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { join } from 'node:path'
import { resolveElectron } from '../electron/resolve.ts'
import { HANG_MS } from '../limits.ts'
import { end, exited } from './end.ts'

export const CHECKOUT = join(import.meta.dirname, '../..')

/** What is started: an Electron, and an application for it. */
export interface Program {
  readonly executable: string
  /** What it is started with, first of all: the application's folder. */
  readonly args: readonly string[]
  /** With Chromium's sandbox, which root has not. */
  readonly sandboxed: boolean
  readonly env?: Readonly<Record<string, string>>
}

/** The built application of this checkout on the Electron in use, wherever it can be started. */
export const builtProgram = (): Program => ({
  executable: resolveElectron().executable,
  args: [CHECKOUT],
  sandboxed: false,
})

export interface LaunchOptions {
  /** The profile folder: what one start leaves, the next finds. */
  readonly profile: string
  /** Added to this process's own; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly args?: readonly string[]
  readonly program?: Program
}

/** Waits for the next window, or the next `wanted` one. Call it before the action that opens the window. */
export const nextWindow = (
  app: ElectronApplication,
  wanted: (page: Page) => boolean = () => true,
): Promise<Page> => app.waitForEvent('window', { predicate: wanted, timeout: HANG_MS })

export interface LaunchedApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** Asks it to quit, as its menu does: what has a question puts it. */
  readonly quit: () => Promise<void>
  /** Resolves when its first process has ended. */
  readonly gone: Promise<void>
  /** Ends it and all that it started as a power cut would: at once, without the questions that a closing window asks. */
  readonly kill: () => Promise<void>
}

/** Starts the application, with its window open. */
export async function launch(options: LaunchOptions): Promise<LaunchedApp> {
  const { profile, env = {}, args = [], program = builtProgram() } = options
  const app = await _electron.launch({
    executablePath: program.executable,
    args: [...program.args, `--user-data-dir=${profile}`, ...args],
    env: environment({ ...program.env, ...env }),
    chromiumSandbox: program.sandboxed,
  })
  // Playwright's default timeout of 30 s applies here, because the test configuration doesn't apply to
  // Electron.
  app.context().setDefaultTimeout(HANG_MS)
  const child = app.process()
  const kill = () => end(child)
  try {
    const quit = () => app.evaluate(({ app: electron }) => electron.quit())
    return { app, page: await app.firstWindow({ timeout: HANG_MS }), quit, gone: exited(child), kill }
  } catch (error) {
    await kill()
    throw error
  }
}

function environment(changes: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const merged = { ...process.env, ...changes }
  return Object.fromEntries(
    Object.entries(merged).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
