import type { Runner } from './reports.ts'

/** A part of `npm test`: a program, and how what it found is known. */
export interface Suite {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  /** Absent: a check that passes or fails as a whole. */
  readonly runner?: Runner
  readonly env?: Readonly<Record<string, string>>
}

/** What did not change since the last check is not looked at again. `npm ci` forgets it all. */
const CACHE = 'node_modules/.cache'
const FORMATTED = ['--cache', '--cache-strategy=content']
const typed = (name: string) => ['--incremental', '--tsBuildInfoFile', `${CACHE}/types-${name}.tsbuildinfo`]

/** In their order: the quick ones first. */
export const SUITES: readonly Suite[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level=warn', ...FORMATTED, '.'] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--quiet'] },
  { name: 'types', command: ['tsc', '-p', 'tsconfig.node.json', ...typed('node')] },
  { name: 'types-web', command: ['vue-tsc', '-p', 'tsconfig.web.json', ...typed('web')] },
  { name: 'build', command: ['electron-vite', 'build', '--logLevel', 'warn'] },
  { name: 'package', command: ['node', 'tools/package/dir.ts', '--built', '--driven'] },
  { name: 'unit', command: ['vitest', 'run', '--project', 'unit'], runner: 'vitest' },
  { name: 'contract', command: ['vitest', 'run', '--project', 'contract'], runner: 'vitest' },
  { name: 'integration', command: ['vitest', 'run', '--project', 'integration'], runner: 'vitest' },
  { name: 'e2e', command: ['playwright', 'test', '--grep-invert=@alone'], runner: 'playwright' },
  // What measures, or takes the whole machine: a neighbour would be measured too.
  {
    name: 'alone',
    command: ['playwright', 'test', '--grep=@alone', '--workers=1', '--output=out/test-results-alone'],
    runner: 'playwright',
  },
]

/** Tests that run random sequences and compare the results with a model. */
const MODELS = ['tests/integration/registry.spec.ts', 'tests/integration/lives.spec.ts']

/** What takes too long for every time: run when it is asked for by name. */
export const LONG: readonly Suite[] = [
  {
    name: 'soak',
    command: ['playwright', 'test', '--config=playwright.soak.config.ts'],
    runner: 'playwright',
  },
  {
    name: 'soak-model',
    command: ['vitest', 'run', '--project', 'integration', ...MODELS],
    runner: 'vitest',
    env: { SOAK: '1' },
  },
]

/** Those that `npm run check` runs: what one wants to know after each change, in seconds. */
export const CHECKS = ['format', 'lint', 'types', 'types-web']

/** @throws Error for a name that there is none of */
export function chosen(names: readonly string[]): readonly Suite[] {
  if (names.length === 0) return SUITES
  const all = [...SUITES, ...LONG]
  const unknown = names.filter((name) => !all.some((suite) => suite.name === name))
  if (unknown.length > 0) throw new Error(`No such suite: ${unknown.join(', ')}`)
  return all.filter((suite) => names.includes(suite.name))
}
