import { describe, expect, it, vi } from 'vitest'
import type { NewToken, ProfileId, Token, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { createIntents } from '../../../../src/main/tokens/intents.ts'
import { connectionFailure } from '../../../../src/main/webitel/connection.ts'
import { lostAfter, ME, request, signal, token, world } from '../support/creating.ts'

/** What is new after a create, told by the ids of all of the owner's tokens. */
const other: NewToken = { ...request, usage: 'another name' }
const made =
  (...ids: readonly string[]) =>
  async (held: Token[]) => {
    held.push(...ids.map(token))
    return { token: token(ids[0] ?? ''), secret: 's3cret' }
  }
const idOf = async ({ creation }: ReturnType<typeof world>) =>
  (await creation.current())?.id ?? ('none' as never)

describe('after a create that succeeded', () => {
  it('nothing is told where its token alone is new', async () => {
    const { creation, named, onAlsoNew } = world(made('new'))
    await creation.create(request, signal())
    await vi.waitFor(() => expect(named).toHaveBeenCalledTimes(2))
    await creation.create(other, signal())
    expect(onAlsoNew).not.toHaveBeenCalled()
  })

  it.each([
    ['of the same name', token('second')],
    ['that the server named otherwise', { ...token('second'), usage: 'CR' }],
    ['of another person', { ...token('second'), createdBy: { id: '9' as UserId, name: 'Petro' } }],
  ])('a second new token is told: one %s', async (_, second) => {
    const { creation, onAlsoNew, reveal } = world(async (held) => {
      held.push(token('new'), second)
      return { token: token('new'), secret: 's3cret' }
    })
    await creation.create(request, signal())
    await vi.waitFor(() => expect(onAlsoNew).toHaveBeenCalledTimes(1))
    const [id, of, also] = onAlsoNew.mock.calls[0] ?? []
    expect([id, of]).toEqual([reveal.mock.calls[0]?.[1].id, request])
    expect(also).toEqual({ kind: 'tokens', tokens: [second], count: 1 })
  })

  it('the secret is shown before anything is compared', async () => {
    const { creation, named, held, reveal, onAlsoNew } = world(made('new'))
    const list = Promise.withResolvers<Token[]>()
    named.mockResolvedValueOnce([...held]).mockReturnValueOnce(list.promise)
    expect(await creation.create(request, signal())).toMatchObject({
      kind: 'created',
    })
    expect(reveal).toHaveBeenCalledTimes(1)
    list.resolve([token('old'), token('new'), token('second')])
    await vi.waitFor(() => expect(onAlsoNew).toHaveBeenCalledTimes(1))
  })

  it.each(['forbidden', 'rate-limited', 'too-large', 'bad-answer'] as const)(
    'a list that ends in %s is told as one by which nothing can be told',
    async (code) => {
      const { creation, named, onAlsoNew } = world(made('new'))
      named.mockRejectedValue(failure(code))
      expect(await creation.create(request, signal())).toMatchObject({
        kind: 'created',
      })
      await vi.waitFor(() => expect(onAlsoNew).toHaveBeenCalledTimes(1))
      expect(onAlsoNew.mock.calls[0]?.[2]).toEqual({ kind: 'unknown' })
    },
  )

  it('so is a list of which only the second look fails', async () => {
    const { creation, named, held, onAlsoNew } = world(made('new'))
    named.mockResolvedValueOnce([...held]).mockRejectedValueOnce(failure('timeout'))
    await creation.create(request, signal())
    await vi.waitFor(() => expect(onAlsoNew.mock.calls[0]?.[2]).toEqual({ kind: 'unknown' }))
  })
})

describe('a comparison that the end of the application has cut off', () => {
  /** Two tokens for one press, and the end before they were compared. */
  async function cutOff(isSafe = true) {
    const scene = world(made('new', 'second'))
    const { creation, named, file } = scene
    named.mockResolvedValueOnce([token('old')]).mockReturnValueOnce(new Promise<never>(() => undefined))
    await creation.create(request, signal())
    if (isSafe) createIntents(file).end(file.get()[0]?.id ?? '')
    expect(file.get()).toHaveLength(1)
    return scene
  }
  const second = { kind: 'tokens', tokens: [token('second')], count: 1 }

  it('is made up for at the next start', async () => {
    const { begin, file, onAlsoNew } = await cutOff()
    expect(await begin().current()).toBeUndefined()
    await vi.waitFor(() =>
      expect(onAlsoNew.mock.calls.map(([, ...told]) => told)).toEqual([[request, second]]),
    )
    expect(file.get()).toEqual([])
  })

  it('is made up for beside the question about its own secret', async () => {
    const { begin, file, onAlsoNew } = await cutOff(false)
    expect(await begin().current()).toMatchObject({ use: {}, finding: { kind: 'made', count: 1 } })
    await vi.waitFor(() => expect(onAlsoNew).toHaveBeenCalledTimes(1))
    expect(file.get()).toEqual([expect.not.objectContaining({ due: true })])
    expect(file.get()[0]).not.toHaveProperty('idsBefore')
  })

  it('tells of no token that somebody else has created since', async () => {
    const { begin, held, onAlsoNew } = await cutOff()
    held.push({ ...token('theirs'), createdBy: { id: '9' as UserId, name: 'Petro' } })
    await begin().current()
    await vi.waitFor(() => expect(onAlsoNew.mock.calls[0]?.[2]).toEqual(second))
  })

  it('stays due until the list can be read', async () => {
    const { begin, named, onAlsoNew, file } = await cutOff()
    const next = begin()
    named.mockRejectedValueOnce(failure('offline'))
    await next.current()
    await vi.waitFor(() => expect(named).toHaveBeenCalledTimes(3))
    expect([onAlsoNew.mock.calls, file.get().length]).toEqual([[], 1])
    await vi.waitFor(async () => {
      await next.current()
      expect(onAlsoNew).toHaveBeenCalledTimes(1)
    })
  })

  it('is over where the list is closed by then', async () => {
    const { begin, named, file, onAlsoNew } = await cutOff()
    named.mockRejectedValueOnce(failure('forbidden'))
    await begin().current()
    await vi.waitFor(() => expect(file.get()).toEqual([]))
    expect(onAlsoNew.mock.calls[0]?.[2]).toEqual({ kind: 'unknown' })
  })

  it('is told in its own profile alone', async () => {
    const { begin, signedIn, onAlsoNew } = await cutOff()
    signedIn.profile = 'other' as ProfileId
    const next = begin()
    await next.current()
    expect(onAlsoNew).not.toHaveBeenCalled()
    signedIn.profile = 'p' as ProfileId
    await next.current()
    await vi.waitFor(() => expect(onAlsoNew).toHaveBeenCalledTimes(1))
  })
})

it('what else is new is told in no other profile, and stays due', async () => {
  const { creation, named, signedIn, onAlsoNew, held } = world(made('new', 'second'))
  const list = Promise.withResolvers<Token[]>()
  named.mockResolvedValueOnce([...held]).mockReturnValueOnce(list.promise)
  await creation.create(request, signal())
  signedIn.profile = 'other' as ProfileId
  list.resolve([...held])
  await list.promise
  expect(onAlsoNew).not.toHaveBeenCalled()
  signedIn.profile = 'p' as ProfileId
  await vi.waitFor(async () => {
    await creation.current()
    expect(onAlsoNew).toHaveBeenCalledTimes(1)
  })
})

describe('after a create that was refused', () => {
  it.each([failure('forbidden'), connectionFailure(new Error('net::ERR_CONNECTION_REFUSED'))])(
    'a new token is told all the same: %s',
    async (refused) => {
      const { creation, onLost } = world(async (held) => {
        held.push(token('new'))
        throw refused
      })
      await expect(creation.create(request, signal())).rejects.toBe(refused)
      await vi.waitFor(() => expect(onLost).toHaveBeenCalledTimes(1))
      expect(await creation.current()).toMatchObject({
        usage: 'CRM',
        finding: { kind: 'made', count: 1 },
      })
    },
  )

  it('a token that somebody else created is not', async () => {
    const theirs = {
      ...token('theirs'),
      createdBy: { id: '9' as UserId, name: 'Petro' },
    }
    const { creation, onLost, named, held } = world(async () => {
      throw failure('forbidden')
    })
    named.mockResolvedValueOnce([...held]).mockResolvedValueOnce([...held, theirs])
    await expect(creation.create(request, signal())).rejects.toThrow('forbidden')
    await vi.waitFor(() => expect(named).toHaveBeenCalledTimes(2))
    expect(await creation.current()).toBeUndefined()
    expect(onLost).not.toHaveBeenCalled()
  })
})

describe('a create that brought no token', () => {
  it('whose new token has another name is not called "none"', async () => {
    const { creation } = world(async (held) => {
      held.push({ ...token('new'), usage: 'CR' })
      throw failure('connection-lost')
    })
    expect(await creation.create(request, signal())).toMatchObject({
      lost: { finding: { kind: 'made', tokens: [{ id: 'new', usage: 'CR' }] } },
    })
  })

  it('whose one new token may be that of another client is not certain', async () => {
    const { creation } = world(lostAfter(['new']))
    const outcome = await creation.create(request, signal())
    expect(outcome).not.toHaveProperty('lost.finding.certain')
  })

  it('is certain where the answer named the token without its secret', async () => {
    const { creation, begin } = world(async (held) => {
      held.push(token('new'))
      return { token: token('new'), secret: '' }
    })
    await creation.create(request, signal())
    expect(await begin().current()).toMatchObject({
      reason: 'unreadable',
      finding: { kind: 'made', certain: true, tokens: [{ id: 'new' }] },
    })
  })

  it.each([
    [failure('server', { status: 500, message: 'no space left' }), { reason: 'server', status: 500 }],
    [failure('timeout'), { reason: 'timeout' }],
    [failure('bad-answer', { status: 200 }), { reason: 'unreadable' }],
    [failure('connection-lost'), { reason: 'connection' }],
  ] as const)('says why: %s', async (thrown, why) => {
    const { creation, begin } = world(async () => {
      throw thrown
    })
    expect(await creation.create(request, signal())).toMatchObject({
      lost: why,
    })
    expect(await begin().current()).toMatchObject(why)
  })

  it("tells the server's own words until the application ends", async () => {
    const { creation, begin, file } = world(async () => {
      throw failure('server', { status: 500, message: 'no space left' })
    })
    await creation.create(request, signal())
    expect((await creation.current())?.message).toBe('no space left')
    expect(file.text()).not.toContain('no space left')
    expect((await begin().current())?.message).toBeUndefined()
  })

  it('says that the application ended where that is all that is known', async () => {
    const { creation, begin, file } = world(() => new Promise<never>(() => undefined))
    void creation.create(request, signal())
    await vi.waitFor(() => expect(file.get()).toHaveLength(1))
    expect((await begin().current())?.reason).toBe('ended')
  })

  it('is asked about no more today once it was put away', async () => {
    const scene = world(lostAfter(['new']))
    await scene.creation.create(request, signal())
    scene.creation.putAway(await idOf(scene))
    expect(await scene.creation.current()).toBeUndefined()
    scene.creation.askAgain()
    expect(await scene.creation.current()).toMatchObject({ usage: 'CRM' })
    scene.creation.putAway(await idOf(scene))
    expect(await scene.begin().current()).toMatchObject({ usage: 'CRM' })
  })
})

describe('a create that is unresolved', () => {
  it.each([
    ['another name', other],
    ['another owner', { ...request, owner: { id: '2' as UserId, name: 'Petro' } }],
  ])('holds up no create for %s', async (_, next) => {
    const make = vi.fn(lostAfter(['new']))
    const { creation } = world(make)
    await creation.create(request, signal())
    expect(await creation.create(next, signal())).toMatchObject({
      kind: 'answer-lost',
    })
    expect(make).toHaveBeenCalledTimes(2)
  })

  it('is asked about before its own name is created for its owner again', async () => {
    const make = vi.fn(lostAfter(['new']))
    const scene = world(make)
    await scene.creation.create(request, signal())
    const again = await scene.creation.create(request, signal())
    expect(again).toMatchObject({
      kind: 'unresolved',
      lost: { finding: { kind: 'made' } },
    })
    expect(make).toHaveBeenCalledTimes(1)
    await scene.creation.settle(await idOf(scene))
    expect(await scene.creation.create(request, signal())).toMatchObject({
      kind: 'answer-lost',
    })
  })

  it('and made nothing is settled by the next create of its name', async () => {
    const make = vi.fn(lostAfter([]))
    const { creation, file } = world(make)
    await creation.create(request, signal())
    expect(await creation.create(request, signal())).toMatchObject({
      kind: 'answer-lost',
    })
    expect(make).toHaveBeenCalledTimes(2)
    expect(file.get()).toHaveLength(1)
  })

  it('of a token that was received here is over once that token is deleted', async () => {
    const { begin, file } = world(lostAfter([]))
    const intent = {
      id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
      profile: 'p',
      by: '7',
      server: '',
      at: 0,
    }
    file.set([
      {
        ...intent,
        owner: { id: '1', name: '' },
        usage: 'CRM',
        tokenId: 'gone',
        use: { saved: true },
      },
    ])
    expect(await begin().current()).toBeUndefined()
    expect(file.get()).toEqual([])
  })
})

describe('a create that is cancelled after it was sent', () => {
  it('holds nobody up while what it made is looked up', async () => {
    const controller = new AbortController()
    const scene = world(async (held) => {
      held.push(token('new'))
      controller.abort()
      throw failure('cancelled')
    })
    const { creation, named, onLost, held } = scene
    const list = Promise.withResolvers<Token[]>()
    named.mockResolvedValueOnce([...held]).mockReturnValueOnce(list.promise)
    await expect(creation.create(request, controller.signal)).rejects.toThrow('cancelled')
    expect(onLost).not.toHaveBeenCalled()
    await expect(creation.create(other, AbortSignal.abort())).rejects.toThrow('cancelled')
    list.resolve([...held])
    await vi.waitFor(() => expect(onLost).toHaveBeenCalledTimes(1))
    expect(await creation.current()).toMatchObject({
      reason: 'cancelled',
      finding: { kind: 'made' },
    })
  })

  it('waits for that look before its own name is created again', async () => {
    const controller = new AbortController()
    const make = vi.fn(async () => {
      controller.abort()
      throw failure('cancelled')
    })
    const { creation, named, held } = world(make)
    const list = Promise.withResolvers<Token[]>()
    named.mockResolvedValueOnce([...held]).mockReturnValueOnce(list.promise)
    await expect(creation.create(request, controller.signal)).rejects.toThrow('cancelled')
    const again = creation.create(request, signal())
    list.resolve([token('old'), { ...token('late'), createdBy: ME }])
    expect(await again).toMatchObject({
      kind: 'unresolved',
      lost: { finding: { kind: 'made' } },
    })
    expect(make).toHaveBeenCalledTimes(1)
  })
})

describe('the ids from before', () => {
  it('are those that were read while New token was open', async () => {
    const { creation, named, file, asked } = world(lostAfter([]))
    await creation.prepare(request.owner.id, signal())
    expect(asked).toHaveLength(1)
    named.mockRejectedValueOnce(failure('offline'))
    await creation.create(request, signal())
    expect(file.get()[0]?.idsBefore).toEqual(['old'])
  })

  it.each([
    ['another person', { ...request.owner, id: '2' as UserId }, 'p'],
    ['another profile', request.owner, 'other'],
  ])('are read anew after those of %s', async (_, owner, profile) => {
    const { creation, signedIn, asked } = world(made('new'))
    signedIn.profile = profile as ProfileId
    await creation.prepare(owner.id, signal())
    signedIn.profile = 'p' as ProfileId
    asked.length = 0
    await creation.create(request, signal())
    expect(asked[0]).toBe('p')
    expect(asked.length).toBeGreaterThan(0)
  })

  it('are read anew once they are half a minute old', async () => {
    const scene = world(made('new'))
    await scene.creation.prepare(request.owner.id, signal())
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 30_001)
    scene.named.mockRejectedValueOnce(failure('offline'))
    await expect(scene.creation.create(request, signal())).rejects.toThrow('offline')
    vi.restoreAllMocks()
  })

  it('are read anew for each create', async () => {
    const { creation, named } = world(made('new'))
    await creation.prepare(request.owner.id, signal())
    await creation.create(request, signal())
    await vi.waitFor(() => expect(named).toHaveBeenCalledTimes(2))
    named.mockRejectedValueOnce(failure('offline'))
    await expect(creation.create(other, signal())).rejects.toThrow('offline')
  })

  it('are read once more where the reading was given up', async () => {
    const { creation, named, held, file } = world(lostAfter([]))
    named.mockRejectedValueOnce(failure('cancelled'))
    await creation.prepare(request.owner.id, signal())
    named.mockResolvedValueOnce([...held, token('newer')])
    await creation.create(request, signal())
    expect(file.get()[0]?.idsBefore).toEqual(['old', 'newer'])
  })
})
