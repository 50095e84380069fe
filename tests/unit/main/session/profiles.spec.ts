import { describe, expect, it } from 'vitest'
import type { Account, UserId } from '../../../../src/contract/index.ts'
import {
  createProfiles,
  NO_PROFILES,
  profileIdOf,
  profilesSchema,
  type StoredProfiles,
} from '../../../../src/main/session/profiles.ts'
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
    expect(profiles.saved().map(({ login }) => login)).toEqual(['a@x', 'b@x'])
    expect(profiles.current()).toEqual(account('a@x'))
  })

  it('are remembered after signing out, but not taken up again', () => {
    const profiles = createProfiles(memoryStore<StoredProfiles>(NO_PROFILES))
    profiles.makeCurrent(account('a@x'))
    profiles.leaveCurrent()
    expect(profiles.current()).toBeUndefined()
    expect(profiles.saved()).toHaveLength(1)
    profiles.forget(profileIdOf('https://cc.example.com', 'a@x'))
    expect(profiles.saved()).toEqual([])
  })

  it('hand nothing on but server and login', () => {
    const profiles = createProfiles(memoryStore<StoredProfiles>(NO_PROFILES))
    profiles.makeCurrent(account('a@x'))
    expect(profiles.saved()).toEqual([
      {
        profileId: profileIdOf('https://cc.example.com', 'a@x'),
        server: 'https://cc.example.com',
        login: 'a@x',
      },
    ])
  })
})

describe('the file of profiles', () => {
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
    const read = stored([{ ...account('a@x'), may: 'all' }, null, account('b@x')], account('b@x').profileId)
    expect(read?.accounts.map(({ login }) => login)).toEqual(['b@x'])
    expect(read?.current).toBe(account('b@x').profileId)
  })

  it('loses no account with a damaged word on which is current', () => {
    expect(stored([account('a@x')], 5)).toMatchObject({ accounts: [{ login: 'a@x' }] })
  })

  it.each([null, 'accounts', {}, 5])('with %j for accounts has none', (accounts) => {
    expect(profilesSchema.safeParse({ accounts }).data).toEqual({ accounts: [] })
  })
})
