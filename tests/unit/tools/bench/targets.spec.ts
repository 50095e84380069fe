import { describe, expect, it } from 'vitest'
import { allReached, amount, figureOf, LEAST, median } from '../../../../tools/bench/targets.ts'

const TARGET = { what: 'something', limit: 50, unit: 'ms' } as const
/** The first, and enough others of one kind. */
const measured = (first: number, ...others: number[]) => [
  first,
  ...Array.from({ length: LEAST }, (_, at) => others[at] ?? others[0] ?? 0),
]

describe('the median', () => {
  it.each([
    [[3], 3],
    [[10, 9, 100], 10],
    [[4, 1, 3, 2], 2.5],
  ])('of %j is %d', (values, middle) => expect(median(values)).toBe(middle))

  it('leaves what it is given in its order', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })

  it('of nothing is no number', () => expect(median([])).toBeNaN())
})

describe('a figure', () => {
  it('is the median without the first measurement', () => {
    expect(figureOf(TARGET, measured(9000, 40, 10, 70))).toEqual({
      target: TARGET,
      median: 40,
      least: 10,
      most: 70,
      verdict: 'yes',
    })
  })

  it('reaches the target up to its limit, and no further', () => {
    expect(figureOf(TARGET, measured(0, 50)).verdict).toBe('yes')
    expect(figureOf(TARGET, measured(0, 50.1)).verdict).toBe('no')
  })

  it('reaches none when something was not measured', () => {
    expect(figureOf(TARGET, measured(0, NaN)).verdict).toBe('no')
    expect(figureOf(TARGET, measured(0, 10, 10, NaN)).verdict).toBe('no')
  })

  it('of fewer than nine measurements is none to judge by', () => {
    const few = measured(0, 10).slice(1)
    expect(figureOf(TARGET, few).verdict).toBe('too few runs')
    expect(figureOf(TARGET, []).verdict).toBe('too few runs')
  })
})

it('all are reached only if each is', () => {
  const [fast, slow] = [figureOf(TARGET, measured(0, 1)), figureOf(TARGET, measured(0, 99))]
  expect(allReached([fast, fast])).toBe(true)
  expect(allReached([fast, slow])).toBe(false)
  expect(allReached([fast, figureOf(TARGET, [1, 1])])).toBe(false)
})

it.each([
  [112.4, 'ms', '112 ms'],
  [1.015, '×', '1.01 ×'],
  [8.25, 'MB', '8.3 MB'],
  [1502, '', '1502'],
] as const)('%d (%s) reads %s', (value, unit, words) => expect(amount(value, unit)).toBe(words))
