import { describe, expect, it } from 'vitest'
import type { Account, UserId } from '../../../../src/contract/index.ts'
import {
  createProfiles,
  NO_PROFILES,
  profileIdOf,
  profilesSchema,
  type StoredProfiles,
} from '../../../../src/main/session/profiles.ts'
import { merge } from '../../../../src/main/storage/merge.ts'
import { memoryStore } from '../support/store.ts'

const account = (login: string, server = 'https://cc.example.com'): Account => ({
  profileId: profileIdOf(server, login),
  server,
  login,
  domain: 'example.com',
  user: { id: '9007199254740993' as UserId, name: 'Olena', username: 'olena', extension: '' },
  may: { listUsers: true, readTokens: true, addTokens: true, changeTokens: true, deleteTokens: true },
})

const stored = (accounts: readonly unknown[], current?: unknown) =>
  profilesSchema.safeParse({ accounts, current }).data

describe('profiles', () => {
  it('are the same on every start, whatever the case of the login', () => {
    expect(profileIdOf('https://a', 'Olena@Example.com')).toBe(profileIdOf('https://a', 'olena@example.com'))
    expect(profileIdOf('https://a', 'x@y')).not.toBe(profileIdOf('https://b', 'x@y'))
    expect(profileIdOf('https://a', 'x@y')).toMatch(/^[\da-f]{16}$/)
  })

  it('come most recent first, each once', () => {
    const profiles = createProfiles(memoryStore<StoredProfiles>(NO_PROFILES))
    for (const login of ['a@x', 'b@x', 'a@x']) profiles.makeCurrent(account(login))
    expect(profiles.all().map(({ login }) => login)).toEqual(['a@x', 'b@x'])
    expect(profiles.current()).toEqual(account('a@x'))
  })

  it('are remembered after signing out, but not taken up again', () => {
    const profiles = createProfiles(memoryStore<StoredProfiles>(NO_PROFILES))
    profiles.makeCurrent(account('a@x'))
    profiles.leaveCurrent()
    expect(profiles.current()).toBeUndefined()
    expect(profiles.all()).toHaveLength(1)
    profiles.forget(profileIdOf('https://cc.example.com', 'a@x'))
    expect(profiles.all()).toEqual([])
  })

  it('hand nothing on but server and login', () => {
    const profiles = createProfiles(memoryStore<StoredProfiles>(NO_PROFILES))
    profiles.makeCurrent(account('a@x'))
    expect(profiles.all()).toEqual([
      {
        profileId: profileIdOf('https://cc.example.com', 'a@x'),
        server: 'https://cc.example.com',
        login: 'a@x',
        signedIn: true,
        entry: false,
      },
    ])
  })

  it('have a name, and settings of their own, which signing in again does not take away', () => {
    const file = memoryStore<StoredProfiles>(NO_PROFILES)
    const profiles = createProfiles(file)
    const [a, b] = [account('a@x'), account('b@x')]
    for (const one of [a, b]) profiles.makeCurrent(one)
    profiles.rename(a.profileId, ' Test ')
    profiles.changeOwn(a.profileId, { rowsPerPage: 50 })
    profiles.changeOwn(a.profileId, { shownUser: '7' as UserId })
    profiles.noteEntry(a.profileId, true)
    profiles.makeCurrent({ ...a, domain: 'other.com' })
    const again = createProfiles(memoryStore(profilesSchema.parse(JSON.parse(file.text()))))
    expect(again.all()).toMatchObject([{ login: 'a@x', name: 'Test', entry: true }, { login: 'b@x' }])
    expect(again.all()[1]).not.toHaveProperty('name')
    expect(again.own(a.profileId)).toEqual({ rowsPerPage: 50, shownUser: '7' })
    expect(again.own(b.profileId)).toEqual({})
    again.rename(a.profileId, '  ')
    expect(again.all()[0]).not.toHaveProperty('name')
  })

  it('that one is forgotten or left changes nothing of the others', () => {
    const profiles = createProfiles(memoryStore<StoredProfiles>(NO_PROFILES))
    const [a, b] = [account('a@x'), account('b@x')]
    for (const one of [a, b]) profiles.makeCurrent(one)
    profiles.forget(a.profileId)
    expect(profiles.current()).toEqual(b)
    profiles.leaveCurrent()
    expect(profiles.all()).toMatchObject([{ login: 'b@x', signedIn: false }])
  })
})

describe('the file of profiles', () => {
  it('of a version that knew one profile at a time: that one is signed in, and the keychain may hold keys of all', () => {
    const read = stored([account('a@x'), account('b@x')], account('a@x').profileId)
    const profiles = createProfiles(memoryStore(read ?? NO_PROFILES))
    expect(profiles.all()).toMatchObject([
      { login: 'a@x', signedIn: true, entry: true },
      { login: 'b@x', signedIn: false, entry: true },
    ])
    // Its key could not be had at the start, and somebody signed in elsewhere: it is one step away all the same.
    profiles.makeCurrent(account('b@x'))
    expect(profiles.all()).toMatchObject([{ login: 'b@x' }, { login: 'a@x', signedIn: true, entry: true }])
  })

  it('with settings of its own that this version does not know has the others', () => {
    const own = { rowsPerPage: 26, sort: { field: 'usage', descending: true }, shownUser: '../..' }
    const read = stored([{ ...account('a@x'), own, name: 'a\u202eb' }])
    expect(read?.accounts[0]?.own).toEqual({ sort: { field: 'usage', descending: true } })
    expect(read?.accounts[0]?.name).toBeUndefined()
  })

  it('has no place for a secret, whoever wrote it there', () => {
    const read = stored([
      {
        ...account('a@x'),
        access: 's3cret',
        password: 's3cret',
        user: { ...account('a@x').user, token: 's3cret' },
      },
    ])
    expect(read?.accounts).toHaveLength(1)
    expect(JSON.stringify(read)).not.toContain('s3cret')
  })

  it('loses no other account with one that is damaged', () => {
    const read = stored([{ ...account('a@x'), user: 'all' }, null, account('b@x')], account('b@x').profileId)
    expect(read?.accounts.map(({ login }) => login)).toEqual(['b@x'])
    expect(read?.current).toBe(account('b@x').profileId)
  })

  it('reads each field of an account by itself', () => {
    const newer = {
      ...account('a@x'),
      may: { listUsers: 'own', readTokens: true },
      domain: { name: 'x' },
      expiresAt: '2030-01-01',
      user: { id: '7', name: { first: 'Olena' } },
    }
    expect(stored([newer])?.accounts).toMatchObject([
      {
        login: 'a@x',
        domain: '',
        user: { id: '7', name: '', username: '', extension: '' },
        may: { listUsers: false, readTokens: true, addTokens: false },
      },
    ])
  })

  it('keeps accounts that can not be read when another one changes', () => {
    const unreadable = { ...account('a@x'), user: { ids: ['7'] } }
    const file = {
      accounts: [unreadable, { ...account('b@x'), tint: 'red' }],
      current: account('b@x').profileId,
    }
    const read = profilesSchema.parse(file)
    const store = memoryStore(read)
    createProfiles(store).rename(account('b@x').profileId, 'Test')
    expect(merge(file, read, store.get())).toMatchObject({
      accounts: [{ login: 'b@x', name: 'Test', tint: 'red' }, unreadable],
    })
  })

  it('never has a key sent to a server that somebody wrote there in place of its own', () => {
    const read = stored([{ ...account('a@x'), server: 'https://evil.example.com' }, account('b@x')])
    expect(read?.accounts.map(({ login }) => login)).toEqual(['b@x'])
  })

  it('loses no account with a damaged word on which is current', () => {
    expect(stored([account('a@x')], 5)).toMatchObject({ accounts: [{ login: 'a@x' }] })
  })

  it.each([null, 'accounts', {}, 5])('with %j for accounts has none', (accounts) => {
    expect(profilesSchema.safeParse({ accounts }).data).toEqual({ accounts: [] })
  })
})
