import { Refusal } from './refusal.ts'
import { spawnSuite } from './test/spawn.ts'

/** Builds the application into `out/`. @throws Refusal when that failed; the reason stands above it */
export async function build(): Promise<void> {
  if (!(await spawnSuite(['electron-vite', 'build', '--logLevel', 'warn'], {})))
    throw new Refusal('The application could not be built; the reason stands above.')
}
