import fc from 'fast-check'
import type { JobKind, SortField } from '../../../src/contract/index.ts'
import type { Switches } from '../../../tools/webitel-server/index.ts'

/** What somebody does at the registry, or somebody else does to its server meanwhile. */
export type Action =
  | { readonly do: 'next' | 'previous' | 'select page' | 'select all' | 'clear' | 'refresh' }
  | { readonly do: 'sort'; readonly field: SortField; readonly descending: boolean }
  | { readonly do: 'search'; readonly text: string }
  /** By its place among the rows, as far as there are so many. */
  | { readonly do: 'select row' | 'select range'; readonly row: number }
  /** By its place among all that the server holds. */
  | { readonly do: 'foreign delete' | 'foreign rename'; readonly token: number; readonly usage: string }
  | { readonly do: 'foreign create'; readonly id: string; readonly usage: string; readonly time: number }
  /** Every so many are refused; 0: none. */
  | { readonly do: 'bulk'; readonly kind: JobKind; readonly refused: number }

const NAMES = [
  'alpha',
  'Bravo',
  'a_b',
  'axb',
  '50%',
  '50 off',
  'a\\b',
  'ab',
  'Übung',
  'zulu',
  '',
  't 2',
  't 10',
  'звіт',
  'Звіт',
]
const SEARCHES = [
  '',
  '',
  'a',
  'B',
  'a_b',
  '50%',
  '\\',
  'a*',
  '*b',
  '?b',
  't ?',
  'ВІ',
  'nothing has this',
  '%',
  '_',
]
const FIELDS = ['usage', 'created_at', 'created_by'] as const

const name = fc.constantFrom(...NAMES)
/** Drawn too: an order by id is to be the same when a failure is played again. */
const id = fc.uuid()
const place = fc.nat({ max: 40 })
/** Few, so that they repeat. */
const time = fc.integer({ min: 1, max: 6 })

const just = <Do extends string>(...dos: readonly Do[]) => fc.constantFrom(...dos).map((one) => ({ do: one }))

export const actions: fc.Arbitrary<readonly Action[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: just('next', 'next', 'previous') },
    { weight: 4, arbitrary: just('select page', 'select all', 'clear', 'refresh') },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('sort' as const),
        field: fc.constantFrom(...FIELDS),
        descending: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('search' as const), text: fc.constantFrom(...SEARCHES) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom('select row' as const, 'select range' as const),
        row: place,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('foreign delete' as const, 'foreign delete' as const, 'foreign rename' as const),
        token: place,
        usage: name,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('foreign create' as const), id, usage: name, time }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('bulk' as const),
        kind: fc.constantFrom('delete' as const, 'disable' as const, 'enable' as const),
        refused: fc.constantFrom(0, 0, 2, 3),
      }),
    },
  ),
  { minLength: 4, maxLength: 16 },
)

/** A server with its ways, and what it holds at first. */
export interface World {
  readonly switches: Partial<Switches>
  readonly tokens: readonly {
    readonly id: string
    readonly usage: string
    readonly time: number
    readonly by: 'admin' | 'self' | undefined
  }[]
  readonly size: number
}

export const worlds: fc.Arbitrary<World> = fc.record({
  switches: fc.record({
    sort: fc.constantFrom('honoured' as const, 'honoured' as const, 'ignored' as const, 'refused' as const),
    equalKeysWander: fc.boolean(),
    firstSortKeyOnly: fc.boolean(),
    pageSizeCap: fc.constantFrom(undefined, undefined, 2, 7),
    sqlWildcardsLeak: fc.boolean(),
  }),
  tokens: fc.uniqueArray(
    fc.record({ id, usage: name, time, by: fc.constantFrom('admin' as const, 'self' as const, undefined) }),
    { maxLength: 26, selector: (token) => token.id },
  ),
  size: fc.constantFrom(3, 5, 10),
})
