import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Tally } from './tally.ts'

const vitest = z
  .object({ numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number() })
  .transform((report): Tally => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests,
  }))

/** A test that passed at a second try is no pass: it is flaky, and counts as failed. */
const playwright = z
  .object({
    stats: z.object({
      expected: z.number(),
      unexpected: z.number(),
      flaky: z.number(),
      skipped: z.number(),
    }),
    errors: z.array(z.unknown()).default([]),
  })
  .transform(({ stats, errors }): Tally => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }))

const SHAPES = { vitest, playwright }
export type Runner = keyof typeof SHAPES

/** @returns nothing when the runner left no report, or half of one */
export function readReport(runner: Runner, path: string): Tally | undefined {
  try {
    return SHAPES[runner].parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}
