import { describe, expect, it } from 'vitest'
import { closingLine, honest, NOTHING, ofCheck, sum } from '../../../tools/test/tally.ts'

const tally = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped })

describe('honest', () => {
  it('believes a runner that ran something and says how it went', () => {
    expect(honest(tally(3), true)).toEqual(tally(3))
    expect(honest(tally(3, 2, 1), false)).toEqual(tally(3, 2, 1))
  })

  it('counts a runner without a report as a failure', () => {
    expect(honest(undefined, true)).toEqual(tally(0, 1))
  })

  it('counts a runner that ran no test as a failure', () => {
    expect(honest(NOTHING, true)).toEqual(tally(0, 1))
    expect(honest(tally(0, 0, 4), true)).toEqual(tally(0, 1, 4))
  })

  it('counts a runner that failed without naming a test as a failure', () => {
    expect(honest(tally(3), false)).toEqual(tally(3, 1))
  })
})

describe('the closing line', () => {
  it('sums every suite', () => {
    expect(closingLine(sum([ofCheck(true), ofCheck(false), tally(10, 1)]))).toBe('11 passed, 2 failed')
  })

  it('names what was skipped, only then', () => {
    expect(closingLine(tally(1, 0, 2))).toBe('1 passed, 0 failed, 2 skipped')
    expect(closingLine(tally(1))).toBe('1 passed, 0 failed')
  })
})
