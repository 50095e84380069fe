import { spawnSync } from 'node:child_process'
import { hasDisplay } from '../linux/display.ts'
import { libraryLack, programLack, sentenceOf, STAGE, type Lack } from '../linux/lacks.ts'
import { Refusal } from '../refusal.ts'
import { explain } from './ending.ts'
import type { ElectronInUse } from './resolve.ts'

/** Root can't use Chromium's sandbox: Electron doesn't start with it. */
export const sandboxFlags = (): readonly string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])

/**
 * Checks that the application can start on this system, before the script builds it.
 *
 * @param display `own` if the script always starts its own display, even if the user has one
 * @throws Refusal that names what is missing and the command that installs it
 */
export function requireElectron(electron: ElectronInUse, display: 'own' | 'if-any'): void {
  const programs = display === 'own' || !hasDisplay() ? programLack(STAGE) : undefined
  const lacks = [libraryLack(electron.executable), programs].filter(
    (lack): lack is Lack => lack !== undefined,
  )
  if (lacks.length > 0) throw new Refusal(sentenceOf(lacks, "The application can't be started here"))
  requireSandbox(electron)
}

/** Electron prints its version after Chromium has created its sandbox. It needs no display for that. */
function requireSandbox({ executable }: ElectronInUse): void {
  const { status, signal, stderr, error } = spawnSync(executable, ['--version', ...sandboxFlags()], {
    encoding: 'utf8',
  })
  if (error) throw new Refusal(`Electron can't be run on this system: ${error.message}`)
  if (status !== 0) throw new Refusal(explain({ executable, status, signal, stderr }))
}
