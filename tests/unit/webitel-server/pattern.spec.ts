import { describe, expect, test } from 'vitest'
import { matchesPattern } from '../../../tools/webitel-server/pattern.ts'

describe('a search pattern', () => {
  test.for([
    ['zapier', 'Zapier', true],
    ['api', 'Zapier', false],
    ['api*', 'Zapier', false],
    ['zap*', 'Zapier', true],
    ['*API*', 'Zapier', true],
    ['*er', 'Zapier', true],
    ['z*r', 'Zapier', true],
    ['z?pier', 'Zapier', true],
    ['z?ier', 'Zapier', false],
    ['?', '', false],
    ['*', '', true],
    ['**', 'anything\nat all', true],
    ['*b*b', 'abcb', true],
    ['*b*b', 'acb', false],
    ['ЗВІТИ*', 'Звіти відділу', true],
    ['?', '📞', true],
    ['a.c', 'abc', false],
    ['[a-z]', 'b', false],
    ['back\\slash', 'back\\slash', true],
    ['100 %', '100 X', false],
    ['a_c', 'abc', false],
  ] as const)('%j on %j: %o', ([pattern, text, matches]) => {
    expect(matchesPattern(pattern, text)).toBe(matches)
  })

  test.for([
    ['*a_c', 'abc', true],
    ['*a%d', 'abcd', true],
    ['a_c', 'abc', false],
    ['a%*', 'abc', false],
  ] as const)("with SQL's wildcards leaking, %j on %j: %o", ([pattern, text, matches]) => {
    expect(matchesPattern(pattern, text, { sqlWildcardsLeak: true })).toBe(matches)
  })

  test('does not stall on many asterisks', () => {
    expect(matchesPattern('*a'.repeat(30) + 'b', 'a'.repeat(10_000))).toBe(false)
  })
})
