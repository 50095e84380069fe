import { describe, expect, test, vi } from 'vitest'
import { resolveOptions } from '../../../tools/webitel-server/options.ts'
import { seededLogins } from '../../../tools/webitel-server/seeds/logins.ts'
import { seed, seededPeople, seededTokens } from '../../../tools/webitel-server/seeds/seed.ts'
import { Store } from '../../../tools/webitel-server/store/store.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const people = seededPeople(50)
const make = (seedNumber: number, count = 50) =>
  seededTokens(seededPeople(count), resolveOptions({ seed: seedNumber, now: NOW, big: false }))
const tokens = make(1)
const idOf = (role: string) => people.find((user) => user.role === role)?.id ?? ''
const of = (role: string) => tokens.filter(({ userId }) => userId === idOf(role))

describe('seeds', () => {
  test('are the same for the same number, and others for another', () => {
    expect(make(1)).toEqual(tokens)
    const secrets = new Set(tokens.map(({ secret }) => secret))
    expect(make(2).some(({ secret }) => secrets.has(secret))).toBe(false)
    expect(seededPeople(50)).toEqual(people)
  })

  test('are as many as asked for', () => {
    const holders = new Set(people.filter(({ role }) => role === undefined).map(({ id }) => id))
    expect(people).toHaveLength(50)
    expect(tokens.filter(({ userId }) => holders.has(userId))).toHaveLength(400)
    expect(seededPeople(0).every(({ role }) => role !== undefined)).toBe(true)
    expect(() => make(1, 0)).not.toThrow()
  })

  test('have ids and secrets of their own', () => {
    expect(new Set(tokens.map(({ id }) => id)).size).toBe(tokens.length)
    expect(new Set(tokens.map(({ secret }) => secret)).size).toBe(tokens.length)
    expect(tokens.every(({ secret = '' }) => /^[a-z\d]{32}$/.test(secret))).toBe(true)
    const many = seededPeople(2000)
    expect(new Set(many.map(({ id }) => id)).size).toBe(2000)
    expect(new Set(many.map(({ username, domain }) => `${username}@${domain}`)).size).toBe(2000)
  })

  test('have ids that are no safe numbers, two of them alike as numbers', () => {
    const unsafe = people.filter(({ id }) => !Number.isSafeInteger(Number(id)))
    expect(unsafe.length).toBeGreaterThan(5)
    expect(new Set(unsafe.map(({ id }) => Number(id))).size).toBeLessThan(unsafe.length)
    expect(unsafe.every(({ id }) => BigInt(id) <= 9_223_372_036_854_775_807n)).toBe(true)
  })

  test('have people with a full page, with none, and without a name', () => {
    expect(of('page')).toHaveLength(25)
    expect(of('empty')).toHaveLength(0)
    expect(people.find(({ role }) => role === 'nameless')?.name).toBe('')
    expect(of('admin').length).toBeGreaterThan(25)
  })

  test('have names that are hard to show and to find', () => {
    const usages = of('odd').map(({ usage }) => usage)
    const has = (pattern: RegExp) => usages.some((usage) => pattern.test(usage))
    expect(Math.max(...usages.map(({ length }) => length))).toBe(10_000)
    expect(usages.filter((usage) => usage === '').length).toBeGreaterThan(1)
    expect(new Set(usages).size).toBeLessThan(usages.length - 1)
    for (const pattern of [
      /%/,
      /_/,
      /\\/,
      /\*/,
      /</,
      /\p{Script=Arabic}/u,
      /\u202e/,
      /\p{Emoji_Presentation}/u,
    ])
      expect([pattern, has(pattern)]).toEqual([pattern, true])
  })

  test('have disabled tokens and tokens whose creator is gone', () => {
    expect(tokens.filter(({ disabled }) => disabled).length).toBeGreaterThan(10)
    expect(tokens.filter(({ createdBy }) => createdBy === undefined).length).toBeGreaterThan(10)
  })

  test('lie in the past, the oldest of each person first', () => {
    expect(tokens.every(({ createdAt }) => createdAt <= NOW)).toBe(true)
    const times = of('admin').map(({ createdAt }) => createdAt)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(NOW - Math.max(...times)).toBe(2 * 60 * 60 * 1000)
  })

  test('name a login for each role, once', () => {
    const logins = seededLogins(people)
    expect(new Set(logins.map(({ role }) => role)).size).toBe(logins.length)
    expect(logins.find(({ role }) => role === 'totp')?.totp).toMatch(/^\d{6}$/)
    expect(logins.find(({ role }) => role === 'admin')).not.toHaveProperty('totp')
  })
})

test('the person with ten thousand tokens is there, in one transaction with all others', () => {
  const store = new Store(':memory:')
  const transactions = vi.spyOn(store, 'inTransaction')
  const insert = vi.spyOn(store.tokens, 'insert')
  seed(store, resolveOptions({ now: NOW }))
  expect(transactions).toHaveBeenCalledOnce()
  expect(insert.mock.calls.length).toBeGreaterThanOrEqual(10_000)
  expect(store.tokens.of(idOf('big'))).toHaveLength(10_000)
  store.close()
})

test('a store with people in it is not seeded again', () => {
  const store = new Store(':memory:')
  const options = resolveOptions({ now: NOW, big: false })
  seed(store, options)
  const [first] = store.tokens.of(idOf('admin'))
  store.tokens.delete(first?.id ?? '')
  seed(store, options)
  expect(store.tokens.byId(first?.id ?? '')).toBeUndefined()
  store.close()
})
