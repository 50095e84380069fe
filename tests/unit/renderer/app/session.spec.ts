import { beforeEach, expect, it } from 'vitest'
import type { SavedServer } from '../../../../src/contract/index.ts'
import { useSession } from '../../../../src/renderer/app/session.ts'
import { ACCOUNT, createFakeBridge, ok, type FakeBridge } from '../fake-bridge.ts'
import { held, withBridge } from '../with-bridge.ts'

let bridge: FakeBridge
beforeEach(() => {
  bridge = withBridge(createFakeBridge())
})

const SAVED: SavedServer = { profileId: ACCOUNT.profileId, server: ACCOUNT.server, login: ACCOUNT.login }

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
  answer.answer(ok({ kind: 'signed-in', account: ACCOUNT }))
  await started
  expect(session.account).toBeUndefined()
  expect(session.endedByServer).toBe(true)
  expect(session.saved).toEqual([SAVED])
})

it('asks for the password when the session ends, until it changed', () => {
  const session = useSession()
  bridge.emit('session:ended', SAVED)
  expect(session.ended).toEqual(SAVED)
  bridge.emit('session:changed', { kind: 'signed-in', account: ACCOUNT })
  expect(session.ended).toBeUndefined()
})
