import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireElectron } from '../electron/preflight.ts'
import { resolveElectron } from '../electron/resolve.ts'
import { CHECKOUT, launch, type LaunchedApp } from '../driver/launch.ts'
import { startBus } from '../linux/bus.ts'
import { startDisplay } from '../linux/display.ts'
import { startKeyring } from '../linux/keyring.ts'
import { startWebitelServer } from '../webitel-server/index.ts'
import { STEPS, type Walk } from './steps.ts'

const PICTURES = join(CHECKOUT, 'out/tour')
const THEMES = ['light', 'dark'] as const

/** Walks through the main job on a display that nobody sees. @returns the exit code: 0 when every step went well */
export async function walk(): Promise<number> {
  await rm(PICTURES, { recursive: true, force: true })
  await mkdir(PICTURES, { recursive: true })
  return await onStage(async (walking) => {
    const { login, password } = walking.server.login('admin')
    console.log(`The embedded Webitel server: ${walking.server.url}\n  ${login}  ${password}\n`)
    try {
      await takeSteps(walking)
    } catch (error) {
      await picture(walking, 'failed').catch(() => undefined)
      throw error
    }
    console.log(`\nEverything went well. Pictures: ${PICTURES}`)
  })
}

/**
 * The application on the embedded server, on a display that nobody sees, with a keyring and a profile folder of its own.
 *
 * @returns the exit code: 0 when nothing was thrown
 */
export async function onStage(work: (walk: Walk) => Promise<void>): Promise<number> {
  requireElectron(resolveElectron(), 'own')
  const home = await mkdtemp(join(tmpdir(), 'webitel-tokens-tour-'))
  const display = await startDisplay()
  const bus = await startBus()
  const keyring = await startKeyring(bus, join(home, 'keyring'))
  const server = await startWebitelServer()
  const env = { DISPLAY: display.name, DBUS_SESSION_BUS_ADDRESS: bus.address }
  const launched = await launch({ profile: join(home, 'profile'), env })
  try {
    await work({ ...launched, server, folder: home })
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  } finally {
    await launched.kill()
    await server.close()
    for (const companion of [keyring, bus, display]) await companion.stop()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function takeSteps(walking: Walk): Promise<void> {
  for (const [index, { name, take }] of STEPS.entries()) {
    await take(walking)
    await picture(walking, `${String(index + 1).padStart(2, '0')}-${name.toLowerCase().replace(/\W+/g, '-')}`)
    console.log(`  ✓ ${name}`)
  }
}

/** As people see it who like it light, and as those who like it dark. */
async function picture({ page }: Pick<LaunchedApp, 'page'>, name: string): Promise<void> {
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme })
    await page.screenshot({ path: join(PICTURES, `${name}-${theme}.png`), animations: 'disabled' })
  }
}
