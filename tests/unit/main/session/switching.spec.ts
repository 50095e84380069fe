import { describe, expect, it, vi } from 'vitest'
import { failure } from '../../../../src/main/failure.ts'
import type { Identity } from '../../../../src/main/webitel/login.ts'
import { aroundSessions, beginSession, requestsOf } from '../support/session.ts'

async function two() {
  const begun = beginSession()
  const a = await begun.enter('a.example')
  const b = await begun.enter('b.example')
  return { ...begun, a, b }
}

describe('several profiles', () => {
  it('lie side by side, each with its key in the keychain, and open without a password', async () => {
    const { session, keychain, a, b, states } = await two()
    expect([...keychain.entries.keys()].toSorted()).toEqual([a, b].toSorted())
    expect(states.at(-1)).toMatchObject({
      account: { profileId: b },
      saved: [
        { profileId: b, opens: true },
        { profileId: a, opens: true },
      ],
    })
    expect(await session.open(a)).toMatchObject({ kind: 'signed-in', account: { profileId: a } })
    expect(requestsOf(session).access()).toBe('key-1-of-https://a.example')
    await session.open(b)
    expect(requestsOf(session).access()).toBe('key-2-of-https://b.example')
  })

  it('open after a restart too, with the key from the keychain; the one shown last is shown', async () => {
    const { around, a, b, session: before } = await two()
    await before.open(a)
    const { session } = beginSession(around)
    expect(await session.state()).toMatchObject({ account: { profileId: a } })
    await session.open(b)
    expect(requestsOf(session).access()).toBe('key-2-of-https://b.example')
  })

  it('are asked about as they are shown: what the server now says of the person is taken over', async () => {
    const { session, identity, a } = await two()
    identity.mockImplementation(async (server, key) => {
      expect([server, key]).toEqual(['https://a.example', 'key-1-of-https://a.example'])
      return {
        user: { id: '1', name: 'Olena', username: '', extension: '' },
        domain: 'now',
        may: {},
      } as Identity
    })
    await session.open(a)
    await vi.waitFor(() => expect(session.account().domain).toBe('now'))
  })

  it('never lend each other a key, not even to a request that was under way', async () => {
    const { session, a, b } = await two()
    const ofB = requestsOf(session)
    const waiting = ofB.renew()
    await session.open(a)
    expect([ofB.server, ofB.access()]).toEqual(['https://b.example', undefined])
    await expect(waiting).rejects.toThrow('session-ended')
    await expect(ofB.renew()).rejects.toThrow('session-ended')
    await session.open(b)
    expect(ofB.access()).toBe('key-2-of-https://b.example')
  })

  it('an answer about the one left behind changes nothing of the one that is shown', async () => {
    const { session, identity, a, b } = await two()
    const late = Promise.withResolvers<Identity>()
    identity.mockReturnValueOnce(late.promise)
    await session.open(a)
    await session.open(b)
    late.reject(failure('session-ended'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(await session.state()).toMatchObject({ kind: 'signed-in', account: { profileId: b } })
  })

  it('one whose session ended asks for its password over it, and the other is one step away', async () => {
    const { session, identity, a, b, ended } = await two()
    identity.mockRejectedValueOnce(failure('session-ended'))
    await session.open(a)
    await vi.waitFor(() => expect(ended).toMatchObject([{ profileId: a }]))
    await session.open(b)
    expect(requestsOf(session).access()).toBe('key-2-of-https://b.example')
  })

  it('stay where they are while something is under way', async () => {
    const { session, quiet, a, b, enter } = await two()
    quiet.mockRejectedValue(failure('busy'))
    await expect(session.open(a)).rejects.toThrow('busy')
    await expect(enter('c.example')).rejects.toThrow('busy')
    expect(session.account().profileId).toBe(b)
  })

  it('signing out of one ends that one alone', async () => {
    const { session, keychain, a, b, logout } = await two()
    await session.signOut()
    expect(logout).toHaveBeenCalledWith('https://b.example', 'key-2-of-https://b.example')
    expect([...keychain.entries.keys()]).toEqual([a])
    expect(await session.state()).toMatchObject({
      kind: 'signed-out',
      saved: [
        { profileId: b, opens: false },
        { profileId: a, opens: true },
      ],
    })
    await expect(session.open(b)).rejects.toThrow('session-ended')
    expect(await session.open(a)).toMatchObject({ account: { profileId: a } })
  })

  it('whose key is gone from the keychain are said to need a password', async () => {
    const { around, a, b } = await two()
    around.keychain.entries.delete(a)
    const { session } = beginSession(around)
    await expect(session.open(a)).rejects.toThrow('session-ended')
    expect(await session.state()).toMatchObject({
      account: { profileId: b },
      saved: [{ opens: true }, { profileId: a, opens: false }],
    })
  })

  it('whose key is behind a locked keychain are not taken for signed out', async () => {
    const { around, a } = await two()
    const { session } = beginSession(around)
    await session.state()
    around.keychain.be('locked')
    await expect(session.open(a)).rejects.toThrow('keychain-read')
    around.keychain.be('available')
    expect(await session.open(a)).toMatchObject({ account: { profileId: a } })
  })
})

describe('what is asked for while the keychain is slow', () => {
  it('signing in again during the sign-out keeps the new key: in the keychain, and for switching', async () => {
    const { session, keychain, enter, a, b } = await two()
    const { get } = keychain.store
    const reading = Promise.withResolvers<unknown>()
    let turn = reading.promise
    // One at a time, as asked.
    const looks = vi.spyOn(keychain.store, 'get').mockImplementation(async (account) => {
      const mine = turn
      turn = mine.then(() => new Promise((resolve) => setImmediate(resolve)))
      await mine
      return await get(account)
    })
    const leaving = session.signOut()
    await vi.waitFor(() => expect(keychain.entries.has(b)).toBe(false))
    const entering = enter('b.example')
    // The sign-out looks whether it is gone; the new key waits for that.
    await vi.waitFor(() => expect(looks).toHaveBeenCalledTimes(1))
    reading.resolve(undefined)
    await Promise.all([leaving, entering])
    await vi.waitFor(() => expect(keychain.entries.get(b)).toBe('{"access":"key-3-of-https://b.example"}'))
    await session.open(a)
    expect(await session.open(b)).toMatchObject({ account: { profileId: b } })
  })
})

describe('a profile that somebody signs in to', () => {
  it('is shown at once, whatever becomes of its key in the keychain', async () => {
    const { session, keychain, states, enter } = beginSession()
    const a = await enter('a.example')
    const { set } = keychain.store
    const writing = Promise.withResolvers<unknown>()
    vi.spyOn(keychain.store, 'set').mockImplementation(async (...entry) => {
      await writing.promise
      return await set(...entry)
    })
    const b = await enter('b.example')
    expect(states.at(-1)).toMatchObject({
      account: { profileId: b },
      saved: [{ profileId: b, opens: true }, {}],
    })
    expect(requestsOf(session).access()).toBe('key-2-of-https://b.example')
    expect([...keychain.entries.keys()]).toEqual([a])
    writing.resolve(undefined)
    await vi.waitFor(() => expect(keychain.entries.get(b)).toBe('{"access":"key-2-of-https://b.example"}'))
    await session.signOut()
    expect([...keychain.entries.keys()]).toEqual([a])
  })

  it('a second time is sent to the server with one key: the other is ended there', async () => {
    const { session, logout, enter } = beginSession()
    await enter('a.example')
    expect(logout).not.toHaveBeenCalled()
    await enter('a.example')
    await vi.waitFor(() => expect(logout).toHaveBeenCalledOnce())
    await session.signOut()
    expect(logout.mock.calls).toEqual([
      ['https://a.example', 'key-1-of-https://a.example'],
      ['https://a.example', 'key-2-of-https://a.example'],
    ])
  })

  it('whose key is in the keychain alone, since the application began: that one is ended too', async () => {
    const around = aroundSessions()
    await beginSession(around).enter('a.example')
    await beginSession(around).enter('b.example')
    await beginSession(around).enter('a.example')
    await vi.waitFor(() =>
      expect(around.logout.mock.calls).toEqual([['https://a.example', 'key-1-of-https://a.example']]),
    )
  })
})

describe('a profile that takes its time to open', () => {
  /** Of three, `a` waits until what is under way in `c`, which is shown, is over. */
  async function waiting() {
    const begun = await two()
    const c = await begun.enter('c.example')
    const way = Promise.withResolvers<void>()
    begun.quiet.mockReturnValueOnce(way.promise)
    const asked = begun.quiet.mock.calls.length
    const opening = begun.session.open(begun.a)
    await vi.waitFor(() => expect(begun.quiet).toHaveBeenCalledTimes(asked + 1))
    return { ...begun, c, opening, go: () => way.resolve() }
  }

  it('does not come back when it was removed meanwhile', async () => {
    const { session, opening, go, a, b, c } = await waiting()
    await session.forget(a)
    go()
    await expect(opening).rejects.toThrow('cancelled')
    expect(await session.state()).toMatchObject({
      account: { profileId: c },
      saved: [{ profileId: c }, { profileId: b }],
    })
  })

  it('does not come in place of another that was opened since', async () => {
    const { session, opening, go, b } = await waiting()
    await session.open(b)
    go()
    await expect(opening).rejects.toThrow('cancelled')
    expect(session.account().profileId).toBe(b)
  })

  it('does not come in place of one that somebody has signed in to since', async () => {
    const { session, opening, go, enter } = await waiting()
    const d = await enter('d.example')
    go()
    await expect(opening).rejects.toThrow('cancelled')
    expect(session.account().profileId).toBe(d)
  })

  it('does not come after a sign-out', async () => {
    const { session, opening, go } = await waiting()
    await session.signOut()
    go()
    await expect(opening).rejects.toThrow('cancelled')
    expect(await session.state()).toMatchObject({ kind: 'signed-out' })
  })
})

describe('removing a profile', () => {
  it('ends its session on the server, and takes its key out', async () => {
    const { session, keychain, logout, forgotten, a, b } = await two()
    expect(await session.forget(a)).toMatchObject({ kind: 'signed-in', saved: [{ profileId: b }] })
    expect([...keychain.entries.keys()]).toEqual([b])
    expect(logout).toHaveBeenCalledWith('https://a.example', 'key-1-of-https://a.example')
    expect(forgotten).toEqual([a])
    expect(await session.forget(b)).toEqual({ kind: 'signed-out', saved: [] })
    expect(keychain.entries.size).toBe(0)
  })

  it('says so where the server could not be told; one that no longer knows the session was told', async () => {
    const { session, logout, notTold, a, b } = await two()
    logout.mockRejectedValueOnce(failure('offline')).mockRejectedValueOnce(failure('session-ended'))
    await session.forget(a)
    await vi.waitFor(() => expect(notTold).toEqual(['https://a.example']))
    await session.forget(b)
    await vi.waitFor(() => expect(logout).toHaveBeenCalledTimes(2))
    expect(notTold).toEqual(['https://a.example'])
  })

  it.each(['locked', 'absent', 'unresponsive'] as const)(
    'keeps it while its keychain is %s',
    async (state) => {
      const { session, keychain, logout, forgotten, a } = await two()
      keychain.be(state)
      await expect(session.forget(a)).rejects.toThrow('keychain-kept')
      expect(logout).not.toHaveBeenCalled()
      expect(forgotten).toEqual([])
      expect(await session.state()).toMatchObject({ saved: [{}, { profileId: a, opens: true }] })
      keychain.be('available')
      expect(await session.open(a)).toMatchObject({ account: { profileId: a } })
    },
  )

  it('is not undone by a keychain that is looked at again meanwhile', async () => {
    const around = aroundSessions()
    const a = await beginSession(around).enter('a.example')
    around.keychain.be('locked')
    const { session, keychain } = beginSession(around)
    expect(await session.state()).toMatchObject({ kind: 'signed-out' })
    keychain.be('available')
    const { get } = keychain.store
    const reading = Promise.withResolvers<unknown>()
    const looks = vi.spyOn(keychain.store, 'get').mockImplementation(async (account) => {
      const found = await get(account)
      if (account === a) await reading.promise
      return found
    })
    const retrying = session.retryKeychain()
    await vi.waitFor(() => expect(looks).toHaveBeenCalledWith(a))
    looks.mockImplementation(get)
    const forgetting = session.forget(a)
    reading.resolve(undefined)
    await Promise.all([forgetting, retrying])
    expect(await session.state()).toEqual({ kind: 'signed-out', saved: [] })
    expect(keychain.entries.size).toBe(0)
  })

  it('does not believe a keychain that says so: it reads it back', async () => {
    const around = aroundSessions()
    around.keychain.store.remove = async () => 'available'
    const { session, enter } = beginSession(around)
    const a = await enter('a.example')
    await expect(session.forget(a)).rejects.toThrow('keychain-kept')
    expect(await session.state()).toMatchObject({ kind: 'signed-in', saved: [{ profileId: a }] })
  })

  it('that was never in a keychain needs none', async () => {
    const { session, keychain, enter } = beginSession()
    keychain.be('absent')
    const a = await enter('a.example')
    expect(await session.forget(a)).toEqual({ kind: 'signed-out', saved: [] })
  })
})

describe('a keychain that comes back', () => {
  it('is given the keys that memory alone held, of each profile', async () => {
    const { session, keychain, enter } = beginSession()
    keychain.be('unresponsive')
    const ids = [await enter('a.example'), await enter('b.example')]
    expect(await session.state()).toMatchObject({ saved: [{ opens: true }, { opens: true }] })
    keychain.be('available')
    expect(await session.retryKeychain()).toBe('available')
    expect([...keychain.entries.keys()].toSorted()).toEqual(ids.toSorted())
  })

  it('loses a key that it did not let go at the sign-out, also after a restart', async () => {
    const { session, keychain, around, enter } = beginSession()
    await enter('a.example')
    keychain.be('locked')
    expect(await session.signOut()).toEqual({ told: true, forgotten: false })
    const next = beginSession(around)
    expect(await next.session.state()).toMatchObject({ kind: 'signed-out', saved: [{ opens: false }] })
    keychain.be('available')
    await next.session.retryKeychain()
    expect(keychain.entries.size).toBe(0)
    expect(await next.session.state()).toMatchObject({ kind: 'signed-out' })
  })

  it('has the session taken up that it did not give at the start', async () => {
    const { around, enter } = beginSession()
    const a = await enter('a.example')
    around.keychain.be('locked')
    const { session } = beginSession(around)
    expect(await session.state()).toMatchObject({ kind: 'signed-out' })
    around.keychain.be('available')
    await session.unlockKeychain()
    expect(await session.state()).toMatchObject({ kind: 'signed-in', account: { profileId: a } })
  })

  it('puts nothing there behind a sign-out', async () => {
    const { session, keychain, enter } = beginSession()
    keychain.be('absent')
    await enter('a.example')
    keychain.be('available')
    const asked = Promise.withResolvers<void>()
    const { get } = keychain.store
    vi.spyOn(keychain.store, 'get').mockImplementation(async (account) => {
      await asked.promise
      return await get(account)
    })
    const retrying = session.retryKeychain()
    const leaving = session.signOut()
    asked.resolve()
    await Promise.all([retrying, leaving])
    expect(keychain.entries.size).toBe(0)
  })
})

describe('a damaged entry', () => {
  async function damaged() {
    const before = beginSession()
    const a = await before.enter('a.example')
    before.keychain.entries.set(a, 'not ours')
    return { ...beginSession(before.around), a }
  }

  it('is said, and stays, also when its person signs in again: memory holds the key', async () => {
    const { session, keychain, keychainStates, enter, a } = await damaged()
    expect(await session.state()).toMatchObject({ kind: 'signed-out' })
    expect(keychainStates).toEqual(['damaged'])
    await enter('a.example')
    expect(requestsOf(session).access()).toBe('key-2-of-https://a.example')
    await session.retryKeychain()
    expect(keychain.entries.get(a)).toBe('not ours')
  })

  it('is replaced when the person agrees', async () => {
    const { session, keychain, enter, a } = await damaged()
    await enter('a.example')
    expect(await session.replaceDamaged()).toBe('available')
    expect(keychain.entries.get(a)).toBe('{"access":"key-2-of-https://a.example"}')
  })

  it('of one profile is not the reason why the key of another is not there', async () => {
    const { around, a, b } = await two()
    around.keychain.entries.set(b, 'not ours')
    around.keychain.entries.delete(a)
    const { session } = beginSession(around)
    await expect(session.open(b)).rejects.toThrow('keychain-read')
    await expect(session.open(a)).rejects.toThrow('session-ended')
    expect(await session.keychainState()).toBe('damaged')
  })

  it('goes with its profile', async () => {
    const { session, keychain, a } = await damaged()
    await session.forget(a)
    expect(keychain.entries.size).toBe(0)
    expect(await session.keychainState()).toBe('available')
  })
})
