import { describe, expect, it, vi } from 'vitest'
import type { Permissions, SavedServer, SessionState, UserId } from '../../../../src/contract/index.ts'
import { codeOf, failure } from '../../../../src/main/failure.ts'
import { createHealth } from '../../../../src/main/keychain/health.ts'
import type { Connect } from '../../../../src/main/session/connect.ts'
import { createProfiles, NO_PROFILES, type StoredProfiles } from '../../../../src/main/session/profiles.ts'
import { createSession, type Session } from '../../../../src/main/session/session.ts'
import { createSigningIn } from '../../../../src/main/session/sign-in/signing-in.ts'
import type { Identity, LoginApi } from '../../../../src/main/webitel/login.ts'
import { memoryKeychain } from '../support/keychain.ts'
import { requestsOf } from '../support/session.ts'
import { memoryStore } from '../support/store.ts'

const MAY: Permissions = {
  listUsers: true,
  readTokens: true,
  addTokens: true,
  changeTokens: true,
  deleteTokens: true,
}
const identityOf = (id = '1', more: Partial<Identity> = {}): Identity => ({
  user: { id: id as UserId, name: 'Olena', username: 'olena', extension: '' },
  domain: 'example.com',
  may: MAY,
  ...more,
})

const credentials = {
  server: 'cc.example.com',
  login: ' olena@example.com ',
  password: 'pa55word',
  allowHttp: false,
}
const signal = () => new AbortController().signal

/** What the world outside a session holds: kept over a restart. */
function outside() {
  const file = memoryStore<StoredProfiles>(NO_PROFILES)
  const keychain = memoryKeychain()
  let keys = 0
  const api = {
    domain: vi.fn<LoginApi['domain']>(async () => ({ providers: [], options: 'local_password_only' })),
    password: vi.fn<LoginApi['password']>(async () => ({ kind: 'in', access: `k3y-${(keys += 1)}` })),
    verify: vi.fn<LoginApi['verify']>(),
    changePassword: vi.fn<LoginApi['changePassword']>(),
    identity: vi.fn<LoginApi['identity']>(async () => identityOf()),
    logout: vi.fn<LoginApi['logout']>(async () => undefined),
  }
  const connected: { server: string; key: () => string | undefined }[] = []
  const quiet = vi.fn<() => Promise<void>>(async () => undefined)
  return { file, keychain, api, connected, quiet }
}

function begin(around = outside()) {
  const states: SessionState[] = []
  const ended: SavedServer[] = []
  const keychainStates: string[] = []
  const connect: Connect = (server, key) => {
    around.connected.push({ server, key })
    return around.api
  }
  const session = createSession({
    profiles: createProfiles(around.file),
    health: createHealth(around.keychain.store, (state) => keychainStates.push(state)),
    connect,
    onChange: (state) => states.push(state),
    onEnded: (saved) => ended.push(saved),
    onNotTold: () => undefined,
    onForgotten: () => undefined,
    quiet: around.quiet,
  })
  const visit = () => Promise.reject(failure('window-closed'))
  const { signIn, renew } = createSigningIn({ session, connect, visit })
  return { ...around, around, session: { ...session, signIn, renew }, states, ended, keychainStates }
}

async function signedIn(around = outside()) {
  const begun = begin(around)
  await begun.session.signIn(credentials, signal())
  return begun
}

const keyOf = (session: Session) => (session.live()?.profileId ? requestsOf(session).access() : undefined)

describe('signing in', () => {
  it('asks about the domain, then with login and password, then who that is; keeps the key in the keychain', async () => {
    const { session, api, file, keychain, states, connected } = begin()
    const step = await session.signIn(credentials, signal())
    expect(step).toMatchObject({
      kind: 'signed-in',
      account: { server: 'https://cc.example.com', login: 'olena@example.com', may: MAY },
    })
    expect(api.domain).toHaveBeenCalledWith('example.com', expect.anything())
    expect(api.password).toHaveBeenCalledWith('olena@example.com', 'pa55word')
    expect(connected.at(-1)?.key()).toBe('k3y-1')
    expect(keyOf(session)).toBe('k3y-1')
    expect([...keychain.entries.values()]).toEqual(['{"access":"k3y-1"}'])
    expect(states.at(-1)?.kind).toBe('signed-in')
    for (const secret of ['k3y', 'pa55word']) {
      expect(file.text()).not.toContain(secret)
      expect(JSON.stringify([step, states])).not.toContain(secret)
    }
  })

  it('sends nothing over http before the person has agreed, except on this machine', async () => {
    const { session, connected } = begin()
    const asked = { ...credentials, server: 'http://cc.example.com/path' }
    expect(await session.signIn(asked, signal())).toEqual({
      kind: 'consent-http',
      server: 'http://cc.example.com',
    })
    expect(connected).toEqual([])
    expect(await session.signIn({ ...asked, allowHttp: true }, signal())).toMatchObject({ kind: 'signed-in' })
    const local = await session.signIn({ ...credentials, server: 'http://127.0.0.1:1' }, signal())
    expect(local).toMatchObject({ kind: 'signed-in' })
  })

  it.each(['', 'olena', '@example.com', 'olena@', 'a@b@c', '@'])(
    'sends nothing for the login %j',
    async (login) => {
      const { session, api } = begin()
      await expect(session.signIn({ ...credentials, login }, signal())).rejects.toThrow('invalid')
      expect(api.domain).not.toHaveBeenCalled()
      expect(api.password).not.toHaveBeenCalled()
    },
  )

  it('sends no password to what does not know the domain step', async () => {
    const { session, api } = begin()
    api.domain.mockRejectedValue(failure('not-webitel'))
    await expect(session.signIn(credentials, signal())).rejects.toThrow('not-webitel')
    expect(api.password).not.toHaveBeenCalled()
  })

  it('that fails leaves nobody signed in and nothing kept', async () => {
    for (const step of ['password', 'identity'] as const) {
      const { session, api, keychain, file } = begin()
      api[step].mockRejectedValue(failure('unauthorized'))
      await expect(session.signIn(credentials, signal())).rejects.toThrow('unauthorized')
      expect(await session.state()).toEqual({ kind: 'signed-out', saved: [] })
      expect(keychain.entries.size).toBe(0)
      expect(file.text()).not.toContain('olena')
    }
  })

  it('works without a keychain, in memory alone, and says so', async () => {
    const around = outside()
    around.keychain.be('absent')
    const { session, keychainStates } = await signedIn(around)
    expect(await session.keychainState()).toBe('absent')
    expect(keychainStates).toEqual(['absent'])
    expect(keyOf(session)).toBe('k3y-1')
    around.keychain.be('available')
    expect(await session.retryKeychain()).toBe('available')
    expect([...around.keychain.entries.values()]).toEqual(['{"access":"k3y-1"}'])
  })
})

describe('the next start', () => {
  it('takes the session up again, and then what the server says of the person', async () => {
    const { around } = await signedIn()
    const later = Promise.withResolvers<Identity>()
    around.api.identity.mockReturnValue(later.promise)
    const { session, states } = begin(around)
    expect(await session.state()).toMatchObject({ kind: 'signed-in', account: { may: MAY } })
    expect(keyOf(session)).toBe('k3y-1')
    const may = { ...MAY, deleteTokens: false }
    later.resolve(identityOf('1', { may }))
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ account: { may } }))
    expect(session.account().may.deleteTokens).toBe(false)
  })

  it('with a session that ended: signed out, says why, keeps no key', async () => {
    const { around } = await signedIn()
    around.api.identity.mockRejectedValue(failure('session-ended'))
    const { session, states, keychain } = begin(around)
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ kind: 'signed-out', because: 'ended' }))
    await vi.waitFor(() => expect(keychain.entries.size).toBe(0))
    expect(keyOf(session)).toBeUndefined()
    expect(await session.state()).toMatchObject({ saved: [{ login: 'olena@example.com' }] })
  })

  it.each(['offline', 'timeout', 'server', 'forbidden', 'not-webitel'] as const)(
    'stays signed in when the server can only be met with %s',
    async (code) => {
      const { around } = await signedIn()
      const asked = Promise.withResolvers<Identity>()
      around.api.identity.mockReturnValue(asked.promise)
      const { session } = begin(around)
      await session.state()
      asked.reject(failure(code))
      await asked.promise.catch(() => undefined)
      await new Promise((resolve) => setImmediate(resolve))
      expect(await session.state()).toMatchObject({ kind: 'signed-in' })
    },
  )

  it('with a damaged entry: it stays as it is until the person agrees, and is then what it should be', async () => {
    const { around } = await signedIn()
    const [profile = ''] = around.keychain.entries.keys()
    around.keychain.entries.set(profile, 'k3y')
    const { session } = begin(around)
    await session.signIn(credentials, signal())
    expect(await session.retryKeychain()).toBe('damaged')
    expect([...around.keychain.entries]).toEqual([[profile, 'k3y']])
    expect(await session.replaceDamaged()).toBe('available')
    expect([...around.keychain.entries]).toEqual([[profile, '{"access":"k3y-2"}']])
  })

  it('takes out the key that a keychain did not let go at sign-out', async () => {
    const { around, session, keychain } = await signedIn()
    keychain.be('unresponsive')
    expect(await session.signOut()).toEqual({ told: true, forgotten: false })
    await begin(around).session.state()
    expect(keychain.entries.size).toBe(1)
    keychain.be('available')
    begin(around)
    await vi.waitFor(() => expect(keychain.entries.size).toBe(0))
  })

  it.each([
    ['locked', 'locked'],
    ['unresponsive', 'unresponsive'],
  ] as const)('with a keychain that is %s: signed out, the server still known', async (state, said) => {
    const { around } = await signedIn()
    around.keychain.be(state)
    const { session, connected } = begin(around)
    const before = connected.length
    expect(await session.state()).toMatchObject({ kind: 'signed-out', saved: [{}] })
    expect(await session.keychainState()).toBe(said)
    expect(connected).toHaveLength(before)
  })

  // The last three hold letters that no header can carry.
  const letters = ['k\u0000y', 'ключ', 'k\r\nx: y'].map((access) => JSON.stringify({ access }))
  it.each(['', 'k3y', '{}', '{"access":""}', '{"access":5}', 'null', ...letters])(
    'with the damaged entry %j: signed out, and says so',
    async (entry) => {
      const { around } = await signedIn()
      for (const account of around.keychain.entries.keys()) around.keychain.entries.set(account, entry)
      const { session } = begin(around)
      expect(await session.state()).toMatchObject({ kind: 'signed-out' })
      expect(await session.keychainState()).toBe('damaged')
    },
  )

  it('forgets an end that the server no longer names', async () => {
    const around = outside()
    around.api.identity.mockResolvedValue(identityOf('1', { expiresAt: 5 }))
    const { session } = await signedIn(around)
    expect(session.account().expiresAt).toBe(5)
    around.api.identity.mockResolvedValue(identityOf())
    await session.lookAgain()
    expect(session.account().expiresAt).toBeUndefined()
    await session.renew('pa55word', signal())
    expect(session.account()).not.toHaveProperty('expiresAt')
  })
})

describe('signing out', () => {
  it('tells the server with the key that was in use, and forgets it here', async () => {
    const { session, api, keychain, states, connected } = await signedIn()
    expect(await session.signOut()).toEqual({ told: true, forgotten: true })
    expect(api.logout).toHaveBeenCalledWith(5000)
    expect(connected.at(-1)?.key()).toBe('k3y-1')
    expect(keychain.entries.size).toBe(0)
    expect(keyOf(session)).toBeUndefined()
    expect(states.at(-1)).toMatchObject({ kind: 'signed-out', saved: [{ login: 'olena@example.com' }] })
    expect(states.at(-1)).not.toHaveProperty('because')
  })

  it('forgets before the server has answered, and whatever it answers', async () => {
    const { session, api, keychain, around } = await signedIn()
    const answer = Promise.withResolvers<void>()
    api.logout.mockReturnValue(answer.promise)
    const leaving = session.signOut()
    await vi.waitFor(() => expect(keychain.entries.size).toBe(0))
    expect(keyOf(session)).toBeUndefined()
    answer.reject(failure('timeout'))
    expect(await leaving).toEqual({ told: false, forgotten: true })
    expect(await begin(around).session.state()).toMatchObject({ kind: 'signed-out' })
  })

  it('with nobody there does nothing', async () => {
    const { session, api } = begin()
    expect(await session.signOut()).toEqual({ told: false, forgotten: true })
    expect(api.logout).not.toHaveBeenCalled()
  })

  it('ends the wait of what was begun', async () => {
    const { session } = await signedIn()
    const ended = vi.fn<(thrown: unknown) => void>()
    const waiting = requestsOf(session).renew().catch(ended)
    await session.signOut()
    await waiting
    expect(codeOf(ended.mock.calls[0]?.[0])).toBe('session-ended')
  })
})

describe('forgetting', () => {
  it('takes a server out of the list, and its key out of the keychain', async () => {
    const { session, keychain } = await signedIn()
    const { profileId } = session.account()
    await session.signIn({ ...credentials, server: 'other.example.com' }, signal())
    expect(keychain.entries.size).toBe(2)
    await session.forget(profileId)
    expect([...keychain.entries.keys()]).toEqual([session.account().profileId])
    await session.forget(session.account().profileId)
    expect(await session.state()).toEqual({ kind: 'signed-out', saved: [] })
    expect(keychain.entries.size).toBe(0)
  })
})

describe('renewal', () => {
  it('asks the person once, and lets all go on with the new key', async () => {
    const { session, ended, keychain } = await signedIn()
    const waits = [requestsOf(session).renew(), requestsOf(session).renew(signal())]
    expect(ended).toMatchObject([{ server: 'https://cc.example.com', login: 'olena@example.com' }])
    await session.renew('pa55word', signal())
    await Promise.all(waits)
    expect(keyOf(session)).toBe('k3y-2')
    expect([...keychain.entries.values()]).toEqual(['{"access":"k3y-2"}'])
  })

  it('by somebody else goes on with nothing, and keeps the old session', async () => {
    const { session, api } = await signedIn()
    const waiting = requestsOf(session).renew()
    api.identity.mockResolvedValue(identityOf('2'))
    await expect(session.renew('pa55word', signal())).rejects.toThrow('other-person')
    expect(keyOf(session)).toBe('k3y-1')
    expect(session.account().user.id).toBe('1')
    session.giveUp()
    await expect(waiting).rejects.toThrow('session-ended')
  })

  it('with a wrong password leaves what waits waiting, for another try', async () => {
    const { session, api } = await signedIn()
    const waiting = requestsOf(session).renew()
    api.password.mockRejectedValueOnce(failure('unauthorized'))
    await expect(session.renew('wrong', signal())).rejects.toThrow('unauthorized')
    await session.renew('pa55word', signal())
    await waiting
  })

  it('that ends after the person has signed out does not sign them in again', async () => {
    const { session, api, keychain } = await signedIn()
    const identity = Promise.withResolvers<Identity>()
    api.identity.mockReturnValue(identity.promise)
    const renewing = session.renew('pa55word', signal())
    await session.signOut()
    identity.resolve(identityOf())
    await expect(renewing).rejects.toThrow('session-ended')
    expect(keyOf(session)).toBeUndefined()
    expect(keychain.entries.size).toBe(0)
    expect(await session.state()).toMatchObject({ kind: 'signed-out' })
  })

  it('is not waited for where nobody is signed in; the next session is asked about as ever', async () => {
    const { session, ended } = await signedIn()
    const { renew } = requestsOf(session)
    await session.signOut()
    for (const _ of [1, 2]) await expect(renew()).rejects.toThrow('session-ended')
    expect(ended).toEqual([])
    await session.signIn(credentials, signal())
    const waiting = requestsOf(session).renew()
    expect(ended).toHaveLength(1)
    session.giveUp()
    await expect(waiting).rejects.toThrow('session-ended')
  })

  it('after a look that finds the session ended in the middle of something', async () => {
    const { session, api, ended } = await signedIn()
    api.identity.mockRejectedValueOnce(failure('session-ended'))
    const looking = session.lookAgain()
    await vi.waitFor(() => expect(ended).toHaveLength(1))
    expect(await session.state()).toMatchObject({ kind: 'signed-in' })
    await session.renew('pa55word', signal())
    await looking
  })
})

describe('what a request is sent with', () => {
  it('is the key of its own session, also after a renewal', async () => {
    const { session } = await signedIn()
    const { server, access } = requestsOf(session)
    expect([server, access()]).toEqual(['https://cc.example.com', 'k3y-1'])
    await session.renew('pa55word', signal())
    expect(access()).toBe('k3y-2')
  })

  it('is never the key of another server that was signed in to meanwhile', async () => {
    const { session, ended } = await signedIn()
    const { access, renew } = requestsOf(session)
    await session.signOut()
    expect(access()).toBeUndefined()
    await session.signIn({ ...credentials, server: 'other.example.com' }, signal())
    expect(keyOf(session)).toBe('k3y-2')
    expect(access()).toBeUndefined()
    await expect(renew()).rejects.toThrow('session-ended')
    expect(ended).toEqual([])
  })

  it('is nothing without a session', () => {
    const { session } = begin()
    expect(() => requestsOf(session)).toThrow('session-ended')
    expect(() => session.account()).toThrow('session-ended')
  })
})
