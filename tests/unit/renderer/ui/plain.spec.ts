import { expect, it } from 'vitest'
import { cut, plain } from '../../../../src/renderer/ui/plain.ts'

it('shows control characters by their pictures', () => {
  expect(plain('a\nb\u0000c\u007fd\u0085e')).toBe('a␊b␀c␡d�e')
})

it('takes the effect of direction-changing characters away', () => {
  expect(plain('evil \u202egnp.exe')).toBe('evil �gnp.exe')
  expect(plain('a\u2067b\u2028c')).toBe('a�b�c')
})

it('leaves other writing and emoji alone', () => {
  expect(plain('מערכת 👩‍👩‍👧 Звіти <b>')).toBe('מערכת 👩‍👩‍👧 Звіти <b>')
})

it('cuts by characters, not by their halves', () => {
  expect(cut('😀😀😀', 3)).toBe('😀😀😀')
  expect(cut('😀😀😀', 2)).toBe('😀😀…')
  expect(cut('x'.repeat(10_000), 5)).toBe('xxxxx…')
})
