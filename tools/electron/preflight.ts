import { spawnSync } from 'node:child_process'
import { hasDisplay } from '../linux/display.ts'
import { libraryLack, programLack, sentenceOf, STAGE, type Lack } from '../linux/lacks.ts'
import { Refusal } from '../refusal.ts'
import { explain } from './ending.ts'
import type { ElectronInUse } from './resolve.ts'

/** Root has no use of Chromium's sandbox, and it does not start with it. */
export const sandboxFlags = (): readonly string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])

/**
 * Whether the application can be started here, known before anything is built for it.
 *
 * @param display `own`: on a display of the script's own, whatever the person has
 * @throws Refusal with what is missing, and the command that helps
 */
export function requireElectron(electron: ElectronInUse, display: 'own' | 'if-any'): void {
  const programs = display === 'own' || !hasDisplay() ? programLack(STAGE) : undefined
  const lacks = [libraryLack(electron.executable), programs].filter(
    (lack): lack is Lack => lack !== undefined,
  )
  if (lacks.length > 0) throw new Refusal(sentenceOf(lacks, "The application can't be started here"))
  requireSandbox(electron)
}

/** Electron tells its version once Chromium has made its sandbox, and needs no display for it. */
function requireSandbox({ executable }: ElectronInUse): void {
  const { status, signal, stderr, error } = spawnSync(executable, ['--version', ...sandboxFlags()], {
    encoding: 'utf8',
  })
  if (error) throw new Refusal(`Electron can't be run on this system: ${error.message}`)
  if (status !== 0) throw new Refusal(explain({ executable, status, signal, stderr }))
}
