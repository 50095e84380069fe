import { describe, expect, it } from 'vitest'
import type { Person, ProfileId, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { createRecent, recentSchema, type StoredRecent } from '../../../../src/main/users/recent.ts'
import { memoryStore } from '../support/store.ts'

const person = (id: string): Person => ({ id: id as UserId, name: `Person ${id}` })
const ids = (people: readonly Person[]): string[] => people.map(({ id }) => id)

const MINE = 'mine' as ProfileId
const OTHER = 'other' as ProfileId

function recent() {
  const store = memoryStore<StoredRecent>({})
  return { store, ...createRecent(store) }
}

describe('people of late', () => {
  it('come the latest first, each once, and no more than one sees at a glance', () => {
    const { opened, list } = recent()
    for (const id of ['1', '2', '3', '4', '5', '6', '4']) opened(MINE, person(id))
    expect(ids(list(MINE))).toEqual(['4', '6', '5', '3', '2'])
  })

  it('are those of one profile, and leave with it', () => {
    const { opened, list, leave } = recent()
    opened(MINE, person('1'))
    opened(OTHER, person('2'))
    expect(ids(list(OTHER))).toEqual(['2'])
    leave(OTHER)
    expect(list(OTHER)).toEqual([])
    expect(ids(list(MINE))).toEqual(['1'])
  })

  it('are not written for a profile that is removed while the server is asked', async () => {
    const { store, opened, reading, leave } = recent()
    opened(MINE, person('1'))
    const answer = Promise.withResolvers<never>()
    const asked = reading(MINE, { read: () => answer.promise }).read('1' as UserId)
    leave(MINE)
    answer.reject(failure('not-found'))
    await expect(asked).rejects.toThrow('not-found')
    expect(store.text()).toBe('{}')
  })

  it('do not have somebody whom the server no longer knows', async () => {
    const { opened, list, reading } = recent()
    opened(MINE, person('1'))
    opened(MINE, person('2'))
    const gone = reading(MINE, { read: () => Promise.reject(failure('not-found')) })
    await expect(gone.read('1' as UserId)).rejects.toThrow('not-found')
    expect(ids(list(MINE))).toEqual(['2'])
  })

  it('keep somebody who just could not be read', async () => {
    const { opened, list, reading } = recent()
    opened(MINE, person('1'))
    const away = reading(MINE, { read: () => Promise.reject(failure('offline')) })
    await expect(away.read('1' as UserId)).rejects.toThrow('offline')
    expect(ids(list(MINE))).toEqual(['1'])
  })

  it('are kept by a name that is no longer than any name', () => {
    const { opened, list } = recent()
    opened(MINE, { id: '1' as UserId, name: `${'x'.repeat(199)}😀` })
    expect(list(MINE)[0]?.name).toHaveLength(200)
    expect(list(MINE)[0]?.name.isWellFormed()).toBe(true)
  })

  it('of a damaged profile are none, and those of the others stay', () => {
    const kept = { good: [person('1')], bad: [{ id: 'seven', name: 7 }] }
    expect(recentSchema.parse(kept)).toEqual({ good: [person('1')], bad: [] })
  })

  it('lose no other person with a damaged one', () => {
    expect(recentSchema.parse({ p: [{ id: 7 }, person('1')] })).toEqual({ p: [person('1')] })
  })
})
