import { Refusal } from './refusal.ts'
import { spawnSuite } from './test/spawn.ts'

/**
 * Builds the application into `out/`.
 *
 * @throws Refusal if the build failed; the build has printed the reason
 */
export async function build(): Promise<void> {
  if (!(await spawnSuite(['electron-vite', 'build', '--logLevel', 'warn'], {})))
    throw new Refusal('The application could not be built; the reason stands above.')
}
