import { expect, it, vi } from 'vitest'
import { failure } from '../../../../src/main/failure.ts'
import type { Identity } from '../../../../src/main/webitel/login.ts'
import { aroundSessions, beginSession, requestsOf } from '../support/session.ts'

it('a page that is loaded again while somebody is to sign in again is told so anew', async () => {
  const { session, ended, enter } = beginSession()
  await enter('a.example')
  await session.state()
  expect(ended).toEqual([])
  const waiting = requestsOf(session).renew()
  expect(ended).toHaveLength(1)
  expect(await session.state()).toMatchObject({ kind: 'signed-in' })
  expect(ended).toHaveLength(2)
  session.giveUp()
  await expect(waiting).rejects.toThrow('session-ended')
  await session.state()
  expect(ended).toHaveLength(2)
})

it('the look at a start does not take away what somebody is in the middle of, who is asked to sign in again already', async () => {
  const around = aroundSessions()
  await beginSession(around).enter('a.example')
  const slow = Promise.withResolvers<Identity>()
  around.identity.mockReturnValueOnce(slow.promise)
  const { session, ended } = beginSession(around)
  await session.state()
  const outcome = vi.fn()
  void requestsOf(session).renew().then(outcome, outcome)
  expect(ended).toHaveLength(1)
  slow.reject(failure('session-ended'))
  await vi.waitFor(() => expect(around.identity).toHaveBeenCalled())
  await new Promise(setImmediate)
  expect(outcome).not.toHaveBeenCalled()
  expect(await session.state()).toMatchObject({ kind: 'signed-in' })
})
