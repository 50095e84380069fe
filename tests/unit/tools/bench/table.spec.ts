import { expect, it } from 'vitest'
import { tableOf } from '../../../../tools/bench/table.ts'

const figure = { median: 42, least: 37.6, most: 48, verdict: 'yes' } as const

it('is one table, its columns as wide as what is in them', () => {
  const page = { what: 'next page', limit: 300, unit: 'ms' } as const
  const heap = { what: 'heap', limit: 45, unit: 'MB' } as const
  expect(
    tableOf([
      { ...figure, target: page },
      { ...figure, target: heap, verdict: 'no' },
    ]).split('\n'),
  ).toEqual([
    '| target              | figure                      | pass |',
    '| ------------------- | --------------------------- | ---- |',
    '| next page: ≤ 300 ms | 42 ms (38 ms … 48 ms)       | yes  |',
    '| heap: ≤ 45.0 MB     | 42.0 MB (37.6 MB … 48.0 MB) | no   |',
  ])
})
