/** What one runner's report comes to. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 }

/** A check that is no test runner (formatting, lint, types, build) is one test. */
export const ofCheck = (succeeded: boolean): Tally =>
  succeeded ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 }

/**
 * A runner's tally, made honest: one that ran nothing, left no report, or failed without naming a test has failed.
 *
 * @param reported what its report says; nothing when there is none
 * @param succeeded whether it exited with 0
 */
export function honest(reported: Tally | undefined, succeeded: boolean): Tally {
  if (!reported) return { ...NOTHING, failed: 1 }
  const silent = reported.failed === 0 && (!succeeded || reported.passed === 0)
  return silent ? { ...reported, failed: 1 } : reported
}

export const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    NOTHING,
  )

/** The last line of `npm test`. */
export const closingLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
