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

  it('finds at least what the search means, on every kind of server', () => {
    fc.assert(
      fc.property(text, text, (typed, name) => {
        const { q, isExact } = serverPattern(typed)
        const means = matcherOf(typed)(name)
        for (const sqlWildcardsLeak of [false, true])
          for (const questionMarkIsLiteral of [false, true]) {
            const finds =
              q === undefined || matchesPattern(q, name, { sqlWildcardsLeak, questionMarkIsLiteral })
            if (means) expect(finds).toBe(true)
            // A decomposed name holds the base letter by itself; such a row is filtered out when it comes.
            if (isExact && name === name.normalize('NFC')) expect(finds).toBe(means)
          }
      }),
      { numRuns: 5000 },
    )
  })
})
