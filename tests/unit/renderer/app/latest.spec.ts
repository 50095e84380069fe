import { expect, it, vi } from 'vitest'
import { createLatest } from '../../../../src/renderer/app/latest.ts'
import { createFakeBridge, failed, ok } from '../fake-bridge.ts'
import { held } from '../with-bridge.ts'

it('drops the answer to a question that a newer one has superseded', async () => {
  const latest = createLatest(createFakeBridge())
  const slow = held<ReturnType<typeof ok<string>>>()
  const older = latest.ask(() => slow.promise)
  const newer = latest.ask(async () => ok('new'))
  slow.answer(ok('old'))
  expect(await newer).toEqual(ok('new'))
  expect(await older).toBeUndefined()
})

it('ends the older question at its ticket', async () => {
  const bridge = createFakeBridge()
  const cancel = vi.spyOn(bridge.request, 'request:cancel')
  const latest = createLatest(bridge)
  const tickets: number[] = []
  const hang = (ticket: number) => {
    tickets.push(ticket)
    return held<ReturnType<typeof ok<string>>>().promise
  }
  void latest.ask(hang)
  void latest.ask(hang)
  expect(cancel.mock.calls).toEqual([[tickets[0]]])
  expect(tickets[0]).not.toBe(tickets[1])
})

it('gives back the answer that a cancel led to', async () => {
  const bridge = createFakeBridge()
  const question = held<ReturnType<typeof failed>>()
  bridge.request['request:cancel'] = async () => {
    question.answer(failed('cancelled'))
    return ok(undefined)
  }
  const latest = createLatest(bridge)
  const answer = latest.ask(() => question.promise)
  latest.cancel()
  expect(await answer).toEqual(failed('cancelled'))
})

it('forgets a question whose answer nobody wants any more', async () => {
  const latest = createLatest(createFakeBridge())
  const slow = held<ReturnType<typeof ok<string>>>()
  const answer = latest.ask(() => slow.promise)
  latest.forget()
  slow.answer(ok('late'))
  expect(await answer).toBeUndefined()
})
