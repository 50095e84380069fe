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

const ids = (tokens: readonly Token[]): string[] => tokens.map(({ id }) => id)
const after = (...shown: string[]) => ({ texts: TEXTS, ids: new Set(shown) })

it('sorts equal keys by id; what was shown before comes first among them', () => {
  const tokens = named('a', 'b', 'b', 'b')
  const sort = { ...BY_NAME, descending: true }
  expect(ids(inOrder(tokens, sort))).toEqual(['t3', 't2', 't1', 't0'])
  expect(ids(inOrder(tokens, sort, after('t1')))).toEqual(['t1', 't3', 't2', 't0'])
})

describe('after pages of a server that sorts otherwise', () => {
  it('leaves rows without a key at the end where they were', () => {
    const tokens = madeBy(undefined, 'A', undefined, 'B')
    expect(ids(inOrder(tokens, BY_CREATOR, after('t1', 't3')))).toEqual(['t1', 't3', 't0', 't2'])
    expect(ids(inOrder(tokens, BY_CREATOR, after('t2')))).toEqual(['t2', 't0', 't1', 't3'])
    const descending = { ...BY_CREATOR, descending: true }
    expect(ids(inOrder(tokens, descending, after('t3', 't1')))).toEqual(['t3', 't1', 't2', 't0'])
  })

  it('goes on in the order of text that they had', () => {
    const tokens = named('t 2', 't 10', 't 3')
    expect(ids(inOrder(tokens, BY_NAME, after('t0')))).toEqual(['t0', 't2', 't1'])
    expect(ids(inOrder(tokens, BY_NAME, after('t1')))).toEqual(['t1', 't0', 't2'])
  })

  it('leaves them first all the same when no order has them so: somebody has changed something', () => {
    const tokens = named('a', 'b', 'c', 'd')
    expect(ids(inOrder(tokens, BY_NAME, after('t2', 't0')))).toEqual(['t0', 't2', 't1', 't3'])
  })
})
