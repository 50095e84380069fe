import { describe, expect, it, vi } from 'vitest'
import type { ProfileId, Token, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { connectionFailure } from '../../../../src/main/webitel/connection.ts'
import type { StoredIntent } from '../../../../src/main/tokens/intents.ts'
import { lostAfter, ME, request, signal, token, world } from '../support/creating.ts'

describe('creating', () => {
  it('hands the secret over, and gives back its name only', async () => {
    const { creation, reveal } = world(async () => ({ token: token('new'), secret: 's3cret' }))
    const outcome = await creation.create(request, signal())
    const [secret, intent, made] = reveal.mock.calls[0] ?? []
    expect([secret, intent, made]).toMatchObject(['s3cret', request, token('new')])
    expect(outcome).toEqual({ kind: 'created', token: token('new'), revealId: intent?.id })
  })

  it('is of whoever began it, also when another profile is shown while earlier secrets are still looked for', async () => {
    const { creation, signedIn, restoring, held, reveal, asked } = world(async (list) => {
      list.push(token('new'))
      return { token: token('new'), secret: 's3cret' }
    }, true)
    const creating = creation.create(request, signal())
    signedIn.profile = 'other' as ProfileId
    restoring.resolve()
    await expect(creating).rejects.toThrow('session-ended')
    expect(asked).toEqual(['p'])
    expect(held).toEqual([token('old')])
    expect(reveal).not.toHaveBeenCalled()
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
    expect((await creation.current())?.finding.kind).toBe(kind)
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

  it('a secret without an id is handed over as well', async () => {
    const { creation, reveal } = world(async () => ({ token: token(''), secret: 's3cret' }))
    const outcome = await creation.create(request, signal())
    const [secret, intent, made] = reveal.mock.calls[0] ?? []
    expect([secret, made]).toEqual(['s3cret', token(intent?.id ?? 'none')])
    expect(outcome).toMatchObject({ kind: 'created' })
  })

  it('an answer without a secret is a lost one', async () => {
    const { creation } = world(async () => ({ token: token('new'), secret: '' }))
    const outcome = await creation.create(request, signal())
    expect(outcome).toMatchObject({ lost: { finding: { kind: 'made', tokens: [{ id: 'new' }] } } })
  })

  it.each(['forbidden', 'not-found', 'invalid', 'rate-limited', 'session-ended', 'proxy'] as const)(
    'what ends in %s has made nothing, and is no lost answer',
    async (code) => {
      const { creation } = world(async () => {
        throw failure(code)
      })
      await expect(creation.create(request, signal())).rejects.toThrow(code)
      expect(await creation.current()).toBeUndefined()
    },
  )

  it('is one at a time', async () => {
    const answer = Promise.withResolvers<{ token: Token; secret: string }>()
    const { creation } = world(() => answer.promise)
    const first = creation.create(request, signal())
    await expect(creation.create(request, signal())).rejects.toThrow('busy')
    await vi.waitFor(() => expect(creation.isUnderWay()).toBe(true))
    answer.reject(failure('timeout'))
    await first
    expect(creation.isUnderWay()).toBe(false)
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
})

describe('a create whose answer was lost', () => {
  it('asks nobody else about an answer that was lost', async () => {
    const { creation, signedIn } = world(lostAfter(['new']))
    await creation.create(request, signal())
    signedIn.profile = 'somebody else' as ProfileId
    expect(await creation.current()).toBeUndefined()
    signedIn.profile = 'p' as ProfileId
    expect((await creation.current())?.finding.kind).toBe('made')
  })

  it('signed out while it is looked for: still told, to whom it belongs', async () => {
    const { creation, signedIn } = world(async () => {
      signedIn.profile = undefined
      throw failure('connection-lost')
    })
    const outcome = await creation.create(request, signal())
    expect(outcome).toMatchObject({ kind: 'answer-lost', lost: { finding: { kind: 'unknown' } } })
    expect(await creation.current()).toBeUndefined()
    signedIn.profile = 'p' as ProfileId
    expect(await creation.current()).toMatchObject({ usage: 'CRM' })
  })

  it('is never looked for on behalf of whoever signed in meanwhile', async () => {
    const { creation, signedIn, asked } = world(async () => {
      signedIn.profile = 'somebody else' as ProfileId
      throw failure('connection-lost')
    })
    await creation.create(request, signal())
    expect(new Set(asked)).toEqual(new Set(['p']))
    expect(await creation.current()).toBeUndefined()
  })

  it('cancelled after it was sent, it is a lost answer', async () => {
    const { creation } = world(async (held) => {
      held.push(token('new'))
      throw failure('cancelled')
    })
    expect(await creation.create(request, signal())).toMatchObject({
      kind: 'answer-lost',
      lost: { finding: { kind: 'made', tokens: [{ id: 'new' }] } },
    })
  })

  it.each([
    'timeout',
    'connection-lost',
    'server',
    'bad-answer',
    'not-webitel',
    'too-large',
    'redirected',
    'cancelled',
    'internal',
  ] as const)('what ends in %s may have made one: it is looked for', async (code) => {
    const { creation } = world(async () => {
      throw failure(code)
    })
    expect(await creation.create(request, signal())).toMatchObject({ kind: 'answer-lost' })
  })

  it('may be made where the list is closed; then it can never be told', async () => {
    const { creation, named } = world(lostAfter(['new']))
    named.mockRejectedValueOnce(failure('forbidden'))
    const outcome = await creation.create(request, signal())
    expect(outcome).toMatchObject({ lost: { finding: { kind: 'unknown' } } })
    const id = (await creation.current())?.id ?? ('none' as never)
    expect(await creation.check(id)).toMatchObject({ finding: { kind: 'unknown' } })
  })

  it.each(['offline', 'timeout', 'session-ended', 'server', 'not-found'] as const)(
    'sends nothing when the list of before ends in %s',
    async (code) => {
      const make = vi.fn()
      const { creation, named } = world(make)
      named.mockRejectedValue(failure(code))
      await expect(creation.create(request, signal())).rejects.toThrow(code)
      expect(make).not.toHaveBeenCalled()
      expect(creation.isUnderWay()).toBe(false)
    },
  )
})

describe('a lost answer, looked for again', () => {
  it('checked again, it says what is there by now', async () => {
    const { creation, held } = world(lostAfter([]))
    await creation.create(request, signal())
    const id = (await creation.current())?.id ?? ('none' as never)
    expect((await creation.current())?.finding).toEqual({ kind: 'none' })
    held.push(token('late'))
    expect(await creation.check(id)).toMatchObject({
      id,
      finding: { kind: 'made', tokens: [{ id: 'late' }] },
    })
    await expect(creation.check('other' as never)).rejects.toThrow('not-found')
    await expect(creation.settle('other' as never)).rejects.toThrow('not-found')
  })

  it('is looked for on, past a twin by somebody else', async () => {
    const { creation, held, named } = world(lostAfter([]))
    const twin = { ...token('twin'), createdBy: { id: '2' as UserId, name: 'Petro' } }
    const ours = { ...token('ours'), createdBy: ME }
    named
      .mockResolvedValueOnce([...held])
      .mockResolvedValueOnce([twin])
      .mockResolvedValue([twin, ours])
    expect(await creation.create(request, signal())).toMatchObject({
      lost: { finding: { kind: 'made', tokens: [twin, ours] } },
    })
    expect(named).toHaveBeenCalledTimes(3)
  })

  it('settled while it is checked, it does not come back', async () => {
    const { creation, named } = world(lostAfter([]))
    await creation.create(request, signal())
    const id = (await creation.current())?.id ?? ('none' as never)
    const list = Promise.withResolvers<Token[]>()
    named.mockReturnValueOnce(list.promise)
    const checking = creation.check(id)
    await creation.settle(id)
    list.resolve([])
    await checking
    expect(await creation.current()).toBeUndefined()
  })

  it('does not hold up who wants to end the application: it is on disk', async () => {
    const answer = Promise.withResolvers<never>()
    const { creation, begin, named, held } = world(() => answer.promise)
    named.mockResolvedValueOnce([...held])
    const looking = Promise.withResolvers<Token[]>()
    named.mockReturnValue(looking.promise)
    const creating = creation.create(request, signal())
    await vi.waitFor(() => expect(creation.isUnderWay()).toBe(true))
    answer.reject(failure('timeout'))
    await creation.idle()
    expect(creation.isUnderWay()).toBe(false)
    await expect(creation.create(request, signal())).rejects.toThrow('busy')
    looking.resolve([])
    expect(await begin().current()).toMatchObject({ usage: 'CRM' })
    await creating
  })

  it('that can never be told is not looked for', async () => {
    const { creation, named } = world(lostAfter(['new']))
    named.mockRejectedValueOnce(failure('forbidden'))
    await creation.create(request, signal())
    await creation.current()
    expect(named).toHaveBeenCalledTimes(1)
  })

  it('is waited for by who wants to end the application', async () => {
    const answer = Promise.withResolvers<{ token: Token; secret: string }>()
    const { creation, reveal } = world(() => answer.promise)
    await creation.idle()
    const creating = creation.create(request, signal())
    await vi.waitFor(() => expect(creation.isUnderWay()).toBe(true))
    const idle = creation.idle().then(() => reveal.mock.calls.length)
    answer.resolve({ token: token('new'), secret: 's3cret' })
    await creating
    expect(await idle).toBe(1)
    expect(creation.isUnderWay()).toBe(false)
  })
})

describe('what ends a create on the way', () => {
  it.each([
    'net::ERR_NAME_NOT_RESOLVED',
    'net::ERR_CONNECTION_REFUSED',
    'net::ERR_CERT_AUTHORITY_INVALID',
    'net::ERR_PROXY_CONNECTION_FAILED',
    'net::ERR_TUNNEL_CONNECTION_FAILED',
  ])('with %s has made nothing', async (name) => {
    const failed = connectionFailure(new Error(name))
    const { creation } = world(async () => {
      throw failed
    })
    await expect(creation.create(request, signal())).rejects.toBe(failed)
    expect(await creation.current()).toBeUndefined()
  })

  it.each([
    'net::ERR_SSL_PROTOCOL_ERROR',
    'net::ERR_SSL_BAD_RECORD_MAC_ALERT',
    'net::ERR_ADDRESS_UNREACHABLE',
    'net::ERR_INTERNET_DISCONNECTED',
    'net::ERR_NETWORK_CHANGED',
    'net::ERR_CONNECTION_RESET',
    'net::ERR_TIMED_OUT',
  ])('with %s may have, the connection was open: it is looked for', async (name) => {
    const { creation } = world(async (held) => {
      held.push(token('new'))
      throw connectionFailure(new Error(name))
    })
    expect(await creation.create(request, signal())).toMatchObject({ lost: { finding: { kind: 'made' } } })
  })
})

describe('what is on disk after a refusal', () => {
  it('is gone after an answer that refuses, once the ids are compared', async () => {
    const { creation, file } = world(async () => {
      throw failure('forbidden')
    })
    await expect(creation.create(request, signal())).rejects.toThrow('forbidden')
    await vi.waitFor(() => expect(file.get()).toEqual([]))
  })

  it.each([
    ['what it made all the same', ['new'], ['new']],
    ['nothing where it made nothing', [], undefined],
  ] as const)('tells the start after a refusal that was never compared %s', async (_, made, told) => {
    const { creation, begin, named } = world(async (held) => {
      held.push(...made.map(token))
      // The list after it does not answer before the application is killed.
      named.mockImplementationOnce(() => new Promise<never>(() => undefined))
      throw failure('forbidden')
    })
    await expect(creation.create(request, signal())).rejects.toThrow('forbidden')
    expect(await creation.current()).toBeUndefined()
    const { finding } = (await begin().current()) ?? {}
    expect(finding?.kind === 'made' ? finding.tokens.map(({ id }) => id) : finding).toEqual(told)
  })

  it('is compared again after a refusal whose list could not be read', async () => {
    const { creation, file, named } = world(async (held) => {
      held.push(token('new'))
      named.mockRejectedValueOnce(failure('rate-limited'))
      throw failure('forbidden')
    })
    await expect(creation.create(request, signal())).rejects.toThrow('forbidden')
    await vi.waitFor(async () =>
      expect(await creation.current()).toMatchObject({ finding: { kind: 'made' } }),
    )
    expect(file.get()).toHaveLength(1)
  })
})

describe('what is on disk', () => {
  const never = new Promise<never>(() => undefined)

  it('is there before anything is sent, with the ids of before, and is gone when the secret is taken in', async () => {
    const seen: StoredIntent[][] = []
    const { creation, file, reveal } = world(async () => {
      seen.push(file.get())
      return { token: token('new'), secret: 's3cret' }
    })
    await creation.create(request, signal())
    expect(seen).toMatchObject([
      [
        {
          profile: 'p',
          owner: request.owner,
          usage: 'CRM',
          idsBefore: ['old'],
        },
      ],
    ])
    // Ended by the one who took the secret in, when it is safe.
    expect(reveal).toHaveBeenCalledTimes(1)
    expect(file.get()).toHaveLength(1)
    expect(JSON.stringify(file.get())).not.toContain('s3cret')
  })

  it('tells the next start, of a create that was under way when it was killed', async () => {
    const { creation, begin, held, file } = world(() => never)
    void creation.create(request, signal())
    await vi.waitFor(() => expect(file.get()).toHaveLength(1))
    held.push(token('new'))
    expect(await begin().current()).toMatchObject({ usage: 'CRM', finding: { kind: 'made' } })
    // In its own start it is not lost, but under way.
    expect(await creation.current()).toBeUndefined()
  })

  it('tells the next start nothing of what can be read again', async () => {
    const { creation, begin, file, readable } = world(() => never)
    void creation.create(request, signal())
    await vi.waitFor(() => expect(file.get()).toHaveLength(1))
    readable.add(file.get()[0]?.id ?? '')
    expect(await begin().current()).toBeUndefined()
  })

  it('knows the very token of an answer without its secret', async () => {
    const { creation, begin, held, file } = world(async (held) => {
      held.push(token('new'), token('a twin'))
      return { token: token('new'), secret: '' }
    })
    await creation.create(request, signal())
    expect(await begin().current()).toMatchObject({ finding: { kind: 'made', tokens: [{ id: 'new' }] } })
    held.splice(0)
    const id = file.get()[0]?.id as never
    expect(await begin().check(id)).toMatchObject({ finding: { kind: 'none' } })
  })

  it('several: each in turn, the oldest first', async () => {
    const { creation, begin, file } = world(lostAfter(['new']))
    await creation.create(request, signal())
    const [first] = file.get()
    file.set([
      { ...(first as StoredIntent), id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff', usage: 'older' },
      ...file.get(),
    ])
    const next = begin()
    const oldest = await next.current()
    expect(oldest?.usage).toBe('older')
    await next.settle(oldest?.id ?? ('none' as never))
    expect((await next.current())?.usage).toBe('CRM')
  })

  it('may still be written when it is asked for: of secrets that an earlier start left', async () => {
    const { creation, file, restoring } = world(() => never, true)
    const asked = creation.current()
    file.set([
      {
        id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
        profile: 'p',
        by: '7',
        server: '',
        owner: { id: '1', name: '' },
        usage: 'gone',
        at: 0,
        tokenId: 'old',
      },
    ])
    restoring.resolve()
    expect(await asked).toMatchObject({ usage: 'gone', finding: { kind: 'made' } })
  })

  it('is looked for where it was begun, also when another profile is shown meanwhile: "none" of another server is no finding', async () => {
    const { begin, signedIn, asked, restoring } = world(lostAfter(['new']), true)
    restoring.resolve()
    await begin().create(request, signal())
    asked.length = 0
    const next = begin()
    const looked = next.current()
    signedIn.profile = 'other' as ProfileId
    expect(await looked).toMatchObject({ finding: { kind: 'unknown' } })
    expect(asked).not.toContain('other')
    signedIn.profile = 'p' as ProfileId
    const again = await next.current()
    expect(again).toMatchObject({ finding: { kind: 'made', tokens: [token('new')] } })
    const checked = next.check(again?.id ?? ('none' as never))
    signedIn.profile = 'other' as ProfileId
    await checked
    expect(asked).not.toContain('other')
  })

  it('a page that does not wait any more is told', async () => {
    const { creation, onLost } = world(lostAfter([]))
    await creation.create(request, signal())
    expect(onLost).toHaveBeenCalledTimes(1)
  })
})
