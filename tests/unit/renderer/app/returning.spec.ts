import { expect, it } from 'vitest'
import { isStale, STALE } from '../../../../src/renderer/app/returning.ts'

it('is old after five minutes, not sooner, and never before it was read', () => {
  expect([isStale(1000, 1000 + STALE), isStale(1000, 999 + STALE), isStale(undefined, STALE)]).toEqual([
    true,
    false,
    false,
  ])
  expect(STALE).toBe(5 * 60 * 1000)
})
