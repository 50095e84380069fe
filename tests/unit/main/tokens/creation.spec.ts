import { describe, expect, it, vi } from 'vitest'
import type { NewToken, ProfileId, RevealId, Token, TokenId, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { createCreation } from '../../../../src/main/tokens/creation.ts'

const request: NewToken = { owner: { id: '1' as UserId, name: 'Olena' }, usage: 'CRM' }
const token = (id: string): Token => ({ id: id as TokenId, usage: 'CRM' })
const signal = () => new AbortController().signal

/** A list that is what it is at the time of asking, and a create that does what it is told. */
function world(create: (held: Token[]) => Promise<{ token: Token; secret: string }>) {
  const held: Token[] = [token('old')]
  const named = vi.fn(async () => [...held])
  const reveal = vi.fn(async () => 'reveal' as RevealId)
  const signedIn = { profile: 'p' as ProfileId }
  const creation = createCreation({
    api: () => ({ named, create: () => create(held) }),
    reveal,
    profile: () => signedIn.profile,
    pauses: [0, 0, 0],
  })
  return { held, named, reveal, creation, signedIn }
}

const lostAfter = (made: readonly string[]) => async (held: Token[]) => {
  held.push(...made.map(token))
  throw failure('connection-lost')
}

describe('creating', () => {
  it('hands the secret over, and gives back its name only', async () => {
    const { creation, reveal } = world(async () => ({ token: token('new'), secret: 's3cret' }))
    const outcome = await creation.create(request, signal())
    expect(outcome).toEqual({ kind: 'created', token: token('new'), revealId: 'reveal' })
    expect(reveal).toHaveBeenCalledWith('s3cret', request, token('new'))
  })

  it.each([
    ['none', []],
    ['made', ['new']],
    ['made', ['new', 'twin of somebody else']],
  ] as const)('an answer lost: %s, told by the ids of before', async (kind, made) => {
    const { creation } = world(lostAfter(made))
    const outcome = await creation.create(request, signal())
    const tokens = made.map(token)
    expect(outcome).toMatchObject({ lost: { finding: kind === 'none' ? { kind } : { kind, tokens } } })
    expect(creation.current()?.finding.kind).toBe(kind)
  })

  it("says that it can't be told where the list is closed", async () => {
    const { creation, named } = world(lostAfter(['new']))
    named.mockRejectedValue(failure('forbidden'))
    expect(await creation.create(request, signal())).toMatchObject({ lost: { finding: { kind: 'unknown' } } })
  })

  it('looks again before it says that there is none: the server may still be at it', async () => {
    const { creation, named, held } = world(lostAfter([]))
    named.mockResolvedValueOnce([token('old')]).mockResolvedValueOnce([token('old')])
    named.mockImplementation(async () => [...held, token('late')])
    expect(await creation.create(request, signal())).toMatchObject({ lost: { finding: { kind: 'made' } } })
  })

  it('an answer without a secret is a lost one', async () => {
    const { creation } = world(async () => ({ token: token('new'), secret: '' }))
    const outcome = await creation.create(request, signal())
    expect(outcome).toMatchObject({ lost: { finding: { kind: 'made', tokens: [{ id: 'new' }] } } })
  })

  it.each(['forbidden', 'invalid', 'rate-limited', 'session-ended', 'unreachable', 'certificate'] as const)(
    'what ends in %s has made nothing, and is no lost answer',
    async (code) => {
      const { creation } = world(async () => {
        throw failure(code)
      })
      await expect(creation.create(request, signal())).rejects.toThrow(code)
      expect(creation.current()).toBeUndefined()
    },
  )

  it('is one at a time, and waits for a lost one to be settled', async () => {
    const answer = Promise.withResolvers<{ token: Token; secret: string }>()
    const { creation } = world(() => answer.promise)
    const first = creation.create(request, signal())
    await expect(creation.create(request, signal())).rejects.toThrow('busy')
    expect(creation.isUnderWay()).toBe(true)
    answer.reject(failure('timeout'))
    await first
    await expect(creation.create(request, signal())).rejects.toThrow('busy')
    creation.settle(creation.current()?.id ?? ('none' as never))
    expect(creation.current()).toBeUndefined()
  })

  it('cancelled before it was sent, it sends nothing', async () => {
    const create = vi.fn()
    const { creation, named } = world(create)
    const controller = new AbortController()
    named.mockImplementation(async () => {
      controller.abort()
      return []
    })
    await expect(creation.create(request, controller.signal)).rejects.toThrow('cancelled')
    expect(create).not.toHaveBeenCalled()
  })

  it('asks nobody else about an answer that was lost', async () => {
    const { creation, signedIn } = world(lostAfter(['new']))
    await creation.create(request, signal())
    signedIn.profile = 'somebody else' as ProfileId
    expect(creation.current()).toBeUndefined()
    signedIn.profile = 'p' as ProfileId
    expect(creation.current()?.finding.kind).toBe('made')
  })
})
