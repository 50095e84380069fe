/**
 * `npm run bench:registry`: how fast a registry of thousands is, on the running application and the embedded server, as
 * one table. Exits 1 when a target is missed.
 *
 *     npm run bench:registry [-- --runs 10]
 */
import { parseArgs } from 'node:util'
import { describe, resolveElectron } from '../electron/resolve.ts'
import { build } from '../build.ts'
import { requireElectron } from '../electron/preflight.ts'
import { Refusal, runScript } from '../refusal.ts'
import { onStage } from '../tour/walk.ts'
import { figuresOf, type Measure } from './measure.ts'
import { creating } from './measures/creating.ts'
import { deleting } from './measures/deleting.ts'
import { manyOrFew } from './measures/many-or-few.ts'
import { patterns } from './measures/patterns.ts'
import { nextPage, selectPage, thousandRows } from './measures/thousand-rows.ts'
import { weight } from './measures/weight.ts'
import { enter, type Stage } from './stage.ts'
import { tableOf } from './table.ts'
import { allReached, LEAST, type Figure } from './targets.ts'

/** What is kept in memory is measured last: with all that the others have left. */
const MEASURES: readonly Measure[] = [
  thousandRows,
  nextPage,
  selectPage,
  manyOrFew,
  patterns,
  creating,
  deleting,
  weight,
]

/** @throws Refusal if `--runs` isn't a valid number */
function readRuns(): number {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: String(LEAST + 1) } } })
  const runs = Number(values.runs)
  if (!Number.isSafeInteger(runs) || runs < 2) throw new Refusal('--runs needs a whole number, 2 or more.')
  return runs
}

async function measureAll(stage: Stage, runs: number): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const measure of MEASURES) {
    // Not a part of the table.
    console.error(`measuring ${runs} times: ${measure.targets.map(({ what }) => what).join('; ')}`)
    figures.push(...(await figuresOf(measure, stage, runs)))
  }
  return figures
}

async function bench(): Promise<number> {
  const runs = readRuns()
  const electron = resolveElectron()
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.folder
  console.error(describe(electron))
  requireElectron(electron, 'own')
  await build()
  let reached = false
  const failed = await onStage(async (walk) => {
    const figures = await measureAll(await enter(walk), runs)
    console.log(tableOf(figures))
    reached = allReached(figures)
  })
  return reached ? failed : 1
}

await runScript(bench)
