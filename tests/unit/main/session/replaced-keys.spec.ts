import { describe, expect, it, vi } from 'vitest'
import { aroundSessions, beginSession, requestsOf } from '../support/session.ts'

const keyOf = (n: number) => `key-${n}-of-https://a.example`
const entryOf = (n: number) => JSON.stringify({ access: keyOf(n) })
/** Everything here is in memory: what a call started in the background has ended after some turns of the event loop. */
async function backgroundWork(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate)
}
/** Looks at the keychain one after the other; that for `slow` waits for `gate`. */
function slowLooks(
  store: ReturnType<typeof aroundSessions>['keychain']['store'],
  slow: string,
  gate: Promise<void>,
) {
  const { get } = store
  let turn: Promise<unknown> = Promise.resolve()
  store.get = (account) => {
    const mine = turn.then(() => (account === slow ? gate : undefined)).then(() => get(account))
    turn = mine
    return mine
  }
}

it('a saved server that is slow to open does not put its old key over the one somebody signed in for', async () => {
  const around = aroundSessions()
  const a = await beginSession(around).enter('a.example')
  await beginSession(around).enter('b.example')
  const { session, keychain, enter } = beginSession(around)
  await session.state()
  const gate = Promise.withResolvers<void>()
  slowLooks(keychain.store, a, gate.promise)
  const opening = session.open(a).catch((thrown: Error) => thrown.message)
  await enter('a.example')
  gate.resolve()
  expect(await opening).toBe('cancelled')
  await backgroundWork()
  expect(requestsOf(session).access()).toBe(keyOf(3))
  expect(keychain.entries.get(a)).toBe(entryOf(3))
})

it('nor does Try again on the sign-in screen put an old key over a new one', async () => {
  const around = aroundSessions()
  const a = await beginSession(around).enter('a.example')
  around.keychain.be('locked')
  const { session, keychain, enter } = beginSession(around)
  await session.state()
  keychain.be('available')
  const gate = Promise.withResolvers<void>()
  slowLooks(keychain.store, a, gate.promise)
  const retrying = session.retryKeychain()
  await new Promise(setImmediate)
  await enter('a.example')
  gate.resolve()
  await retrying
  await backgroundWork()
  expect(requestsOf(session).access()).toBe(keyOf(2))
  expect(keychain.entries.get(a)).toBe(entryOf(2))
})

it('a key that was behind a locked keychain is ended when another takes its place', async () => {
  const around = aroundSessions()
  const a = await beginSession(around).enter('a.example')
  around.keychain.be('locked')
  const { session, keychain, enter, logout } = beginSession(around)
  await enter('a.example')
  keychain.be('available')
  await session.retryKeychain()
  expect(keychain.entries.get(a)).toBe(entryOf(2))
  await vi.waitFor(() => expect(logout.mock.calls).toEqual([['https://a.example', keyOf(1)]]))
})

it('a key that the keychain was seen to hold is not called gone while it is locked', async () => {
  const around = aroundSessions()
  const first = beginSession(around)
  const a = await first.enter('a.example')
  // Killed after the keychain took it, before that was written down.
  first.profiles.noteEntry(a, false)
  const { session, keychain } = beginSession(around)
  expect(await session.state()).toMatchObject({ kind: 'signed-in' })
  keychain.be('locked')
  expect(await session.signOut()).toMatchObject({ forgotten: false })
})

it('removing does not throw out who signed in meanwhile, nor leave their key alive on the server', async () => {
  const around = aroundSessions()
  const a = await beginSession(around).enter('a.example')
  await beginSession(around).enter('b.example')
  const { session, keychain, enter, logout } = beginSession(around)
  await session.state()
  const { remove } = keychain.store
  const gate = Promise.withResolvers<void>()
  const removing = vi.spyOn(keychain.store, 'remove').mockImplementationOnce(async (account) => {
    await gate.promise
    return await remove(account)
  })
  const forgetting = session.forget(a).catch(() => undefined)
  await vi.waitFor(() => expect(removing).toHaveBeenCalled())
  await enter('a.example')
  gate.resolve()
  await forgetting
  const ended = logout.mock.calls.map(([, key]) => key)
  expect((await session.state()).kind === 'signed-in' || ended.includes(keyOf(3))).toBe(true)
})

it('a key whose predecessor was on its way into the keychain is still to be put there', async () => {
  const { session, keychain, enter } = beginSession()
  const { set } = keychain.store
  const gate = Promise.withResolvers<void>()
  let calls = 0
  // It locks after the first.
  keychain.store.set = async (account, secret) => {
    calls++
    await gate.promise
    const state = await set(account, secret)
    keychain.be('locked')
    return state
  }
  const a = await enter('a.example')
  await vi.waitFor(() => expect(calls).toBe(1))
  await enter('a.example')
  gate.resolve()
  await backgroundWork()
  keychain.store.set = set
  keychain.be('available')
  await session.retryKeychain()
  expect(keychain.entries.get(a)).toBe(entryOf(2))
})

it('what was signed out goes as soon as the keychain lets it, also after a Remove that failed', async () => {
  const { session, keychain, enter } = beginSession()
  const a = await enter('a.example')
  keychain.be('locked')
  await session.signOut()
  const { remove } = keychain.store
  keychain.be('available')
  keychain.store.remove = async () => 'locked'
  await expect(session.forget(a)).rejects.toThrow('keychain-kept')
  keychain.store.remove = remove
  await session.retryKeychain()
  expect(keychain.entries.size).toBe(0)
})

it('an account whose damaged entry was taken out is not said to be signed in', async () => {
  const around = aroundSessions()
  const a = await beginSession(around).enter('a.example')
  await beginSession(around).enter('b.example')
  around.keychain.entries.set(a, 'not ours')
  const { session } = beginSession(around)
  await session.state()
  await expect(session.open(a)).rejects.toThrow('keychain-read')
  await session.replaceDamaged()
  expect((await session.state()).saved.find(({ profileId }) => profileId === a)).toMatchObject({
    opens: false,
  })
})

describe('removing, while its key is read elsewhere', () => {
  /** One call at a time. */
  function inTurns(store: ReturnType<typeof aroundSessions>['keychain']['store']) {
    let turn: Promise<unknown> = Promise.resolve()
    const later =
      <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
      (...args: Args): Promise<T> => {
        const mine = turn.then(() => new Promise(setImmediate)).then(() => work(...args))
        turn = mine
        return mine
      }
    Object.assign(store, { get: later(store.get), set: later(store.set), remove: later(store.remove) })
  }

  it('by a press that opens it: removed all the same', async () => {
    const around = aroundSessions()
    const a = await beginSession(around).enter('a.example')
    await backgroundWork()
    const b = await beginSession(around).enter('b.example')
    await backgroundWork()
    const { session, keychain } = beginSession(around)
    await session.state()
    inTurns(keychain.store)
    const forgetting = session.forget(a)
    const opening = session.open(a).catch(() => undefined)
    await Promise.all([forgetting, opening])
    expect((await session.state()).saved.map(({ profileId }) => profileId)).toEqual([b])
    expect(session.live()?.profileId).not.toBe(a)
  })

  it('by Try again: removed all the same', async () => {
    const around = aroundSessions()
    await beginSession(around).enter('a.example')
    await backgroundWork()
    around.keychain.be('locked')
    const { session, keychain, profiles } = beginSession(around)
    await session.state()
    const [saved] = profiles.all()
    keychain.be('available')
    inTurns(keychain.store)
    const retrying = session.retryKeychain()
    await new Promise(setImmediate)
    if (saved) await session.forget(saved.profileId)
    await retrying
    expect(await session.state()).toEqual({ kind: 'signed-out', saved: [] })
  })
})
