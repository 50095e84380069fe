import { describe, expect, it, vi } from 'vitest'
import { failure } from '../../../../src/main/failure.ts'
import type { Created } from '../../../../src/main/webitel/tokens.ts'
import { request, signal, token, world } from '../support/creating.ts'

const CREATED: Created = { token: token('new'), secret: 's3cret' }

/** A create that times out; `answer` is what the server says after all. The server has made `made` by then. */
function timedOut(made: readonly string[] = ['new']) {
  let answer: ((created: Created) => void) | undefined
  const around = world(async (held, onLate) => {
    answer = onLate
    held.push(...made.map(token))
    throw failure('timeout')
  })
  return { ...around, answer: (created: Created) => answer?.(created) }
}

describe('the answer of a create that timed out', () => {
  it('shows the token that it brings, and takes the question back', async () => {
    const { creation, answer, reveal, onAnswered } = timedOut()
    const outcome = await creation.create(request, signal())
    expect(outcome).toMatchObject({ kind: 'answer-lost' })
    answer(CREATED)
    await vi.waitFor(() => expect(onAnswered).toHaveBeenCalledTimes(1))
    const [secret, intent] = reveal.mock.calls[0] ?? []
    expect([secret, intent, onAnswered.mock.calls[0]]).toMatchObject(['s3cret', request, [intent?.id]])
  })

  it('is the outcome of a create that is still being looked up', async () => {
    const { creation, answer, named, reveal, onAnswered } = timedOut()
    const look = Promise.withResolvers<void>()
    const list = named.getMockImplementation()
    named.mockImplementation(async () => {
      // The first list is from before the create.
      if (named.mock.calls.length === 2) await look.promise
      return (await list?.()) ?? []
    })
    const creating = creation.create(request, signal())
    await vi.waitFor(() => expect(named).toHaveBeenCalledTimes(2))
    answer(CREATED)
    await vi.waitFor(() => expect(onAnswered).toHaveBeenCalled())
    look.resolve()
    expect(await creating).toMatchObject({ kind: 'created', token: token('new') })
    expect(reveal).toHaveBeenCalledTimes(1)
  })

  it('is not shown when the person has deleted that token', async () => {
    const { creation, answer, held, reveal, named, onAnswered } = timedOut()
    await creation.create(request, signal())
    held.splice(0)
    const before = named.mock.calls.length
    answer(CREATED)
    await vi.waitFor(() => expect(named.mock.calls.length).toBeGreaterThan(before))
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
    expect([reveal.mock.calls, onAnswered.mock.calls]).toEqual([[], []])
  })

  it('is shown when nothing was found first, and the person has closed the question', async () => {
    const { creation, answer, held, reveal } = timedOut([])
    const outcome = await creation.create(request, signal())
    if (outcome.kind !== 'answer-lost') throw new Error(outcome.kind)
    await creation.settle(outcome.lost.id)
    held.push(token('new'))
    answer(CREATED)
    await vi.waitFor(() => expect(reveal).toHaveBeenCalledTimes(1))
  })

  it('is shown when the look at whether it was deleted takes too long', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(AbortSignal.abort())
    const { creation, answer, held, reveal } = timedOut()
    await creation.create(request, signal())
    held.splice(0)
    answer(CREATED)
    await vi.waitFor(() => expect(reveal).toHaveBeenCalledTimes(1))
  })

  it('is shown when the server hides a token that was never seen', async () => {
    const { creation, answer, reveal } = timedOut([])
    await creation.create(request, signal())
    answer(CREATED)
    await vi.waitFor(() => expect(reveal).toHaveBeenCalledTimes(1))
  })

  it('is not asked about when it comes during another look', async () => {
    const { creation, answer, file, named, onAnswered } = timedOut()
    named.mockImplementationOnce(async () => [token('old')])
    named.mockRejectedValue(failure('offline'))
    await creation.create(request, signal())
    const look = Promise.withResolvers<never[]>()
    named.mockImplementation(() => look.promise)
    const current = creation.current()
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
    answer(CREATED)
    await vi.waitFor(() => expect(onAnswered).toHaveBeenCalled())
    // As `reveals` does it once the secret is in the keychain.
    file.set([])
    look.resolve([])
    expect(await current).toBeUndefined()
  })

  it('is left to the look-up when it brings no secret', async () => {
    const { creation, answer, reveal } = timedOut()
    await creation.create(request, signal())
    answer({ ...CREATED, secret: '' })
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
    expect(reveal).not.toHaveBeenCalled()
  })
})
