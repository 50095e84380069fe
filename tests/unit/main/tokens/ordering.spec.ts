import { describe, expect, it } from 'vitest'
import type { Token, TokenId } from '../../../../src/contract/index.ts'
import { inOrder, isInOrder, TEXTS, type Sort } from '../../../../src/main/tokens/ordering.ts'

const BY_NAME: Sort = { field: 'usage', descending: false }
const BY_CREATOR: Sort = { field: 'created_by', descending: false }
const named = (...usages: string[]): Token[] =>
  usages.map((usage, index) => ({ id: `t${index}` as TokenId, usage }))
const madeBy = (...names: (string | undefined)[]): Token[] =>
  names.map((name, index) => ({
    id: `t${index}` as TokenId,
    usage: '',
    ...(name === undefined ? {} : { createdBy: { id: '1' as never, name } }),
  }))
const fits = (tokens: readonly Token[], sort: Sort): boolean =>
  TEXTS.some((texts) => isInOrder(tokens, sort, texts))

describe('an order that some server has', () => {
  it.each([
    ['by code point', ['B', 'a', 'Ü']],
    ['without case', ['a', 'B', 'ü', 'Я']],
    ['without the case of ASCII', ['a', 'B', 'z', 'Ü', 'ä']],
    ['with numbers by their value', ['t 2', 't 10']],
    ['with numbers by their digits', ['t 10', 't 2']],
    ['passing over punctuation', ['a-b', 'ab', 'a_c']],
    ['empty names first', ['', '', 'a']],
    ['empty names last', ['a', 'b', '', '']],
  ])('%s', (_, names) => expect(fits(named(...names), BY_NAME)).toBe(true))

  it.each([
    ['none at all', named('b', 'a', 'c')],
    ['empty names in the middle', named('a', '', 'b')],
    ['equal names, their ids the wrong way round', named('a', 'a').toReversed()],
    ['empty names, their ids the wrong way round', named('', '').toReversed()],
  ])('is not %s', (_, tokens) => expect(fits(tokens, BY_NAME)).toBe(false))

  it('has rows without a creator together, by their ids', () => {
    expect(fits(madeBy('A', 'B', undefined, undefined), BY_CREATOR)).toBe(true)
    expect(fits(madeBy(undefined, 'A', 'B'), BY_CREATOR)).toBe(true)
    expect(fits(madeBy('A', undefined, 'B'), BY_CREATOR)).toBe(false)
    expect(fits(madeBy(undefined, 'A', undefined), BY_CREATOR)).toBe(false)
    expect(fits(madeBy(undefined, undefined).toReversed(), BY_CREATOR)).toBe(false)
  })
})

it('sorts equal keys by id; what was shown before comes first among them', () => {
  const tokens = named('a', 'b', 'b', 'b')
  const order = (shown?: string[]) =>
    inOrder(tokens, { ...BY_NAME, descending: true }, shown && { shown: new Set(shown) }).map(({ id }) => id)
  expect(order()).toEqual(['t3', 't2', 't1', 't0'])
  expect(order(['t1'])).toEqual(['t1', 't3', 't2', 't0'])
})
