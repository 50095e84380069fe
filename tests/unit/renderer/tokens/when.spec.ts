import { describe, expect, it } from 'vitest'
import { createClock, whenOf } from '../../../../src/renderer/tokens/when.ts'

const NOW = new Date(2026, 10, 24, 14, 30).getTime()
const at = (...parts: [number, number, number, number, number]): number => new Date(...parts).getTime()
const MINUTE = 60_000
const short = (time: number, locale = 'en-GB') => createClock('en', locale).short(time, NOW, 'just now')

describe('a moment in a list', () => {
  it.each([
    ['just now', NOW - 59_000],
    ['1 minute ago', NOW - MINUTE],
    ['59 minutes ago', NOW - 59 * MINUTE],
    ['2 hours ago', at(2026, 10, 24, 12, 10)],
    ['14 hours ago', at(2026, 10, 24, 0, 1)],
    ['yesterday, 16:20', at(2026, 10, 23, 16, 20)],
    ['22 Nov 2026', at(2026, 10, 22, 23, 59)],
    ['27 Nov 2025', at(2025, 10, 27, 8, 0)],
  ])('%s', (words, time) => expect(short(time)).toBe(words))

  it('is just now when the clock of the server is a little ahead, and a date when it is far ahead', () => {
    expect(short(NOW + 30_000)).toBe('just now')
    expect(whenOf(NOW + 2 * MINUTE, NOW)).toEqual({ kind: 'date' })
  })

  it('is yesterday by the calendar, not by 24 hours', () => {
    const morning = at(2026, 10, 24, 1, 0)
    expect(whenOf(at(2026, 10, 23, 23, 30), morning)).toEqual({ kind: 'yesterday' })
    expect(whenOf(at(2026, 10, 22, 23, 30), morning)).toEqual({ kind: 'date' })
  })

  it('follows the person’s locale', () => {
    expect(short(at(2026, 10, 3, 9, 0), 'en-US')).toBe('Nov 3, 2026')
    expect(short(at(2026, 10, 23, 16, 20), 'en-US')).toMatch(/^yesterday, 4:20\sPM$/)
    expect(short(at(2026, 10, 24, 12, 10), 'de-DE')).toBe('2 hours ago')
  })
})

it('is told in full with its day, year and second', () => {
  const full = createClock('en', 'en-GB').full(at(2026, 10, 3, 9, 5))
  expect(full).toMatch(/Tuesday,? 3 November 2026/)
  expect(full).toContain('09:05:00')
})

it.each([8.64e15 + 1024, NaN, Infinity])('of %s no calendar knows, which costs no screen', (odd) => {
  const clock = createClock('en', 'en-GB')
  expect([clock.short(odd, 0, 'now'), clock.full(odd), clock.ofDay(odd)]).toEqual(['—', '—', '—'])
})
