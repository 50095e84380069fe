import { afterEach, describe, expect, it, vi } from 'vitest'
import { failure } from '../../../../src/main/failure.ts'
import type { Found } from '../../../../src/main/keychain/port.ts'
import { aroundSessions, beginSession } from '../support/session.ts'

afterEach(() => void vi.useRealTimers())

const turn = () => new Promise((resolve) => setImmediate(resolve))
/** Long enough for whatever follows from an answer of a keychain in memory. */
const settled = async () => {
  for (let n = 0; n < 10; n += 1) await turn()
}

/** A next start, with a session in the keychain. */
async function withSession() {
  const around = aroundSessions()
  const profile = await beginSession(around).enter('a.example')
  await settled()
  return { around, profile }
}

/** The keychain's process is slow: it answers the first call when it is told to. */
function holdFirstGet({ keychain }: ReturnType<typeof aroundSessions>) {
  const { store } = keychain
  const { get } = store
  const answer = Promise.withResolvers<void>()
  store.get = async (account): Promise<Found> => {
    store.get = get
    await answer.promise
    return await get(account)
  }
  return answer.resolve
}

describe('a start whose keychain times out', () => {
  it('opens the session by itself when the keychain answers', async () => {
    const { around, profile } = await withSession()
    around.keychain.be('unresponsive')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { session, states } = beginSession(around)
    expect(await session.state()).toMatchObject({ kind: 'signed-out' })
    around.keychain.be('available')
    await vi.advanceTimersByTimeAsync(10_000)
    await settled()
    expect(session.live()?.profileId).toBe(profile)
    expect(states.at(-1)).toMatchObject({ kind: 'signed-in' })
  })

  it.each(['succeeded', 'failed'] as const)(
    'leaves a sign-in alone that was begun meanwhile and %s',
    async (how) => {
      const { around } = await withSession()
      around.keychain.be('unresponsive')
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const { session, enter } = beginSession(around)
      await session.state()
      if (how === 'failed') around.identity.mockRejectedValueOnce(failure('offline'))
      const other = await enter('b.example').catch(() => undefined)
      around.keychain.be('available')
      await vi.advanceTimersByTimeAsync(10_000)
      await settled()
      expect(session.live()?.profileId).toBe(other)
    },
  )

  it('leaves a user signed out who signed out meanwhile', async () => {
    const { around } = await withSession()
    around.keychain.be('unresponsive')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { session, enter } = beginSession(around)
    await session.state()
    await enter('a.example')
    await session.signOut()
    around.keychain.be('available')
    await vi.advanceTimersByTimeAsync(10_000)
    await settled()
    expect(session.live()).toBeUndefined()
    expect([...around.keychain.entries]).toEqual([])
  })
})

describe('a start on a slow computer', () => {
  it('waits half a minute for the stored session, then shows the sign-in screen', async () => {
    const { around } = await withSession()
    const answer = holdFirstGet(around)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const { session } = beginSession(around)
    const state = vi.fn()
    void session.state().then(state)
    await vi.advanceTimersByTimeAsync(29_999)
    expect(state).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(state).toHaveBeenCalledWith(expect.objectContaining({ kind: 'signed-out' }))
    answer()
    await settled()
    expect(session.live()).toBeDefined()
  })

  it('does not open the stored session over a sign-in that is in flight', async () => {
    const { around } = await withSession()
    const answer = holdFirstGet(around)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const { states, enter } = beginSession(around)
    await vi.advanceTimersByTimeAsync(30_000)
    const identity = Promise.withResolvers<never>()
    around.identity.mockReturnValueOnce(identity.promise)
    const entering = enter('b.example')
    await settled()
    answer()
    await settled()
    expect(states.map(({ kind }) => kind)).not.toContain('signed-in')
    identity.reject(failure('offline'))
    await expect(entering).rejects.toThrow('offline')
  })
})
