import { beforeEach, expect, it } from 'vitest'
import type { ProfileId } from '../../../../src/contract/index.ts'
import { useSession } from '../../../../src/renderer/app/session.ts'
import { ACCOUNT, createFakeBridge, ok, SAVED, SIGNED_IN, type FakeBridge } from '../fake-bridge.ts'
import { held, withBridge } from '../with-bridge.ts'

let bridge: FakeBridge
beforeEach(() => {
  bridge = withBridge(createFakeBridge())
})

it('asks main once who is signed in, however many wait for it', async () => {
  const session = useSession()
  await Promise.all([session.start(), session.start()])
  expect(session.account).toEqual(ACCOUNT)
  expect(bridge.asked.filter((channel) => channel === 'session:state')).toHaveLength(1)
})

it('believes an event that came before the first answer', async () => {
  const answer = held<Awaited<ReturnType<(typeof bridge.request)['session:state']>>>()
  bridge.request['session:state'] = () => answer.promise
  const session = useSession()
  const started = session.start()
  bridge.emit('session:changed', { kind: 'signed-out', because: 'ended', saved: [SAVED] })
  answer.answer(ok(SIGNED_IN))
  await started
  expect(session.account).toBeUndefined()
  expect(session.endedByServer).toBe(true)
  expect(session.saved).toEqual([SAVED])
})

it.each([
  ['nobody is signed in', { kind: 'signed-out', saved: [SAVED] }],
  ['another is shown', { ...SIGNED_IN, account: { ...ACCOUNT, profileId: 'other' as ProfileId } }],
] as const)('asks for the password when the session ends, until %s', (_, changed) => {
  const session = useSession()
  bridge.emit('session:changed', SIGNED_IN)
  bridge.emit('session:ended', SAVED)
  expect(session.ended).toEqual(SAVED)
  bridge.emit('session:changed', changed)
  expect(session.ended).toBeUndefined()
})

it('goes on asking for it when something of another profile is told: what waits for it would wait for ever', () => {
  const session = useSession()
  bridge.emit('session:changed', SIGNED_IN)
  bridge.emit('session:ended', SAVED)
  bridge.emit('session:changed', { ...SIGNED_IN, saved: [SAVED, { ...SAVED, opens: false }] })
  expect(session.ended).toEqual(SAVED)
  session.renewed(SAVED.profileId)
  expect(session.ended).toBeUndefined()
})

it('knows the others beside the one that is shown, and how each is called', () => {
  const session = useSession()
  const other = { ...SAVED, profileId: 'other' as ProfileId, login: 'anna@example.com', name: 'Test' }
  bridge.emit('session:changed', { ...SIGNED_IN, saved: [other, SAVED] })
  expect(session.others).toEqual([other])
  expect(session.present).toEqual(SAVED)
})

it('tells the question before the end from the one after it', () => {
  const session = useSession()
  bridge.emit('session:changed', SIGNED_IN)
  session.renewAhead()
  expect([session.ended, session.ahead]).toEqual([SAVED, true])
  bridge.emit('session:ended', SAVED)
  expect(session.ahead).toBe(false)
  session.renewAhead()
  session.renewed(SAVED.profileId)
  expect([session.ended, session.ahead]).toEqual([undefined, false])
})
