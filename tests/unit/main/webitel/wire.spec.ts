import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { codeOf, failure, Failure } from '../../../../src/main/failure.ts'
import {
  createWire,
  TIMEOUTS as TIMEOUTS_OF_THE_APPLICATION,
  type Ask,
  type WireOptions,
} from '../../../../src/main/webitel/wire.ts'
import { HANG_MS } from '../../../../tools/limits.ts'
import {
  drops,
  fails,
  fine,
  hangs,
  inTurn,
  listen,
  send,
  webitelError,
  type Answer,
} from '../support/server.ts'

/** Milliseconds. A server that hangs is given up at once; no other is, however slow this computer. */
const SOON = 60
const TIMEOUTS = { attempt: HANG_MS, total: HANG_MS, backoff: 5, retryAfter: 100 }

const LIST: Ask<unknown> = { method: 'GET', path: 'things', schema: z.object({}) }
const REMOVE: Ask<unknown> = { method: 'DELETE', path: 'things/1', schema: z.unknown() }
const MAKE: Ask<unknown> = {
  method: 'POST',
  path: 'things',
  body: { a: 1 },
  schema: z.object({}),
  once: true,
}
const CHANGE: Ask<unknown> = { method: 'PATCH', path: 'things/1', body: { a: 1 }, schema: z.object({}) }
const LOGIN: Ask<unknown> = { ...MAKE, path: 'login', signingIn: true, once: false }

const plain = (request: Request) => fetch(request)

async function world(answer: Answer, options: Partial<WireOptions> = {}) {
  const { url, heard } = await listen(answer)
  const wire = createWire({
    server: url,
    fetch: plain,
    fetchOnce: plain,
    access: () => 'k3y',
    timeouts: answer === hangs ? { ...TIMEOUTS, attempt: SOON } : TIMEOUTS,
    ...options,
  })
  return { wire, url, heard }
}

const errorOf = async (asked: Promise<unknown>) => {
  const thrown: unknown = await asked.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(thrown instanceof Failure)) throw new Error(`No failure: ${String(thrown)}`)
  return thrown.error
}

describe('without a session’s key', () => {
  it.each([LIST, REMOVE, MAKE, CHANGE])('nothing is sent: $method', async (ask) => {
    const renew = vi.fn(async () => undefined)
    const { wire, heard } = await world(fine, { access: () => undefined, renew })
    expect(await errorOf(wire.ask(ask))).toMatchObject({ code: 'session-ended' })
    expect([heard, renew.mock.calls]).toEqual([[], []])
  })

  it('signing in is', async () => {
    const { wire, heard } = await world(fine, { access: () => undefined })
    await wire.ask(LOGIN)
    expect(heard).toHaveLength(1)
  })
})

describe('a request', () => {
  it('carries the key in Webitel’s header, its query in order and its body as JSON', async () => {
    const { wire, heard } = await world(fine)
    const query = [
      ['q', 'a+b &c*'],
      ['fields', 'id'],
      ['fields', 'usage'],
      ['sort', '-created_at'],
    ] as const
    await wire.ask({ ...MAKE, query })
    expect(heard).toHaveLength(1)
    const [first] = heard
    expect(first?.headers['x-webitel-access']).toBe('k3y')
    expect(first?.headers.cookie).toBeUndefined()
    expect(JSON.parse(first?.body ?? '')).toEqual({ a: 1 })
    const { pathname, searchParams } = new URL(first?.url ?? '', 'http://x')
    expect(pathname).toBe('/api/things')
    expect([...searchParams]).toEqual(query)
  })

  it('to sign in goes without a key, and over the common transport', async () => {
    const fetchOnce = vi.fn(plain)
    const { wire, heard } = await world(fine, { fetchOnce })
    await wire.ask(LOGIN)
    expect(heard[0]?.headers['x-webitel-access']).toBeUndefined()
    expect(fetchOnce).not.toHaveBeenCalled()
  })

  it('that creates goes over the transport that can’t send twice, and only that one', async () => {
    const [common, once] = [vi.fn(plain), vi.fn(plain)]
    const { wire } = await world(fine, { fetch: common, fetchOnce: once })
    await wire.ask(MAKE)
    expect([common.mock.calls.length, once.mock.calls.length]).toEqual([0, 1])
    await wire.ask(LIST)
    expect([common.mock.calls.length, once.mock.calls.length]).toEqual([1, 1])
  })

  it('of a job is not repeated when there are too many of it: the job is told, and rests', async () => {
    const { wire, heard } = await world(fails(429, { 'retry-after': '0' }), { paced: true })
    expect(await errorOf(wire.ask(LIST))).toMatchObject({ code: 'rate-limited' })
    expect(heard).toHaveLength(1)
  })

  it('asks for no cookie, no cache and no redirect', async () => {
    const seen: Request[] = []
    const { wire } = await world(fine, {
      fetch: (request) => {
        seen.push(request)
        return fetch(request)
      },
    })
    await wire.ask(LIST)
    expect(seen[0]).toMatchObject({ credentials: 'omit', cache: 'no-store', redirect: 'error' })
  })
})

describe('repetition', () => {
  it.each([429, 500, 502, 503, 504])('a GET is asked again after %i, three times at most', async (status) => {
    const once = await world(inTurn(fails(status), fine))
    await once.wire.ask(LIST)
    expect(once.heard).toHaveLength(2)
    const forever = await world(fails(status))
    expect(await errorOf(forever.wire.ask(LIST))).toMatchObject({ status, message: 'in its words' })
    expect(forever.heard).toHaveLength(3)
  })

  it.each([400, 403, 404, 409, 501, 505])('a GET is not asked again after %i', async (status) => {
    const { wire, heard } = await world(fails(status))
    expect(await errorOf(wire.ask(LIST))).toMatchObject({ status })
    expect(heard).toHaveLength(1)
  })

  it('a GET and a DELETE are asked again when the connection drops, before or in the middle of the answer', async () => {
    const cut: Answer = (response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"items":[')
      setImmediate(() => response.destroy())
    }
    for (const ask of [LIST, REMOVE]) {
      const { wire, heard } = await world(inTurn(drops, cut, fine))
      await wire.ask(ask)
      expect(heard).toHaveLength(3)
      const forever = await world(drops)
      expect(await errorOf(forever.wire.ask(ask))).toMatchObject({ code: 'connection-lost', retryable: true })
      expect(forever.heard).toHaveLength(3)
    }
  })

  it('a DELETE is not asked again after 429, its job knows when; nor after 5xx, it may have worked', async () => {
    const busy = await world(fails(429, { 'retry-after': '7' }))
    const thrown = await busy.wire.ask(REMOVE).catch((failed: unknown) => failed)
    expect(thrown).toMatchObject({ error: { code: 'rate-limited', status: 429 }, retryAfter: 7000 })
    expect(busy.heard).toHaveLength(1)
    for (const status of [500, 502, 503, 504]) {
      const { wire, heard } = await world(fails(status))
      expect(await errorOf(wire.ask(REMOVE))).toMatchObject({ code: 'server', status })
      expect(heard).toHaveLength(1)
    }
  })

  it.each([
    ['a create', MAKE],
    ['a change', CHANGE],
    ['a sign-in', LOGIN],
  ])('%s is sent once, whatever happens', async (_, ask) => {
    for (const answer of [fails(429, { 'retry-after': '0' }), fails(500), fails(503), drops, hangs]) {
      const { wire, heard } = await world(answer)
      await errorOf(wire.ask(ask))
      expect(heard).toHaveLength(1)
    }
  })

  describe('with Retry-After', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] }))
    afterEach(() => void vi.useRealTimers())

    /** Asked of a server that says how long to wait; what it came to, and when each attempt was. */
    async function asked(header: () => string, busyFor: number, status = 429) {
      const began = Date.now()
      const attempts: number[] = []
      const fetch = async () => {
        attempts.push(Date.now() - began)
        const headers = { 'retry-after': header() }
        return attempts.length <= busyFor ? new Response('{}', { status, headers }) : new Response('{}')
      }
      const wire = createWire({ server: 'https://a.test', fetch, fetchOnce: fetch, access: () => 'k' })
      let outcome = 'open'
      void wire.ask(LIST).then(
        () => (outcome = 'fine'),
        (thrown: unknown) => (outcome = codeOf(thrown)),
      )
      await vi.advanceTimersByTimeAsync(60_000)
      return { outcome, attempts }
    }

    it.each([429, 503])('waits for the seconds that a %i names', async (status) => {
      expect(await asked(() => '7', 1, status)).toEqual({ outcome: 'fine', attempts: [0, 7000] })
    })

    it('waits until the date that it names', async () => {
      vi.setSystemTime(0)
      const { outcome, attempts } = await asked(() => new Date(7000).toUTCString(), 1)
      expect({ outcome, attempts }).toEqual({ outcome: 'fine', attempts: [0, 7000] })
    })

    it('says that there were too many requests after the longest waits, not that time was out', async () => {
      const longest = String(TIMEOUTS_OF_THE_APPLICATION.retryAfter / 1000)
      const { outcome, attempts } = await asked(() => longest, Infinity)
      expect(outcome).toBe('rate-limited')
      expect(attempts).toHaveLength(3)
    })

    it('never asks earlier than it was told to: a longer wait is said at once', async () => {
      expect(await asked(() => '3600', 1)).toEqual({ outcome: 'rate-limited', attempts: [0] })
      const tomorrow = () => new Date(Date.now() + 86_400_000).toUTCString()
      expect(await asked(tomorrow, 1)).toEqual({ outcome: 'rate-limited', attempts: [0] })
    })

    it('takes one that cannot be read for none', async () => {
      const { outcome, attempts } = await asked(() => 'soon', 1)
      expect(outcome).toBe('fine')
      expect(attempts[1]).toBeLessThan(1000)
    })
  })
})

describe('limits', () => {
  it('an attempt that hangs is a timeout, before the headers and in the body', async () => {
    const inBody: Answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{')
    }
    for (const answer of [hangs, inBody]) {
      const { wire, heard } = await world(answer, { timeouts: { ...TIMEOUTS, attempt: SOON } })
      expect(await errorOf(wire.ask(LIST))).toMatchObject({ code: 'timeout', retryable: true })
      expect(heard).toHaveLength(1)
    }
  })

  it('all attempts together are a timeout, also while it waits to be repeated', async () => {
    const { wire, heard } = await world(fails(503), {
      timeouts: { attempt: 60_000, total: 60, backoff: 50_000, retryAfter: 50_000 },
    })
    expect(await errorOf(wire.ask(LIST))).toMatchObject({ code: 'timeout', retryable: true })
    expect(heard).toHaveLength(1)
  })

  it.each(['attempt', 'total'] as const)(
    'an answer that arrived while main did not run is taken (%s)',
    async (limit) => {
      // Main is blocked with the answer in its socket: all its timers are over by then.
      const answer: Answer = (...given) => {
        fine(...given)
        const until = performance.now() + 500
        while (performance.now() < until);
      }
      const timeouts = { ...TIMEOUTS, attempt: 60_000, total: 60_000, [limit]: 200 }
      const { wire } = await world(answer, { timeouts })
      await expect(wire.ask(MAKE)).resolves.toEqual({})
    },
  )

  describe('an answer that comes after its request timed out', () => {
    /** A server that answers once the test says so. */
    async function slow(answer: Answer) {
      const held = Promise.withResolvers<void>()
      const answered = vi.fn()
      const { wire, heard } = await world(
        (response, asked, count) => void held.promise.then(() => answer(response, asked, count)),
        {
          timeouts: { ...TIMEOUTS, attempt: SOON },
          fetchOnce: async (request) => {
            const response = await fetch(request)
            answered()
            return response
          },
        },
      )
      return { wire, heard, answered, answerNow: held.resolve }
    }

    it('is handed on where somebody takes it', async () => {
      const { wire, heard, answerNow } = await slow(fine)
      const onLate = vi.fn()
      expect(await errorOf(wire.ask({ ...MAKE, onLate }))).toMatchObject({ code: 'timeout' })
      expect(onLate).not.toHaveBeenCalled()
      answerNow()
      await vi.waitFor(() => expect(onLate).toHaveBeenCalledWith({}))
      expect(heard).toHaveLength(1)
    })

    it('is handed on after its caller has cancelled the look-up', async () => {
      const { wire, answerNow } = await slow(fine)
      const onLate = vi.fn()
      const caller = new AbortController()
      const asked = wire.ask({ ...MAKE, onLate, signal: caller.signal })
      expect(await errorOf(asked)).toMatchObject({ code: 'timeout' })
      caller.abort()
      answerNow()
      await vi.waitFor(() => expect(onLate).toHaveBeenCalledWith({}))
    })

    it('is not handed on when it is an error', async () => {
      const { wire, answered, answerNow } = await slow(fails(403))
      const onLate = vi.fn()
      expect(await errorOf(wire.ask({ ...MAKE, onLate }))).toMatchObject({ code: 'timeout' })
      answerNow()
      await vi.waitFor(() => expect(answered).toHaveBeenCalled())
      for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate)
      expect(onLate).not.toHaveBeenCalled()
    })
  })

  it('a request may have a limit of its own', async () => {
    const { wire } = await world(hangs, { timeouts: TIMEOUTS })
    expect(await errorOf(wire.ask({ ...MAKE, timeout: 30 }))).toMatchObject({ code: 'timeout' })
  })

  it('cancelled, it ends at once: under way, while it waits to be repeated, and before it began', async () => {
    for (const answer of [hangs, fails(503), drops]) {
      const controller = new AbortController()
      const { wire, heard } = await world(
        (...given) => {
          answer(...given)
          setImmediate(() => controller.abort())
        },
        { timeouts: { attempt: 60_000, total: 60_000, backoff: 50_000, retryAfter: 50_000 } },
      )
      const asked = wire.ask({ ...LIST, signal: controller.signal })
      expect(await errorOf(asked)).toMatchObject({ code: 'cancelled', retryable: false })
      expect(heard).toHaveLength(1)
    }
    const { wire, heard } = await world(fine)
    expect(await errorOf(wire.ask({ ...LIST, signal: AbortSignal.abort() }))).toMatchObject({
      code: 'cancelled',
    })
    expect(heard).toHaveLength(0)
  })

  it('reads no more than 20 MB', async () => {
    const oversize: Parameters<typeof world>[0] = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(Buffer.alloc(21 * 1024 * 1024, 0x20))
    }
    const { wire, heard } = await world(oversize)
    expect(await errorOf(wire.ask(LIST))).toMatchObject({ code: 'too-large', retryable: false })
    expect(heard).toHaveLength(1)
  })
})

describe('answers', () => {
  it.each([301, 302, 303, 307, 308])(
    'a redirect (%i) is refused, once, and the key stays here',
    async (status) => {
      const elsewhere = await listen(fine)
      const { wire, heard } = await world((response) =>
        send(response, status, '', { location: `${elsewhere.url}/api/things` }),
      )
      for (const ask of [LIST, REMOVE, MAKE])
        expect(await errorOf(wire.ask(ask))).toMatchObject({ code: 'redirected', retryable: false })
      expect(heard).toHaveLength(3)
      expect(elsewhere.heard).toEqual([])
    },
  )

  it('a status of 300 is a success where that was said, and only there', async () => {
    const { wire } = await world((response) => send(response, 300, { providers: [] }))
    expect(await wire.ask({ ...LIST, alsoFine: [300] })).toEqual({})
    expect(await errorOf(wire.ask(LIST))).toMatchObject({ code: 'not-webitel', status: 300 })
  })

  it.each([
    [400, 'unauthorized', 'invalid'],
    [401, 'unauthorized', 'session-ended'],
    [412, 'invalid', 'invalid'],
    [403, 'forbidden', 'forbidden'],
  ])('%i is %s while signing in, %s else', async (status, signingIn, else_) => {
    const { wire } = await world(fails(status))
    expect(await errorOf(wire.ask(LOGIN))).toMatchObject({ code: signingIn, message: 'in its words', status })
    expect(await errorOf(wire.ask(MAKE))).toMatchObject({ code: else_, message: 'in its words', status })
  })

  it('a page instead of an answer is told apart, whatever its status', async () => {
    for (const [status, code] of [
      [200, 'not-webitel'],
      [401, 'not-webitel'],
      [403, 'not-webitel'],
      [404, 'not-webitel'],
      [502, 'server'],
    ] as const) {
      const { wire } = await world((response) =>
        send(response, status, '<html>secret words</html>', { 'content-type': 'text/html' }),
      )
      expect(await errorOf(wire.ask(LIST))).toMatchObject({ code, status, message: '' })
    }
  })

  it("Webitel's words are read from a 5xx too, and under another content type", async () => {
    const { wire } = await world((response) =>
      send(response, 500, webitelError(500, 'no disk'), { 'content-type': 'text/plain' }),
    )
    expect(await errorOf(wire.ask(LIST))).toMatchObject({ code: 'server', message: 'no disk' })
  })

  it('nobody there is told from a connection that was lost', async () => {
    const { url } = await listen(fine)
    const wire = createWire({
      server: url.replace(/:\d+$/, ':1'),
      fetch: plain,
      fetchOnce: plain,
      access: () => 'k',
      timeouts: TIMEOUTS,
    })
    expect(await errorOf(wire.ask(LIST))).toMatchObject({ code: 'unreachable' })
  })
})

describe('a session that ended', () => {
  const onlyNew: Answer = (response, { headers }) =>
    headers['x-webitel-access'] === 'new' ? send(response, 200, {}) : send(response, 401, webitelError(401))

  it('is renewed, and what was asked is asked once more with the new key', async () => {
    let key = 'old'
    const renew = vi.fn(async () => void (key = 'new'))
    const { wire, heard } = await world(onlyNew, { access: () => key, renew })
    expect(await wire.ask(MAKE)).toEqual({})
    expect(renew).toHaveBeenCalledTimes(1)
    expect(heard.map(({ headers }) => headers['x-webitel-access'])).toEqual(['old', 'new'])
    expect(heard.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}'])
  })

  it('is not asked about twice: refused again with the new key, it ends', async () => {
    let key = 'old'
    const renew = vi.fn(async () => void (key = 'newer'))
    const { wire, heard } = await world(onlyNew, { access: () => key, renew })
    expect(await errorOf(wire.ask(LIST))).toMatchObject({ code: 'session-ended' })
    expect(renew).toHaveBeenCalledTimes(1)
    expect(heard).toHaveLength(2)
  })

  it('nobody is asked when another request had it renewed meanwhile', async () => {
    let key = 'old'
    const renew = vi.fn(async () => undefined)
    const { wire } = await world(
      (response, heard, count) => {
        key = 'new'
        onlyNew(response, heard, count)
      },
      { access: () => key, renew },
    )
    await wire.ask(LIST)
    expect(renew).not.toHaveBeenCalled()
  })

  it('waits for the person outside every limit', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    let key = 'old'
    const [begun, renewed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const renew = () => {
      begun.resolve()
      return renewed.promise
    }
    const { wire } = await world(onlyNew, { access: () => key, renew })
    const asked = wire.ask(LIST)
    await begun.promise
    await vi.advanceTimersByTimeAsync(TIMEOUTS.attempt + TIMEOUTS.total)
    key = 'new'
    renewed.resolve()
    expect(await asked).toEqual({})
  })

  it('ends in what the wait ends in: given up, or cancelled', async () => {
    const renew = async (signal?: AbortSignal) => {
      throw failure(signal ? 'cancelled' : 'session-ended')
    }
    const { wire, heard } = await world(fails(401), { renew })
    expect(await errorOf(wire.ask(LIST))).toMatchObject({ code: 'session-ended' })
    const { signal } = new AbortController()
    expect(await errorOf(wire.ask({ ...LIST, signal }))).toMatchObject({ code: 'cancelled' })
    expect(heard).toHaveLength(2)
  })

  it('asks nothing without a key where the person has signed out meanwhile', async () => {
    let key: string | undefined = 'old'
    const renew = vi.fn(async () => undefined)
    const { wire, heard } = await world(
      (response) => {
        key = undefined
        send(response, 401, webitelError(401))
      },
      { access: () => key, renew },
    )
    expect(await errorOf(wire.ask(REMOVE))).toMatchObject({ code: 'session-ended' })
    expect(heard).toHaveLength(1)
  })

  it("is not what a proxy's page with status 401 means, nor a 401 while signing in", async () => {
    const renew = vi.fn(async () => undefined)
    const page = await world((response) => send(response, 401, '<html>', { 'content-type': 'text/html' }), {
      renew,
    })
    await errorOf(page.wire.ask(LIST))
    const login = await world(fails(401), { renew })
    await errorOf(login.wire.ask(LOGIN))
    expect(renew).not.toHaveBeenCalled()
  })
})

it.each([400, 500])('reads a %i whose body is nested without end', async (status) => {
  const depth = 200_000
  const body = '['.repeat(depth) + ']'.repeat(depth)
  const { wire } = await world((response) => send(response, status, body))
  expect(codeOf(await wire.ask(MAKE).catch((thrown: unknown) => thrown))).toBe(
    status === 500 ? 'server' : 'not-webitel',
  )
})
