import { test as base, expect, type Page } from '@playwright/test'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serviceName } from './service-name.ts'
import { profileIdOf } from '../../../src/main/session/profiles.ts'
import { launch, type LaunchedApp, type LaunchOptions } from '../../../tools/driver/launch.ts'
import { personAt, type Person } from '../../../tools/driver/person.ts'
import { startDisplay } from '../../../tools/linux/display.ts'
import { startBus, type Bus } from '../../../tools/linux/bus.ts'
import { startKeyring, type Keyring } from '../../../tools/linux/keyring.ts'
import { plainProgram, sandboxedProgram, type TestedProgram } from './sandboxed.ts'
import {
  startWebitelServer,
  type Role,
  type ServerOptions,
  type WebitelServer,
} from '../../../tools/webitel-server/index.ts'

/** The application as a test sees it. */
export interface Running extends LaunchedApp {
  readonly person: Person
}

interface TestFixtures {
  /** Of ten thousand tokens nearly every test has no use: they are seeded where one asks for them. */
  readonly serverOptions: ServerOptions
  readonly server: WebitelServer
  /** A profile folder of this test's own. */
  readonly profile: string
  /** Set where what nobody foresaw is made to happen; else a report of it is a failure. */
  readonly problemsExpected: boolean
  /** A folder for files. */
  readonly folder: string
  /** As people run it: with Chromium's sandbox on, and never as root. Where the point of a test is a permission, too. */
  readonly sandbox: boolean
  readonly program: TestedProgram
  readonly bus: Bus
  /** A real Secret Service of this test's own, so that it can be stopped and killed. */
  readonly keyring: Keyring
  /** Starts the application; ended with the test. */
  readonly start: (options?: Partial<LaunchOptions>) => Promise<Running>
  /** Started, and signed in as the administrator. */
  readonly signedIn: Running
}

const temporary = async (use: (folder: string) => Promise<void>, name: string): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), `webitel-tokens-${name}-`))
  await use(folder)
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

interface WorkerFixtures {
  /** A display of this worker's own: windows, keys and the clipboard are its own too. */
  readonly display: void
  /** Made when it is asked for first. */
  readonly whenSandboxed: () => Promise<TestedProgram>
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  display: [
    async ({}, use) => {
      if (process.platform !== 'linux') return await use()
      const display = await startDisplay()
      // Also for the other programs that a test runs there.
      process.env['DISPLAY'] = display.name
      await use()
      await display.stop()
    },
    { scope: 'worker', auto: true },
  ],
  whenSandboxed: [
    async ({}, use) =>
      await temporary(async (folder) => {
        let made: Promise<TestedProgram> | undefined
        await use(() => (made ??= sandboxedProgram(folder)))
      }, 'program'),
    { scope: 'worker' },
  ],
  sandbox: [false, { option: true }],
  program: async ({ sandbox, whenSandboxed }, use) =>
    await use(sandbox ? await whenSandboxed() : plainProgram()),
  serverOptions: [{}, { option: true }],
  problemsExpected: [false, { option: true }],
  server: async ({ serverOptions }, use) => {
    const server = await startWebitelServer({ big: false, ...serverOptions })
    await use(server)
    await server.close()
  },
  profile: async ({}, use) => temporary(use, 'profile'),
  folder: async ({}, use) => temporary(use, 'files'),
  bus: async ({}, use) => {
    const bus = await startBus()
    await use(bus)
    await bus.stop()
  },
  keyring: async ({ bus }, use) => {
    await temporary(async (home) => {
      const keyring = await startKeyring(bus, home)
      await use(keyring)
      await keyring.stop()
    }, 'keyring')
  },
  start: async ({ bus, keyring: _, profile, folder, program, problemsExpected }, use, info) => {
    const running: Running[] = []
    await use(async (options = {}) => {
      await program.give(profile, folder)
      const launched = await launch({
        profile,
        program,
        ...options,
        env: { DBUS_SESSION_BUS_ADDRESS: bus.address, ...options.env },
      })
      const started = { ...launched, person: personAt(launched.page) }
      running.push(started)
      return started
    })
    for (const { page, kill } of running) {
      await keepPicture(page, info)
      await kill()
    }
    if (!problemsExpected) expect(await unforeseen(profile), 'errors that nobody foresaw').toEqual([])
  },
  signedIn: async ({ start, server, keyring, profile }, use) => {
    const running = await start()
    const { login, password } = server.login('admin')
    await running.person.signIn(server.url, login, password)
    await expect(running.person.heading(server.login('admin').name)).toBeVisible()
    await answered(running.page)
    // Once in some hundreds of sign-ins the keychain has no entry; a test that needs one says so with `sessionStored`.
    await sessionStored({ server, keyring, profile }, 'admin').catch(() => undefined)
    await use(running)
  },
})

/** The keychain has the session of that person. The screen does not wait for it; before a kill, a test has to. */
export async function sessionStored(
  { server, keyring, profile }: Pick<TestFixtures, 'server' | 'keyring' | 'profile'>,
  role: Role,
): Promise<void> {
  const [service, account] = [serviceName(profile), profileIdOf(server.url, server.login(role).login)]
  await expect.poll(() => keyring.lookup(service, account)).toBeDefined()
}

/**
 * All that a screen asks for when it opens has come: what a test then makes of the server meets nothing else, and
 * what is sent from then on is the test's.
 */
export const answered = async (page: Page): Promise<void> =>
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)

/** The reports of errors; pages are made to end by several tests. */
async function unforeseen(profile: string): Promise<string[]> {
  const folder = join(profile, 'problems')
  const names = (await readdir(folder).catch(() => [])).filter((name) => /main-|page-error/.test(name))
  return await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
}

/** What was on the screen of a test that failed. */
async function keepPicture(
  page: Page,
  info: { status?: string | undefined; expectedStatus: string; outputPath: (name: string) => string },
): Promise<void> {
  if (info.status === info.expectedStatus || page.isClosed()) return
  await page.screenshot({ path: info.outputPath('screen.png') }).catch(() => undefined)
}

export { expect }
