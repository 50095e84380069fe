import { describe, expect, it, vi } from 'vitest'
import type { KeychainState, Reveal, RevealId, UserId } from '../../../../src/contract/index.ts'
import type { SecretStore } from '../../../../src/main/keychain/port.ts'
import { createPending, recordsSchema, type PendingRecord } from '../../../../src/main/reveal/pending.ts'

const ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' as RevealId
const reveal: Reveal = {
  id: ID,
  secret: 's3cret',
  usage: 'CRM',
  owner: { id: '1' as UserId, name: 'Olena' },
  createdAt: 5,
  copied: false,
  kept: false,
}

function world(state: KeychainState = 'available', landsLate = false) {
  const entries = new Map<string, string>()
  let records: PendingRecord[] = []
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
    close: () => undefined,
  }
  const store = { get: () => records, set: (next: PendingRecord[]) => ((records = next), true) }
  const pending = createPending(store, keychain)
  return {
    entries,
    pending,
    store,
    lock: () => void (state = 'locked'),
    unlock: () => void (state = 'available'),
  }
}

describe('a secret that waits', () => {
  it('is there at the next start, its text in the keychain alone', async () => {
    const { pending, store, entries } = world()
    expect(await pending.keep(reveal)).toBe(true)
    expect(JSON.stringify(store.get())).not.toContain('s3cret')
    expect([...entries.values()]).toEqual(['s3cret'])
    expect(await pending.left()).toEqual([{ ...reveal, kept: true, restored: true }])
  })

  it('leaves nothing when it is forgotten', async () => {
    const { pending, store, entries } = world()
    await pending.keep(reveal)
    pending.forget(ID)
    await vi.waitFor(() => expect(store.get()).toEqual([]))
    expect(entries.size).toBe(0)
  })

  it('does not come back once it was dealt with, whatever the keychain does; its entry goes later', async () => {
    const { pending, store, entries, lock, unlock } = world()
    await pending.keep(reveal)
    lock()
    pending.forget(ID)
    expect(await pending.left()).toEqual([])
    expect(entries.size).toBe(1)
    unlock()
    expect(await pending.left()).toEqual([])
    expect(entries.size).toBe(0)
    expect(store.get()).toEqual([])
  })

  it('is not kept without a keychain, and said not to be', async () => {
    const { pending, store } = world('absent')
    expect(await pending.keep(reveal)).toBe(false)
    expect(store.get()).toEqual([])
  })

  it('waits for a later start when the keychain is locked in this one', async () => {
    const { pending, store, lock } = world()
    await pending.keep(reveal)
    lock()
    expect(await pending.left()).toEqual([])
    expect(store.get()).toHaveLength(1)
  })

  it('is taken out of a keychain that took it in, but answered too late', async () => {
    const { pending, entries, store, unlock } = world('unresponsive', true)
    expect(await pending.keep(reveal)).toBe(false)
    expect(entries.size).toBe(1)
    unlock()
    expect(await pending.left()).toEqual([])
    expect(entries.size).toBe(0)
    expect(store.get()).toEqual([])
  })

  it('is not lost with another record that is damaged', () => {
    const fine = { id: ID, usage: 'CRM', owner: { id: '1', name: '' }, createdAt: 5 }
    expect(recordsSchema.parse([{ id: 7 }, null, fine])).toEqual([fine])
  })

  it('drops a record whose entry is gone', async () => {
    const { pending, store, entries } = world()
    await pending.keep(reveal)
    entries.clear()
    expect(await pending.left()).toEqual([])
    expect(store.get()).toEqual([])
  })
})
