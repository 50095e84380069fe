import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SecondFactors } from '../../../tools/webitel-server/second-factors.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a step may be tried five times', () => {
  const factors = new SecondFactors()
  const id = factors.begin('101')
  const tries = Array.from({ length: 6 }, () => factors.attempt(id))
  expect(tries).toEqual(['101', '101', '101', '101', '101', undefined])
})

test('a step lasts five minutes', () => {
  const factors = new SecondFactors()
  const id = factors.begin('101')
  vi.advanceTimersByTime(5 * 60_000 - 1)
  expect(factors.attempt(id)).toBe('101')
  vi.advanceTimersByTime(1)
  expect(factors.attempt(id)).toBeUndefined()
})

test('a finished step is over, another goes on', () => {
  const factors = new SecondFactors()
  const [first, second] = [factors.begin('101'), factors.begin('102')]
  factors.finish(first)
  expect([factors.attempt(first), factors.attempt(second)]).toEqual([undefined, '102'])
})
