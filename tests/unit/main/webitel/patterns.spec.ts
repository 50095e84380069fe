import { describe, expect, it } from 'vitest'
import { harmless, searchPattern } from '../../../../src/main/webitel/patterns.ts'

describe('searchPattern', () => {
  it.each([
    ['', undefined],
    ['   ', undefined],
    ['crm', '*crm*'],
    [' crm ', '*crm*'],
    ['Service*', 'Service*'],
    ['a?c', 'a?c'],
  ])('reads %j as %j', (typed, pattern) => {
    expect(searchPattern(typed)).toBe(pattern)
  })
})

describe('harmless', () => {
  it('leaves no character to be a wildcard or an escape of the server’s own', () => {
    expect(harmless('50%_\\*?x')).toBe('50???*?x')
  })
})
