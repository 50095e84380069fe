import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesPattern } from '../../../../tools/webitel-server/pattern.ts'
import { matcherOf } from '../../../../src/main/webitel/matching.ts'
import { serverPattern } from '../../../../src/main/webitel/patterns.ts'

describe('the pattern that is sent', () => {
  it.each([
    ['', undefined, true],
    ['   ', undefined, true],
    ['crm', '*crm*', true],
    [' crm ', '*crm*', true],
    ['Service*', 'Service*', true],
    ['a**b', 'a*b', true],
    ['*', undefined, true],
    ['a?c', 'a*c', false],
    ['sure_thing', '*sure*thing*', false],
    ['100%', '*100*', false],
    ['back\\slash', '*back*slash*', false],
    ['_', undefined, false],
    ['?at', '*at', false],
    ['Київ', '*Ки*в*', false],
    ['Київ'.normalize('NFD'), '*Ки*в*', false],
    ['звіт 2', '*звіт 2*', true],
  ])('of %j is %j', (typed, q, isExact) => {
    expect(serverPattern(typed)).toEqual({ q, isExact })
  })

  const alphabet = [...'ab_%\\?*ÜйÀ \u0301'].map((one) => one.normalize('NFD')).concat('Ü', 'й', '한')
  const text = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 8 })

  const worlds = [false, true].flatMap((sqlWildcardsLeak) =>
    [false, true].map((questionMarkIsLiteral) => ({ sqlWildcardsLeak, questionMarkIsLiteral })),
  )
  const found = (typed: string, name: string): boolean[] => {
    const { q } = serverPattern(typed)
    return worlds.map((world) => q === undefined || matchesPattern(q, name, world))
  }

  it('finds what the search means, on every kind of server', () => {
    const isFound = (typed: string, name: string): boolean =>
      !matcherOf(typed)(name) || found(typed, name).every(Boolean)
    const property = fc.property(text, text, isFound)
    expect(fc.check(property, { numRuns: 5000 })).toMatchObject({ failed: false })
  })

  it('finds nothing else where it is exact', () => {
    // A decomposed name holds the base letter by itself; such a row is filtered out when it comes.
    const isExactly = (typed: string, name: string): boolean =>
      !serverPattern(typed).isExact ||
      found(typed, name.normalize('NFC')).every((one) => one === matcherOf(typed)(name.normalize('NFC')))
    const property = fc.property(text, text, isExactly)
    expect(fc.check(property, { numRuns: 5000 })).toMatchObject({ failed: false })
  })
})
