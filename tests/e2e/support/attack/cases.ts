import fc from 'fast-check'
import type { RequestChannel, Requests } from '../../../../src/contract/index.ts'
import { kindOf, recipeOf, SPECIALS, type Recipe } from './recipe.ts'

/** One call, as nobody who keeps the contract makes it. */
export interface Case {
  readonly channel: string
  readonly args: readonly Recipe[]
}

const UUID = '0b5f3f9e-4a5d-4c8e-9c56-0f1f6f0c7a11'
const PROFILE = '0123456789abcdef'

/** What the contract asks for, channel by channel; each case breaks it somewhere. The compiler names a channel that is missing. */
const KEPT: {
  readonly [Channel in RequestChannel]: unknown[] & { length: Parameters<Requests[Channel]>['length'] }
} = {
  'app:info': [],
  'request:cancel': [7],
  'settings:read': [],
  'settings:change': [{ theme: 'dark', language: 'en', clipboardSeconds: 60 }],
  'settings:change-own': [PROFILE, { rowsPerPage: 50 }],
  'keychain:state': [],
  'keychain:retry': [],
  'keychain:unlock': [],
  'keychain:replace': [],
  'session:state': [],
  'session:ways': [{ server: 'https://localhost:1', login: 'a@b', allowHttp: true }, 7],
  'session:sign-in': [{ server: 'https://localhost:1', login: 'a@b', password: 'c', allowHttp: true }, 7],
  'session:sign-in-with': ['/id', { server: 'https://localhost:1', login: 'a@b', allowHttp: true }, 7],
  'session:verify': [UUID, 'code', 7],
  'session:change-password': [UUID, 'password', 7],
  'session:abandon': [UUID],
  'session:sign-out': [PROFILE],
  'session:renew': [PROFILE, 'password', 7],
  'session:renew-with': [PROFILE, '/id', 7],
  'session:give-up': [PROFILE],
  'session:open': [PROFILE],
  'session:forget': [PROFILE],
  'session:rename': [PROFILE, 'Name'],
  'session:look-again': [],
  'users:list': [PROFILE, { search: '', page: 1, size: 25 }, 7],
  'users:read': [PROFILE, '1', 7],
  'users:recent': [PROFILE],
  'users:opened': [PROFILE, { id: '1', name: 'Owner' }],
  'tokens:list': [
    PROFILE,
    { userId: '1', search: '', sort: { field: 'usage', descending: false }, page: 1, size: 25 },
    7,
  ],
  'tokens:read': [PROFILE, { userId: '1', id: UUID }, 7],
  'tokens:copy-id': [UUID],
  'tokens:gone': [PROFILE, '1', [UUID], 7],
  'tokens:all': [PROFILE, { userId: '1', search: '' }, 7],
  'tokens:prepare-create': [PROFILE, '1', 7],
  'tokens:create': [PROFILE, { owner: { id: '1', name: 'Owner' }, usage: 'Name' }, 7],
  'tokens:rename': [PROFILE, { userId: '1', id: UUID, from: 'Old', to: 'New' }, 7],
  'tokens:enable': [PROFILE, { userId: '1', id: UUID, enabled: true }, 7],
  'lost:current': [PROFILE],
  'lost:check': [PROFILE, UUID],
  'lost:put-away': [PROFILE, UUID],
  'lost:settle': [PROFILE, UUID],
  'files:state': [],
  'reveal:current': [],
  'reveal:copy': [UUID, 'token'],
  'reveal:save': [UUID, 'txt'],
  'reveal:test': [UUID, 7],
  'reveal:close': [UUID],
  'reveal:show-again': [UUID],
  'clipboard:holds': [],
  'clipboard:clear': [[UUID]],
  'clipboard:keep': [],
  'jobs:start': [PROFILE, { kind: 'delete', userId: '1', items: [{ id: UUID, usage: 'Name' }] }],
  'jobs:stop': [UUID],
  'jobs:current': [PROFILE],
  'jobs:dismiss': [UUID],
  'jobs:copy-report': [UUID],
  'problem:report': [{ name: 'TypeError', places: [{ file: 'index.js', line: 1, column: 1 }] }],
  'problem:take': [],
  'diagnostics:read': [],
  'diagnostics:copy': [],
  'window:close': ['window'],
}
export const CHANNELS = Object.keys(KEPT) as RequestChannel[]
/** What keeps the contract. */
export const argumentsOf = (channel: RequestChannel): readonly unknown[] => KEPT[channel]

/** Texts of people, where any that fits is right. */
const FREE = new Set(['search', 'server', 'login', 'password', 'name', 'usage', 'from', 'to', 'file'])
/** The same, of texts that stand by themselves: channel and place. */
const FREE_ARGUMENTS = new Set([
  'session:renew 1',
  'session:renew-with 1',
  'session:sign-in-with 0',
  'session:verify 1',
  'session:change-password 1',
  'session:rename 1',
])
/** Names that a server gave, which may be as long as an answer: channel and place. */
const SERVER_NAMES = new Set([
  'users:opened 1 name',
  'tokens:create 1 owner name',
  'tokens:rename 1 from',
  'jobs:start 1 items 0 usage',
])
/** Where what is named without a value, or not named, is right. */
const PARTIAL: ReadonlySet<string> = new Set<RequestChannel>(['settings:change', 'settings:change-own'])
const PROTOTYPE_NAMES = [
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'then',
  'toJSON',
]

/** Found in no log afterwards. */
export const MARK = 'planted-7c1e'
/** No id, no choice, and nothing that leads elsewhere. */
const NO_IDS = [
  '',
  '.',
  '..',
  '../../etc/passwd',
  'a/b',
  'a\\b',
  '1\0',
  '\ud800',
  '\udfff\ud800',
  `/${MARK}`,
  'x'.repeat(129),
]
const NO_NUMBERS: readonly Recipe[] = [
  { is: 'NaN' },
  { is: 'Infinity' },
  { is: '-Infinity' },
  ...[-1, 1.5, -0.5, 2 ** 53, 1e308].map((json) => ({ json })),
]
/** Longer than any text that is taken. */
const TOO_LONG: Recipe = { text: `${MARK} `, times: 2000 }

const oddText = fc.string({
  unit: fc.constantFrom('a', '\0', '\ud800', '\udc00', '\u202e', '/', '..', '"', '$', '\u{1f4a3}', ' ', MARK),
  maxLength: 40,
})
const oddKey = fc.oneof(fc.constantFrom(...PROTOTYPE_NAMES), oddText)

/** Anything at all. */
const hostile = fc.letrec<{ value: Recipe }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(...SPECIALS.map((is): Recipe => ({ is })), TOO_LONG, { json: null }),
      fc
        .oneof(fc.integer(), fc.boolean(), oddText, fc.constantFrom(...PROTOTYPE_NAMES))
        .map((json) => ({ json })),
      fc.record({ deep: fc.constantFrom(20, 500, 20_000), of: fc.constantFrom('array', 'object') }),
    ),
    fc.array(tie('value'), { maxLength: 4 }).map((list) => ({ list })),
    fc.array(fc.tuple(oddKey, tie('value')), { maxLength: 4 }).map((entries) => ({ entries })),
  ),
})).value

type Path = readonly (string | number)[]

interface Place {
  readonly path: Path
  readonly recipe: Recipe
}

/** The places within a recipe, itself included. */
function placesIn(recipe: Recipe, path: Path = []): Place[] {
  const below =
    'list' in recipe
      ? recipe.list.flatMap((one, at) => placesIn(one, [...path, at]))
      : 'entries' in recipe
        ? recipe.entries.flatMap(([key, one]) => placesIn(one, [...path, key]))
        : []
  return [{ path, recipe }, ...below]
}

/** The same with another value, or none, at one place. */
function replaced(
  recipe: Recipe,
  [head, ...rest]: Path,
  change: (old: Recipe) => Recipe | undefined,
): Recipe {
  const changed = (old: Recipe): Recipe | undefined =>
    rest.length === 0 ? change(old) : replaced(old, rest, change)
  const kept = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value])
  if ('list' in recipe)
    return { list: recipe.list.flatMap((one, at) => kept(at === head ? changed(one) : one)) }
  if (!('entries' in recipe)) return recipe
  const entries = recipe.entries.flatMap(([key, one]): (readonly [string, Recipe])[] =>
    kept(key === head ? changed(one) : one).map((value) => [key, value]),
  )
  return { entries }
}

/** What can't be right at a place that holds `recipe`. */
function wrongAt(channel: string, path: Path, recipe: Recipe): fc.Arbitrary<Recipe> {
  const kind = kindOf(recipe)
  const mayBeAbsent = PARTIAL.has(channel) && path.length > 1
  const otherKind = hostile.filter(
    (value) => kindOf(value) !== kind && !(mayBeAbsent && kindOf(value) === 'undefined'),
  )
  if (kind === 'number') return fc.oneof(otherKind, fc.constantFrom(...NO_NUMBERS))
  if (kind !== 'string') return otherKind
  const place = `${channel} ${path.join(' ')}`
  if (SERVER_NAMES.has(place)) return otherKind
  const free = FREE.has(String(path.at(-1))) || FREE_ARGUMENTS.has(place)
  const texts: Recipe[] = free ? [TOO_LONG] : [TOO_LONG, ...NO_IDS.map((json) => ({ json }))]
  return fc.oneof(otherKind, fc.constantFrom(...texts))
}

const listed = (recipe: Recipe): readonly Recipe[] => ('list' in recipe ? recipe.list : [])

/** Calls of one channel that break the contract by their making: no schema is asked whether they do. */
export function casesOf(channel: RequestChannel): fc.Arbitrary<Case> {
  const kept = recipeOf(KEPT[channel])
  const args = listed(kept)
  const places = placesIn(kept).filter(({ path }) => path.length > 0)
  const objects = places.filter(({ recipe }) => 'entries' in recipe)
  const fields = places.filter(({ path }) => typeof path.at(-1) === 'string' && !PARTIAL.has(channel))
  const ways = [
    tooMany(args),
    anythingBut(args),
    ...(args.length > 0
      ? [tooFew(args), ...Array.from({ length: 3 }, () => wrong(channel, kept, places))]
      : []),
    ...(objects.length > 0 ? [wider(kept, objects)] : []),
    ...(fields.length > 0 ? [narrower(kept, fields)] : []),
  ]
  return fc.oneof(...ways).map((args) => ({ channel, args }))
}

type Arguments = fc.Arbitrary<readonly Recipe[]>

const tooMany = (args: readonly Recipe[]): Arguments =>
  fc.array(hostile, { minLength: 1, maxLength: 3 }).map((more) => [...args, ...more])

const tooFew = (args: readonly Recipe[]): Arguments =>
  fc.nat({ max: args.length - 1 }).map((count) => args.slice(0, count))

const anythingBut = (args: readonly Recipe[]): Arguments =>
  fc
    .array(hostile, { maxLength: 4 })
    .filter(
      (some) =>
        some.length !== args.length || some.some((one, at) => kindOf(one) !== kindOf(args[at] ?? one)),
    )

const wrong = (channel: string, kept: Recipe, places: readonly Place[]): Arguments =>
  fc
    .constantFrom(...places)
    .chain(({ path, recipe }) =>
      wrongAt(channel, path, recipe).map((value) => listed(replaced(kept, path, () => value))),
    )

const wider = (kept: Recipe, objects: readonly Place[]): Arguments =>
  fc
    .tuple(fc.constantFrom(...objects), oddKey, hostile)
    .map(([{ path }, key, value]) =>
      listed(
        replaced(kept, path, (old) => ('entries' in old ? { entries: [...old.entries, [key, value]] } : old)),
      ),
    )

const narrower = (kept: Recipe, fields: readonly Place[]): Arguments =>
  fc.constantFrom(...fields).map(({ path }) => listed(replaced(kept, path, () => undefined)))

const TEN_MEGABYTES = 10_000_000

/** Ten megabytes wherever a channel takes something, and as an argument that it does not take. */
export function hugeCasesOf(channel: RequestChannel): readonly Case[] {
  const kept = recipeOf(KEPT[channel])
  const huge: readonly Recipe[] = [
    { text: 'x', times: TEN_MEGABYTES },
    { many: { json: 0 }, times: TEN_MEGABYTES / 2 },
    { many: { entries: [['id', { json: '..' }]] }, times: TEN_MEGABYTES / 14 },
  ]
  const places = placesIn(kept).filter(({ path }) => path.length > 0)
  const within = places.flatMap(({ path }) => {
    const isServerName = SERVER_NAMES.has(`${channel} ${path.join(' ')}`)
    const wrong = huge.filter((value) => !(isServerName && 'text' in value))
    return wrong.map((value) => listed(replaced(kept, path, () => value)))
  })
  const beside = huge.map((value) => [...listed(kept), value])
  return [...within, ...beside].map((args) => ({ channel, args }))
}

/** A key `__proto__` in each object of the contract. Electron's bridge takes it for the prototype, and drops it. */
export const pollutingCases = (): readonly Case[] =>
  CHANNELS.flatMap((channel) => {
    const kept = recipeOf(KEPT[channel])
    const objects = placesIn(kept).filter(({ recipe }) => 'entries' in recipe)
    const polluted = ({ entries }: Extract<Recipe, { entries: unknown }>): Recipe => ({
      entries: [...entries, ['__proto__', { entries: [['isAdmin', { json: true }]] }]],
    })
    return objects.map(({ path }) => ({
      channel,
      args: listed(replaced(kept, path, (old) => ('entries' in old ? polluted(old) : old))),
    }))
  })

/** Names that are no channel. */
export const foreignCases = (): readonly Case[] =>
  [
    '__proto__',
    ...PROTOTYPE_NAMES,
    '',
    MARK,
    'session:key',
    'ELECTRON_BROWSER_REQUIRE',
    'x'.repeat(100_000),
  ].map((channel) => ({
    channel,
    args: [],
  }))

/** The first so many of a seed. */
export const sampleOf = (channel: RequestChannel, seed: number, count: number): readonly Case[] =>
  fc.sample(casesOf(channel), { seed, numRuns: count })
