import { describe, expect, it, vi } from 'vitest'
import type { KeychainState, ProfileId, RevealId, TokenId, UserId } from '../../../../src/contract/index.ts'
import type { SecretStore } from '../../../../src/main/keychain/port.ts'
import {
  createPending,
  recordsSchema,
  type PendingRecord,
  type Waiting,
} from '../../../../src/main/reveal/pending.ts'

const ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' as RevealId
const SECRET = 's3cret'
const waiting: Waiting = {
  id: ID,
  usage: 'CRM',
  owner: { id: '1' as UserId, name: 'Olena' },
  createdAt: 5,
  profile: 'p' as ProfileId,
  by: '1' as UserId,
  server: 'https://cc.example.com',
  tokenId: 'token' as TokenId,
}
const SHOWN = {
  id: ID,
  secret: SECRET,
  usage: 'CRM',
  owner: waiting.owner,
  createdAt: 5,
  profile: 'p',
  server: 'https://cc.example.com',
  copied: false,
  kept: true,
  restored: true,
}
const NOTHING = { reveals: [], unreadable: [], done: [] }

const isServerOf = (profile: ProfileId, server: string) =>
  profile === waiting.profile && server === waiting.server

function world(state: KeychainState = 'available', landsLate = false) {
  const entries = new Map<string, string>()
  let disk: PendingRecord[] = []
  let full = false
  const keychain: SecretStore = {
    async get(account) {
      if (state !== 'available') return { kind: 'unavailable', state }
      const secret = entries.get(account)
      return secret === undefined ? { kind: 'nothing' } : { kind: 'found', secret }
    },
    async set(account, secret) {
      if (state === 'available' || landsLate) entries.set(account, secret)
      return state
    },
    async remove(account) {
      if (state === 'available') entries.delete(account)
      return state
    },
    list: async () => (state === 'available' ? [...entries.keys()] : []),
    unlock: async () => state,
    underWay: () => undefined,
    close: () => undefined,
  }
  /** As a start opens it: kept in memory even where the disk does not take it. */
  const open = () => {
    let records = disk
    return {
      get: () => records,
      set(next: PendingRecord[]) {
        records = next
        if (!full) disk = next
        return !full
      },
    }
  }
  const first = open()
  return {
    entries,
    pending: createPending(first, keychain, isServerOf),
    /** At the next start. */
    next: () => createPending(open(), keychain, isServerOf),
    /** What is on disk. */
    store: { get: () => disk, set: (next: PendingRecord[]) => void (disk = next) },
    lock: () => void (state = 'locked'),
    unlock: () => void (state = 'available'),
    fill: () => void (full = true),
    free: () => void (full = false),
  }
}

describe('a secret that waits', () => {
  it('is there at the next start, its text in the keychain alone', async () => {
    const { pending, next, store, entries } = world()
    expect(await pending.keep(waiting, SECRET)).toBe(true)
    expect(JSON.stringify(store.get())).not.toContain('s3cret')
    expect([...entries.values()]).toEqual(['s3cret'])
    expect(await next().left()).toEqual({ ...NOTHING, reveals: [SHOWN] })
    // In its own start it is not left over.
    expect(await pending.left()).toEqual(NOTHING)
  })

  it('leaves nothing when it is forgotten', async () => {
    const { pending, store, entries } = world()
    await pending.keep(waiting, SECRET)
    pending.forget(ID)
    await vi.waitFor(() => expect(store.get()).toEqual([]))
    expect(entries.size).toBe(0)
  })

  it('does not come back once it was dealt with, whatever the keychain does; its entry goes later', async () => {
    const { pending, next, store, entries, lock, unlock } = world()
    await pending.keep(waiting, SECRET)
    lock()
    pending.forget(ID)
    expect(await next().left()).toEqual({ ...NOTHING, done: [ID] })
    expect(entries.size).toBe(1)
    unlock()
    expect(await next().left()).toEqual({ ...NOTHING, done: [ID] })
    expect(entries.size).toBe(0)
    expect(store.get()).toEqual([])
  })

  it.each(['absent', 'locked'] as const)(
    'is not kept without a keychain that opens, said not to be, and not told as dealt with: %s',
    async (state) => {
      const { pending, next, store, unlock } = world(state)
      expect(await pending.keep(waiting, SECRET)).toBe(false)
      expect(store.get()).toEqual([])
      unlock()
      expect([await pending.left(), await next().left()]).toEqual([NOTHING, NOTHING])
    },
  )

  it('waits, and is not called unreadable, while the keychain is locked', async () => {
    const { pending, next, entries, store, lock, unlock } = world()
    await pending.keep(waiting, SECRET)
    lock()
    const later = next()
    expect(await later.left()).toEqual(NOTHING)
    expect([later.waits(ID), store.get().length, entries.size]).toEqual([true, 1, 1])
    unlock()
    expect(await later.left()).toEqual({ ...NOTHING, reveals: [SHOWN] })
  })

  it('is taken out of a keychain that took it in, but answered too late, once it was dealt with', async () => {
    const { pending, entries, store, unlock } = world('unresponsive', true)
    expect(await pending.keep(waiting, SECRET)).toBe(false)
    expect(entries.size).toBe(1)
    pending.forget(ID)
    unlock()
    expect(await pending.left()).toEqual({ ...NOTHING, done: [ID] })
    expect(entries.size).toBe(0)
    expect(store.get()).toEqual([])
  })

  it('is there after a crash, where the keychain took it in but answered too late; else it is named', async () => {
    const late = world('unresponsive', true)
    await late.pending.keep(waiting, SECRET)
    late.unlock()
    expect(await late.pending.left()).toEqual(NOTHING)
    expect(await late.next().left()).toEqual({ ...NOTHING, reveals: [SHOWN] })

    const never = world('unresponsive')
    await never.pending.keep(waiting, SECRET)
    never.unlock()
    expect(await never.next().left()).toEqual({
      ...NOTHING,
      unreadable: [{ ...waiting, use: {} }],
    })
  })

  it('is not lost with another record that is damaged', () => {
    const fine = { ...waiting }
    expect(recordsSchema.parse([{ id: 7 }, null, fine])).toEqual([fine])
  })

  it.each(['https://evil.example.com', 'no address'])(
    'is shown, but sent nowhere, where its record names a server that is none of its profile: %s',
    async (server) => {
      const { pending, next, store } = world()
      await pending.keep(waiting, SECRET)
      store.set(store.get().map((record) => ({ ...record, server })))
      const { server: _, ...shown } = SHOWN
      expect(await next().left()).toEqual({ ...NOTHING, reveals: [shown] })
    },
  )

  it('names a record whose entry is gone', async () => {
    const { pending, next, store, entries } = world()
    await pending.keep(waiting, SECRET)
    entries.clear()
    const later = next()
    expect(await later.left()).toEqual({
      ...NOTHING,
      unreadable: [{ ...waiting, use: {} }],
    })
    // Until somebody has written it down elsewhere.
    expect(store.get()).toHaveLength(1)
    later.drop(ID)
    expect(await next().left()).toEqual(NOTHING)
  })

  it('is found without its record too', async () => {
    const { pending, next, store, entries } = world()
    await pending.keep(waiting, SECRET)
    store.set([])
    const later = next()
    const { reveals } = await later.left()
    expect(reveals).toEqual([
      { id: ID, secret: SECRET, usage: '', copied: false, kept: true, restored: true },
    ])
    later.forget(ID)
    await vi.waitFor(() => expect(entries.size).toBe(0))
  })
})

describe('on a full disk it', () => {
  it('is kept on a full disk too, without what it is for, and leaves nothing', async () => {
    const { pending, next, entries, fill } = world()
    fill()
    expect(await pending.keep(waiting, SECRET)).toBe(true)
    expect((await next().left()).reveals).toMatchObject([{ id: ID, secret: SECRET, usage: '' }])
    pending.forget(ID)
    await vi.waitFor(() => expect(entries.size).toBe(0))
    expect(await next().left()).toEqual(NOTHING)
  })

  it('is not said to be unreadable because the disk was full when it was closed', async () => {
    const { pending, next, entries, fill, free } = world()
    await pending.keep(waiting, SECRET)
    fill()
    pending.forget(ID)
    await Promise.resolve()
    // Shown once more is better than called lost.
    expect((await next().left()).unreadable).toEqual([])
    free()
    const later = next()
    expect((await later.left()).reveals).toEqual([SHOWN])
    later.forget(ID)
    await vi.waitFor(() => expect(entries.size).toBe(0))
  })

  it('nor because somebody signed out before the disk had room again', async () => {
    const { pending, next, entries, fill, free } = world()
    await pending.keep(waiting, SECRET)
    fill()
    pending.forget(ID)
    // Looks for what was left, as every change of the session does.
    await pending.left()
    expect(entries.size).toBe(1)
    free()
    await pending.left()
    expect(entries.size).toBe(0)
    expect(await next().left()).toEqual(NOTHING)
  })
})

describe('a record', () => {
  it('whose entry is gone says what was done with it until then', async () => {
    const { pending, next, entries } = world()
    await pending.keep(waiting, SECRET)
    pending.used(ID, 'shown')
    pending.used(ID, 'copied')
    entries.clear()
    expect(await next().left()).toMatchObject({
      unreadable: [{ id: ID, use: { shown: true, copied: true } }],
    })
  })
})
