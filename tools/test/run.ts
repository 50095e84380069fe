/**
 * `npm test`: every suite, one after another, and their sum as the last line.
 *
 *     node tools/test/run.ts [--only unit,e2e] [--check] [-- arguments for the suites that run tests]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { requireElectron } from '../electron/preflight.ts'
import { absence, describe, findElectron, resolveElectron } from '../electron/resolve.ts'
import { onOwnBus } from './own-bus.ts'
import { readReport, type Runner } from './reports.ts'
import { spawnSuite } from './spawn.ts'
import { CHECKS, chosen, type Suite } from './suites.ts'
import { closingLine, honest, ofCheck, sum, type Tally } from './tally.ts'

const { values, positionals } = parseArgs({
  options: {
    only: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const names = values.check ? CHECKS : (values.only?.split(',') ?? [])
const reports = mkdtempSync(join(tmpdir(), 'webitel-tokens-reports-'))
process.once('exit', () => rmSync(reports, { recursive: true, force: true }))

/** A suite that can't even be started has failed, and the others are run all the same. */
async function tallyOf(suite: Suite): Promise<Tally> {
  console.log(`\n▶ ${suite.name}`)
  try {
    return await runSuite(suite)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return ofCheck(false)
  }
}

async function runSuite(suite: Suite): Promise<Tally> {
  const report = join(reports, `${suite.name}.json`)
  const { args, env } = reporting(suite.runner, report)
  const command = [...suite.command, ...args, ...(suite.runner ? positionals : [])]
  const run = (more: Readonly<Record<string, string>>) =>
    spawnSuite(command, { ...env, ...suite.env, ...more })
  if (!suite.runner) return ofCheck(await run({}))
  // Fail once with a clear message, instead of in each test.
  if (suite.runner === 'playwright') requireElectron(resolveElectron(), 'own')
  const succeeded = await onOwnBus(run)
  return honest(readReport(suite.runner, report), succeeded)
}

function reporting(runner: Runner | undefined, report: string) {
  if (runner === 'vitest')
    return { args: ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`], env: {} }
  if (runner === 'playwright')
    return { args: ['--reporter=list,json'], env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report } }
  return { args: [], env: {} }
}

function chosenOrEnd(): readonly Suite[] {
  try {
    return chosen(names)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

const minutesSince = (time: number): string => `${((Date.now() - time) / 60_000).toFixed(2)} min`

const began = Date.now()
const suites = chosenOrEnd()
const electron = findElectron()
// electron-vite and Playwright look at the variable of their own process.
if (electron) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.folder
console.log(electron ? describe(electron) : absence())

const lines: string[] = []
const tallies: Tally[] = []
for (const suite of suites) {
  const started = Date.now()
  const tally = await tallyOf(suite)
  tallies.push(tally)
  lines.push(`${suite.name}: ${closingLine(tally)} (${minutesSince(started)})`)
}
const total = sum(tallies)
console.log(['', ...lines, minutesSince(began), closingLine(total)].join('\n'))
process.exitCode = total.failed === 0 ? 0 : 1
