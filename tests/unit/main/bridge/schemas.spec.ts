import { describe, expect, it } from 'vitest'
import { argumentSchemas } from '../../../../src/main/bridge/schemas.ts'

const create = (usage: unknown) =>
  argumentSchemas['tokens:create'].safeParse([{ owner: { id: '9007199254740993', name: '' }, usage }, 1])
    .success

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
})

describe('arguments', () => {
  it.each([
    ['request:cancel', [-1]],
    ['request:cancel', [1.5]],
    ['settings:change', [{ rowsPerPage: 26 }]],
    ['users:read', ['1; drop table', 1]],
    ['users:read', ['١٢٣', 1]],
    [
      'tokens:list',
      [{ userId: '1', search: '', sort: { field: 'token', descending: true }, page: 1, size: 25 }, 1],
    ],
    [
      'tokens:list',
      [{ userId: '1', search: '', sort: { field: 'usage', descending: true }, page: 1, size: 1001 }, 1],
    ],
    ['reveal:save', ['/tmp/x']],
    ['jobs:start', [{ kind: 'delete', userId: '1', items: [{ id: '../1', usage: '' }] }]],
    ['window:close', ['now']],
    ['app:info', [{}]],
  ] as const)('of %s are refused: %j', (channel, args) => {
    expect(argumentSchemas[channel].safeParse(args).success).toBe(false)
  })

  it('without a name of their own, like __proto__, change nothing', () => {
    const evil = JSON.parse('[{"__proto__": {"theme": "dark"}}]') as unknown
    const parsed = argumentSchemas['settings:change'].safeParse(evil)
    expect(parsed.success ? Object.keys(parsed.data[0]) : []).toEqual([])
  })
})
