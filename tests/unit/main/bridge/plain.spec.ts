import { describe, expect, it } from 'vitest'
import { isPlain } from '../../../../src/main/bridge/plain.ts'

const UUID = '0b5f3f9e-4a5d-4c8e-9c56-0f1f6f0c7a11'

describe('isPlain', () => {
  it('takes what the contract is made of, the largest job included', () => {
    const items = Array.from({ length: 20_000 }, () => ({ id: UUID, usage: 'Name' }))
    expect(isPlain([{ kind: 'delete', userId: '1', items }])).toBe(true)
    expect(isPlain([])).toBe(true)
    expect(isPlain(['text', 1, null, undefined, true, NaN])).toBe(true)
  })

  it.each([
    ['a date', new Date()],
    ['a map', new Map([['theme', 'dark']])],
    ['a set', new Set()],
    ['a pattern', /a/],
    ['bytes', new Uint8Array(4)],
    ['an error', new Error('no')],
    ['an instance', Object.create({ theme: 'dark' })],
    ['a key that is no key', JSON.parse('{"__proto__": {"theme": "dark"}}')],
  ])('refuses %s, however deep it lies', (_, value: unknown) => {
    expect(isPlain([value])).toBe(false)
    expect(isPlain([1, { within: [{ further: value }] }])).toBe(false)
  })

  it('comes to an end', () => {
    const circle: unknown[] = []
    circle.push(circle)
    expect(isPlain([circle])).toBe(false)
    let deep: unknown = 'bottom'
    for (let at = 0; at < 200_000; at++) deep = [deep]
    expect(isPlain([deep])).toBe(false)
    expect(isPlain([Array.from({ length: 4_000_000 }, () => 0)])).toBe(false)
    expect(isPlain([Object.assign([], { length: 2 ** 32 - 1 })])).toBe(false)
  })
})
