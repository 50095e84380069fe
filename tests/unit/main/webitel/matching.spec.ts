import { describe, expect, it } from 'vitest'
import { matcherOf } from '../../../../src/main/webitel/matching.ts'

describe('what a person typed', () => {
  it.each([
    ['', 'anything', true],
    ['bi', 'Power BI', true],
    ['a_b', 'a_b', true],
    ['a_b', 'axb', false],
    ['50%', '50% off', true],
    ['50%', '50 off', false],
    ['a\\b', 'a\\b', true],
    ['a\\b', 'ab', false],
    ['Serv*', 'service', true],
    ['Serv*', 'my service', false],
    ['?at', 'cat', true],
    ['?at', 'at', false],
    ['a.c*', 'abc', false],
    ['*[x]', 'a [x]', true],
    ['ЗВІТ', 'звіти', true],
    ['line*', 'line\nbreak', true],
    ['a*b*c', 'axbxbxc', true],
    ['a*b*c', 'axbxbx', false],
    ['*?', '', false],
    ['**', '', true],
    ['?', '😀', true],
  ])('%j finds %j: %j', (typed, usage, found) => expect(matcherOf(typed)(usage)).toBe(found))

  it('is not stopped by a pattern and a name that were made for it', () => {
    expect(matcherOf('*a'.repeat(200) + 'b')('a'.repeat(20_000))).toBe(false)
  })

  it.each(['Київ', 'Übung', 'Ångström', '한국어', 'ÑANDÚ'])(
    'finds %s however it was typed or stored',
    (name) => {
      for (const typed of [name.normalize('NFC'), name.normalize('NFD'), name.toLowerCase()])
        for (const stored of [name.normalize('NFC'), name.normalize('NFD'), `a ${name.normalize('NFD')} b`])
          expect(matcherOf(typed)(stored)).toBe(true)
    },
  )

  it('takes a composed letter for one character', () => {
    expect(matcherOf('?ка')('йка'.normalize('NFD'))).toBe(true)
  })
})
