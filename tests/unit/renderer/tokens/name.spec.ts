import { describe, expect, it } from 'vitest'
import { LONGEST, nameFault, nameLength, tidyName } from '../../../../src/renderer/tokens/name.ts'

describe('nameFault', () => {
  it.each([
    'CRM integration',
    '  trimmed  ',
    'Звіти',
    'مها',
    '👩‍👩‍👧 family',
    '<b>%_\\*</b>',
    'x'.repeat(LONGEST),
  ])('takes %j', (name) => expect(nameFault(name)).toBeUndefined())

  it.each(['', '   ', '\t', '\u200b', '\u2060 \u200b', '\u3164'])('refuses %j as blank', (name) =>
    expect(nameFault(name)).toBe('blank'),
  )

  it.each(['a\nb', 'a\u0000b', 'a\u007fb', 'a\u202eb', 'a\u2066b', 'a\u200fb', 'a\u2028b', 'a\ud800b'])(
    'refuses the characters of %j',
    (name) => expect(nameFault(name)).toBe('forbidden'),
  )

  it('counts characters, not their halves', () => {
    expect(nameFault('😀'.repeat(LONGEST))).toBeUndefined()
    expect(nameFault('😀'.repeat(LONGEST + 1))).toBe('too-long')
    expect(nameLength(' 😀😀 ')).toBe(2)
  })

  it('counts a decomposed letter once, as it will be stored', () => {
    expect(nameFault('й'.normalize('NFD').repeat(LONGEST))).toBeUndefined()
  })
})

it('a name is tidied to composed letters without spaces around it', () => {
  expect(tidyName(` ${'Київ'.normalize('NFD')} `)).toBe('Київ'.normalize('NFC'))
})
