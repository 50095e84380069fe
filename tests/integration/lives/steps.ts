import fc from 'fast-check'
import type { FaultKind } from '../../../tools/webitel-server/index.ts'
import type { Mood, Side } from './desktop.ts'
import type { Cut } from './gate.ts'

/** What becomes of a create on its way. */
export const FAULTS = {
  answered: [],
  'lost before the work': [{ kind: 'drop', when: 'before' }],
  'lost after the work': [{ kind: 'drop', when: 'after' }],
  'cut off': [{ kind: 'cut-body' }],
  empty: [{ kind: 'empty-body' }],
  'without its secret': [{ kind: 'secretless-body' }],
  failed: [{ kind: 'status', status: 500, body: 'json' }],
  'failed after the work': [{ kind: 'status', status: 502, body: 'html', after: true }],
  refused: [{ kind: 'status', status: 403, body: 'json' }],
  'refused after the work': [{ kind: 'status', status: 403, body: 'json', after: true }],
  'misdirected after the work': [{ kind: 'status', status: 421, body: 'none', after: true }],
  'done twice': [{ kind: 'twice' }],
  'done twice, and lost': [{ kind: 'twice' }, { kind: 'drop', when: 'after' }],
  'beside another client': [{ kind: 'twin', usage: 'of another client' }],
  'beside another client, of the same name': [{ kind: 'twin' }],
  slow: [{ kind: 'latency', ms: 4 }],
} as const satisfies Record<string, readonly FaultKind[]>
export type FaultName = keyof typeof FAULTS

/** What a person does with a new token at once. */
const AFTERWARDS = ['nothing', 'copy', 'save', 'close', 'copy and close', 'save and close'] as const

export type Step =
  | {
      readonly do: 'create'
      readonly owner: Side
      readonly fault: FaultName
      /** The list of tokens is refused at its n-th request from now on. */
      readonly listRefused: number | undefined
      /** The name that was last asked for, once more. */
      readonly again: boolean
      readonly prepared: boolean
      /** Before the answer. */
      readonly meanwhile: 'wait' | 'cancel' | 'switch' | 'sign out'
      readonly afterwards: (typeof AFTERWARDS)[number]
      /** Goes on before the ids were compared: whoever leaves or kills then is not told what else is new. */
      readonly hasty: boolean
      /** The comparison is still under way when the next step is done. */
      readonly slowList: boolean
    }
  | { readonly do: 'sign in' | 'switch' | 'remove' | 'expire'; readonly side: Side }
  | { readonly do: 'sign out' | 'copy' | 'save' | 'close' | 'show again' | 'clear' | 'keep clipboard' }
  | { readonly do: 'lost'; readonly how: 'keep' | 'put away' | 'check' | 'again' }
  | { readonly do: 'open owner'; readonly owner: Side }
  | { readonly do: 'rename' | 'disable' | 'delete'; readonly token: number }
  | { readonly do: 'others create' | 'others delete'; readonly owner: Side; readonly token: number }
  | { readonly do: 'keychain'; readonly mood: Mood }

export interface LifePlan {
  /** Who signs in where nobody is signed in. */
  readonly side: Side
  readonly steps: readonly Step[]
  readonly ends: 'closed' | 'with the desktop' | 'killed'
  readonly cut: Cut
  /** What the person answers who is asked to sign in again. */
  readonly renews: boolean
}

const side = fc.constantFrom(0 as const, 1 as const)
const just = <Do extends string>(...dos: readonly Do[]) => fc.constantFrom(...dos).map((one) => ({ do: one }))
const faultNames = Object.keys(FAULTS) as FaultName[]

const create: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('create' as const),
  owner: side,
  fault: fc.constantFrom('answered' as const, 'answered' as const, ...faultNames),
  listRefused: fc.constantFrom(undefined, undefined, undefined, undefined, 1, 2),
  again: fc.constantFrom(false, false, false, true),
  prepared: fc.boolean(),
  meanwhile: fc.constantFrom(
    'wait' as const,
    'wait' as const,
    'wait' as const,
    'cancel' as const,
    'switch' as const,
    'sign out' as const,
  ),
  afterwards: fc.constantFrom(...AFTERWARDS),
  hasty: fc.constantFrom(false, false, true),
  slowList: fc.boolean(),
})

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: create },
  { weight: 4, arbitrary: just('copy', 'save', 'close', 'close', 'show again', 'clear', 'keep clipboard') },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('lost' as const),
      how: fc.constantFrom('keep' as const, 'put away' as const, 'check' as const, 'again' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'switch' as const,
        'switch' as const,
        'sign in' as const,
        'remove' as const,
        'expire' as const,
      ),
      side,
    }),
  },
  { weight: 1, arbitrary: just('sign out') },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('open owner' as const), owner: side }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('rename' as const, 'disable' as const, 'delete' as const),
      token: fc.nat({ max: 9 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('others create' as const, 'others delete' as const),
      owner: side,
      token: fc.nat({ max: 9 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('keychain' as const),
      mood: fc.constantFrom(
        'open' as const,
        'open' as const,
        'late' as const,
        'locked' as const,
        'hangs' as const,
        'hangs, done' as const,
      ),
    }),
  },
)

/** What most lives have: a kill later than that comes at the end. */
const MOST_EFFECTS = 40

const life: fc.Arbitrary<LifePlan> = fc.record({
  side,
  steps: fc.array(step, { minLength: 2, maxLength: 10 }),
  ends: fc.constantFrom('closed' as const, 'with the desktop' as const, 'killed' as const, 'killed' as const),
  cut: fc.record({ at: fc.integer({ min: 1, max: MOST_EFFECTS }), after: fc.boolean() }),
  renews: fc.constantFrom(true, true, false),
})

/** Lives on one folder, one after the other. */
export const LIVES_OF_ONE_FOLDER = 4
export const lives = fc.array(life, { minLength: LIVES_OF_ONE_FOLDER, maxLength: LIVES_OF_ONE_FOLDER })
