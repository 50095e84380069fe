import { describe, expect, it } from 'vitest'
import { retryAfter } from '../../../../src/main/webitel/retry-after.ts'

describe('retryAfter', () => {
  it.each([
    ['0', 0],
    ['7', 7000],
    ['Thu, 01 Jan 1970 00:00:17 GMT', 7000],
    ['Thu, 01 Jan 1970 00:00:10 GMT', 0],
    ['Thu, 01 Jan 1970 00:00:01 GMT', 0],
    ['soon', 0],
    ['', 0],
  ])('reads %j as %i ms', (value, milliseconds) => {
    expect(retryAfter(new Headers({ 'retry-after': value }), 10_000)).toBe(milliseconds)
  })

  it('is nothing where the server says nothing', () => {
    expect(retryAfter(new Headers())).toBe(0)
  })

  it('takes what is less than a second until a date for its rounding', () => {
    const headers = new Headers({ 'retry-after': 'Thu, 01 Jan 1970 00:00:11 GMT' })
    expect(retryAfter(headers, 10_001)).toBe(0)
  })
})
