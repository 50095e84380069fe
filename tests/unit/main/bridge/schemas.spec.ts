import { describe, expect, it } from 'vitest'
import { argumentSchemas } from '../../../../src/main/bridge/schemas.ts'

const PROFILE = '0123456789abcdef'
const create = (usage: unknown) =>
  argumentSchemas['tokens:create'].safeParse([
    PROFILE,
    { owner: { id: '9007199254740993', name: '' }, usage },
    1,
  ]).success

describe('the arguments of tokens:create', () => {
  it.each(['CRM', 'x'.repeat(128), '🔑'.repeat(128), 'Звіти', '<b>', '../', 'שלום'])(
    'are fine with the name %j',
    (usage) => {
      expect(create(usage)).toBe(true)
    },
  )

  it.each([
    '',
    ' ',
    '\u200B',
    '\u3164\u2060',
    ' CRM',
    'CRM ',
    'x'.repeat(129),
    '🔑'.repeat(129),
    'a\nb',
    'a\u0000',
    'a\u202Eb',
    'a\u2028b',
    '\uD800',
    5,
    null,
  ])('are refused with the name %j', (usage) => expect(create(usage)).toBe(false))

  it('carry no more of the name of the owner than is shown', () => {
    const owner = { id: '1', name: `${'x'.repeat(999)}🔑${'y'.repeat(30_000)}` }
    const parsed = argumentSchemas['tokens:create'].parse([PROFILE, { owner, usage: 'CRM' }, 1])
    expect(parsed[1].owner.name).toBe(`${'x'.repeat(999)}\ufffd`)
  })

  it('carry a new name in composed letters', () => {
    const [usage, owner] = ['й'.normalize('NFD').repeat(128), { id: '1', name: '' }]
    const parsed = argumentSchemas['tokens:create'].parse([PROFILE, { owner, usage }, 1])
    expect(parsed[1].usage).toBe('й'.normalize('NFC').repeat(128))
  })
})

describe('arguments', () => {
  it.each([
    ['request:cancel', [-1]],
    ['request:cancel', [1.5]],
    ['settings:change', [{ rowsPerPage: 25 }]],
    ['settings:change-own', [PROFILE, { rowsPerPage: 26 }]],
    ['settings:change-own', [{ rowsPerPage: 25 }]],
    ['users:read', [PROFILE, '1; drop table', 1]],
    ['users:read', [PROFILE, '١٢٣', 1]],
    [
      'tokens:list',
      [
        PROFILE,
        { userId: '1', search: '', sort: { field: 'token', descending: true }, page: 1, size: 25 },
        1,
      ],
    ],
    [
      'tokens:list',
      [
        PROFILE,
        { userId: '1', search: '', sort: { field: 'usage', descending: true }, page: 1, size: 1001 },
        1,
      ],
    ],
    ['reveal:save', ['/tmp/x']],
    ['jobs:start', [PROFILE, { kind: 'delete', userId: '1', items: [{ id: '../1', usage: '' }] }]],
    ['jobs:start', [PROFILE, { kind: 'delete', userId: '1', items: [{ id: '..', usage: '' }] }]],
    ['jobs:start', [PROFILE, { kind: 'delete', userId: '1', items: [{ id: '.', usage: '' }] }]],
    ['jobs:start', [PROFILE, { kind: 'delete', userId: '1', items: [{ id: '\uD800', usage: '' }] }]],
    ['jobs:start', [PROFILE, { kind: 'delete', userId: '1', items: [] }]],
    ['jobs:start', [PROFILE, { kind: 'create', userId: '1', items: [{ id: 'a', usage: '' }] }]],
    ['tokens:enable', [PROFILE, { userId: '1', id: '..', enabled: true }, 1]],
    ['tokens:rename', [PROFILE, { userId: '1', id: 'a', from: '', to: ' ' }, 1]],
    ['window:close', ['now']],
    ['app:info', [{}]],
  ] as const)('of %s are refused: %j', (channel, args) => {
    expect(argumentSchemas[channel].safeParse(args).success).toBe(false)
  })

  it.each([
    ['app:info', []],
    ['request:cancel', [0]],
    ['settings:change', [{ theme: 'dark' }]],
    ['session:sign-in', [{ server: 'a', login: 'b', password: ' ', allowHttp: false }, 1]],
    ['session:renew', [PROFILE, 'pa55', 1]],
    ['session:forget', [PROFILE]],
    ['session:sign-out', [PROFILE]],
    ['users:list', [PROFILE, { search: '', page: 1, size: 25 }, 1]],
    ['users:read', [PROFILE, '9007199254740993', 1]],
    [
      'tokens:list',
      [
        PROFILE,
        { userId: '1', search: '', sort: { field: 'usage', descending: true }, page: 1, size: 1000 },
        1,
      ],
    ],
    ['tokens:rename', [PROFILE, { userId: '1', id: 'a', from: '', to: 'CRM' }, 1]],
    ['tokens:enable', [PROFILE, { userId: '1', id: 'a..b', enabled: false }, 1]],
    ['lost:check', [PROFILE, '6f9619ff-8b86-4d01-b42d-00cf4fc964ff']],
    ['reveal:copy', ['6f9619ff-8b86-4d01-b42d-00cf4fc964ff', 'curl']],
    ['reveal:save', ['6f9619ff-8b86-4d01-b42d-00cf4fc964ff', 'env']],
    [
      'jobs:start',
      [PROFILE, { kind: 'delete', userId: '1', items: [{ id: 'a', usage: 'x\n'.repeat(5000) }] }],
    ],
    ['jobs:stop', ['6f9619ff-8b86-4d01-b42d-00cf4fc964ff']],
    ['window:close', ['quit']],
  ] as const)('of %s are fine: %j', (channel, args) => {
    expect(argumentSchemas[channel].safeParse(args).success).toBe(true)
    expect(argumentSchemas[channel].safeParse([...args, 'one too many']).success).toBe(false)
    expect(argumentSchemas[channel].safeParse([]).success).toBe(args.length === 0)
  })

  it('never name a setting without saying what it is to be', () => {
    const parsed = argumentSchemas['settings:change'].safeParse([{ theme: undefined, language: 'en' }])
    expect(parsed.success && parsed.data).toEqual([{ language: 'en' }])
    expect(parsed.success && 'theme' in parsed.data[0]).toBe(false)
  })

  it.each(Object.keys(argumentSchemas) as (keyof typeof argumentSchemas)[])(
    'of %s are no odd thing',
    (channel) => {
      for (const odd of [null, undefined, NaN, {}, [], '', -1, 'x'.repeat(30_000), () => 1])
        expect(argumentSchemas[channel].safeParse([odd, odd, odd]).success).toBe(false)
    },
  )

  it('without a name of their own, like __proto__, change nothing', () => {
    const evil = JSON.parse('[{"__proto__": {"theme": "dark"}}]') as unknown
    const parsed = argumentSchemas['settings:change'].safeParse(evil)
    expect(parsed.success ? Object.keys(parsed.data[0]) : []).toEqual([])
  })
})
