import { spawnSync } from 'node:child_process'
import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { CHECKOUT } from '../driver/launch.ts'
import { sandboxFlags } from '../electron/preflight.ts'
import type { ElectronInUse } from '../electron/resolve.ts'
import { HANG_MS } from '../limits.ts'
import { Refusal } from '../refusal.ts'
import { hold } from './one-at-a-time.ts'

/** Profile folders in `out/`: for the embedded server, for the user's own server, and for development. */
export const PROFILES = { demo: 'demo-profile', own: 'start-profile', dev: 'dev-profile' } as const

export const profileFolder = (name: keyof typeof PROFILES): string => join(CHECKOUT, 'out', PROFILES[name])

/**
 * Builds and runs the application in this folder, unless it is already running: a second start would replace
 * the files that the open window uses. In that case, shows the open window instead.
 *
 * @param work builds and runs the application
 * @throws Refusal if the application is already running
 */
export async function onlyOne(electron: ElectronInUse, work: () => Promise<number>): Promise<number> {
  const held = hold(join(CHECKOUT, 'out', 'running.lock'))
  if (!held) throw new Refusal(showOpenWindow(electron) ? WINDOW_SHOWN : ALREADY_RUNNING)
  try {
    return await work()
  } finally {
    held.release()
  }
}

const WINDOW_SHOWN =
  'The application already runs from this folder, and its window was brought to the front; to start it anew, close that window first.'
const ALREADY_RUNNING =
  'npm start or npm run dev is already at work in this folder; wait until it has ended, or end it with Ctrl+C in its terminal.'

/** A second Electron makes the running one show its window, then exits. @returns whether one was running */
function showOpenWindow({ executable }: ElectronInUse): boolean {
  const names = Object.keys(PROFILES) as (keyof typeof PROFILES)[]
  const profile = names.map(profileFolder).find(isOpen)
  if (profile === undefined) return false
  const args = [CHECKOUT, `--user-data-dir=${profile}`, ...sandboxFlags()]
  return spawnSync(executable, args, { stdio: 'ignore', timeout: HANG_MS }).status === 0
}

/** Chromium's lock is a link to `host-pid`; Windows has none. */
function isOpen(profile: string): boolean {
  try {
    const owner = readlinkSync(join(profile, 'SingletonLock'))
    const pid = Number(owner.slice(hostname().length + 1))
    return owner.startsWith(`${hostname()}-`) && process.kill(pid, 0)
  } catch {
    return false
  }
}
