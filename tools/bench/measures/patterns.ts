import { matcherOf, type Matches } from '../../../src/main/webitel/matching.ts'
import { matchesPattern } from '../../webitel-server/pattern.ts'
import type { Measure } from '../measure.ts'
import { median } from '../targets.ts'

/** Characters of the shorter name. */
const LENGTH = 10_000
const TIMES = 9
/** As a regular expression, this pattern would backtrack for hours. */
const PATTERN = '*a'.repeat(200) + 'b'

/**
 * How much longer a search takes on a name of twice the length. The ratio is 2 if the time is proportional.
 */
export const patterns: Measure = {
  targets: [
    { what: 'search pattern on a name twice as long, here', limit: 3, unit: '×' },
    { what: 'search pattern on a name twice as long, embedded server', limit: 3, unit: '×' },
  ],
  run: async () => [doubling(matcherOf(PATTERN)), doubling((name) => matchesPattern(PATTERN, name))],
}

function doubling(matches: Matches): number {
  const [short, long] = ['a'.repeat(LENGTH), 'a'.repeat(2 * LENGTH)]
  const took = (name: string): number => {
    const began = performance.now()
    if (matches(name)) throw new Error('the pattern must not match')
    return performance.now() - began
  }
  const pairs = Array.from({ length: TIMES }, () => [took(short), took(long)] as const)
  return median(pairs.map(([, one]) => one)) / median(pairs.map(([one]) => one))
}
