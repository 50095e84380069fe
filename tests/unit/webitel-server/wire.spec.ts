import { expect, test } from 'vitest'
import { int64, omitEmpty, pickFields } from '../../../tools/webitel-server/wire.ts'

test('zero, false and empty values are left out, at every depth', () => {
  const value = {
    a: 0,
    b: '',
    c: false,
    d: null,
    e: undefined,
    f: [],
    g: {},
    h: { i: '' },
    j: { k: 1, l: 0 },
  }
  expect(omitEmpty(value)).toEqual({ j: { k: 1 } })
  expect(Object.keys(omitEmpty(value))).toEqual(['j'])
})

test('what has a value stays as it is', () => {
  const value = { zero: '0', space: ' ', one: 1, yes: true, list: ['', 0], text: 'false' }
  expect(omitEmpty(value)).toEqual(value)
})

test('rows of a list stay, emptied', () => {
  expect(omitEmpty({ items: [{ id: '1', usage: '' }, { usage: '' }] })).toEqual({ items: [{ id: '1' }, {}] })
})

test('an int64 is a text, and nothing for zero', () => {
  expect([int64(1_700_000_000_000), int64(0), int64(undefined)]).toEqual([
    '1700000000000',
    undefined,
    undefined,
  ])
})

test('fields are picked by name; without names all of them', () => {
  const row = { id: '1', usage: 'x', created_at: '5' }
  expect(pickFields(row, ['usage', 'nothing'])).toEqual({ usage: 'x' })
  expect(pickFields(row, [])).toEqual(row)
})
