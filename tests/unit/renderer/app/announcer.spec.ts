import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useAnnouncer } from '../../../../src/renderer/app/announcer.ts'

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
})
afterEach(() => void vi.useRealTimers())

it('takes a message away after a while, counted from the last one', () => {
  const announcer = useAnnouncer()
  announcer.say('1 deleted')
  vi.advanceTimersByTime(6000)
  announcer.say('2 deleted')
  vi.advanceTimersByTime(6000)
  expect(announcer.current).toEqual({ text: '2 deleted', kind: 'status' })
  vi.advanceTimersByTime(1000)
  expect(announcer.current).toBeUndefined()
})

it('leaves what went wrong there until somebody has seen it, or something else is to be said', () => {
  const announcer = useAnnouncer()
  announcer.say('1 deleted')
  announcer.warn('Not told')
  vi.advanceTimersByTime(600_000)
  expect(announcer.current).toEqual({ text: 'Not told', kind: 'alert' })
  announcer.dismiss()
  expect(announcer.current).toBeUndefined()
  announcer.warn('Not told')
  announcer.say('2 deleted')
  vi.advanceTimersByTime(7000)
  expect(announcer.current).toBeUndefined()
})

it('says the same words twice when they happen twice', () => {
  const announcer = useAnnouncer()
  announcer.say('1 deleted')
  const first = announcer.count
  announcer.say('1 deleted')
  expect(announcer.count).not.toBe(first)
})

it('tells screen readers apart from what is shown, and not for ever', () => {
  const announcer = useAnnouncer()
  announcer.say('1 deleted')
  announcer.tell('3 found')
  announcer.tell('3 found')
  expect(announcer.current?.text).toBe('1 deleted')
  expect(announcer.told).toEqual({ text: '3 found', count: 2 })
  vi.advanceTimersByTime(7000)
  expect(announcer.told).toBeUndefined()
})
