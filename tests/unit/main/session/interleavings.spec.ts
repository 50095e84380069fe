import fc from 'fast-check'
import { expect, it } from 'vitest'
import { profileIdOf } from '../../../../src/main/session/profiles.ts'
import { rounds } from '../../../support/soak.ts'
import { aroundSessions, beginSession } from '../support/session.ts'

const HOSTS = ['a.example', 'b.example'] as const
type Host = (typeof HOSTS)[number]
const idOf = (host: Host) => profileIdOf(`https://${host}`, 'olena@x')

type Action =
  | { readonly do: 'sign in' | 'open' | 'remove'; readonly host: Host }
  | { readonly do: 'sign out' | 'try again' }

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    do: fc.constantFrom('sign in' as const, 'open' as const, 'remove' as const),
    host: fc.constantFrom(...HOSTS),
  }),
  fc.record({ do: fc.constantFrom('sign out' as const, 'try again' as const) }),
)

/** A keychain that answers each call whenever the scheduler says so; calls take effect in that order. */
function scheduledKeychain(scheduler: fc.Scheduler) {
  const around = aroundSessions()
  const { store } = around.keychain
  const later =
    <Args extends unknown[], T>(name: string, work: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      await scheduler.schedule(Promise.resolve(), `${name} ${String(args[0])}`)
      return await work(...args)
    }
  Object.assign(store, {
    get: later('get', store.get),
    set: later('set', store.set),
    remove: later('remove', store.remove),
  })
  return around
}

function start(around: ReturnType<typeof aroundSessions>) {
  const { session, enter, profiles } = beginSession(around)
  const act = async (one: Action): Promise<unknown> => {
    if (one.do === 'sign in') return await enter(one.host)
    if (one.do === 'open') return await session.open(idOf(one.host))
    if (one.do === 'remove') return await session.forget(idOf(one.host))
    return await (one.do === 'sign out' ? session.signOut() : session.retryKeychain())
  }
  return { session, profiles, act }
}

/** Keys that a session handed out: each is in the keychain for its profile, or was ended on its server. */
function keysOf({ count, logout, keychain }: ReturnType<typeof aroundSessions>) {
  const ended = new Set(logout.mock.calls.map(([, key]) => key))
  const held = new Map(
    [...keychain.entries].map(([id, entry]) => [id, (JSON.parse(entry) as { access: string }).access]),
  )
  return { count, ended, held }
}

it('no key stays in the keychain behind its account, however late it answers', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(action, { minLength: 2, maxLength: 8 }),
      async (scheduler, actions) => {
        const around = scheduledKeychain(scheduler)
        const { session, profiles, act } = start(around)
        const done = actions.map(async (one) => {
          await scheduler.schedule(Promise.resolve(), JSON.stringify(one))
          await act(one).catch(() => undefined)
        })
        await scheduler.waitIdle()
        await Promise.all(done)
        const settled = session.retryKeychain()
        await scheduler.waitIdle()
        await settled

        const { count, ended, held } = keysOf(around)
        const signedIn = profiles.all().filter((one) => one.signedIn)
        expect([...held.keys()].toSorted()).toEqual(signedIn.map(({ profileId }) => profileId).toSorted())
        // What the session sends is what the next start will find.
        const live = session.live()
        const sent = live && session.forRequests(live.profileId).access()
        expect(sent).toBe(live && held.get(live.profileId))
        const alive = [...held.values()]
        expect(alive.filter((key) => ended.has(key))).toEqual([])
        expect(ended.size + alive.length).toBe(count)
      },
    ),
    { numRuns: rounds(200, 5000) },
  )
})
