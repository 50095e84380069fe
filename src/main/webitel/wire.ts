import ky, { HTTPError, TimeoutError, type KyInstance } from 'ky'
import type { ZodType } from 'zod'
import { codeOf, failure, Failure } from '../failure.ts'
import { afterAwake } from '../limits/awake-clock.ts'
import { errorOf, parseAnswer, readCapped, type Answer } from './answer.ts'
import { connectionFailure } from './connection.ts'
import { retryAfter } from './retry-after.ts'
import { errorAnswer } from './schemas.ts'

export type Fetch = (request: Request) => Promise<Response>

/** Milliseconds. */
export interface Timeouts {
  /** One attempt, its body included; counted while main runs (docs/adr/0041). */
  readonly attempt: number
  /** All attempts of a request that may be repeated, with the waits between them; counted while main runs. */
  readonly total: number
  /** Before the first repetition; twice as long before the second. */
  readonly backoff: number
  /** The longest `Retry-After` that is waited for, twice within `total`; after a longer one nothing is repeated. */
  readonly retryAfter: number
}

export const TIMEOUTS: Timeouts = { attempt: 15_000, total: 40_000, backoff: 300, retryAfter: 15_000 }

export interface WireOptions {
  /** Origin of the server. */
  readonly server: string
  readonly fetch: Fetch
  /** For creates: a transport that can't send a request twice (docs/adr/0004). */
  readonly fetchOnce: Fetch
  /** The session's key for the header `X-Webitel-Access`. */
  readonly access: () => string | undefined
  /**
   * Waits until the person has signed in again, outside every time limit.
   *
   * @throws Failure `session-ended` when they would not, `cancelled`
   */
  readonly renew?: (signal?: AbortSignal) => Promise<void>
  readonly timeouts?: Timeouts
  /** Of a job: what the server has too many of is told at once, and repeated by the job, at its pace. */
  readonly paced?: boolean
}

export interface Ask<T> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/api/`. */
  readonly path: string
  readonly query?: readonly (readonly [string, string])[]
  readonly body?: unknown
  readonly schema: ZodType<T>
  readonly signal?: AbortSignal | undefined
  /** Statuses other than 2xx that are a success. */
  readonly alsoFine?: readonly number[]
  /** Never sent a second time by itself: what it makes would be there twice. Ends what else is on that transport. */
  readonly once?: boolean
  /** Sent without the session: a 401 is then about what was typed. */
  readonly signingIn?: boolean
  /** Milliseconds, in place of `Timeouts.attempt`. */
  readonly timeout?: number
  /**
   * Takes the answer of an attempt that was given up as `timeout`: the request then goes on for `LATE_TIMEOUT_MS`. For an
   * answer that exists once. Never called for an answer that is an error, or that can't be read.
   */
  readonly onLate?: (value: T) => void
}

export interface Wire {
  /** @throws Failure */
  readonly ask: <T>(ask: Ask<T>) => Promise<T>
}

/** Milliseconds that a request with `onLate` goes on after its caller was told that it timed out. */
const LATE_TIMEOUT_MS = 120_000

/** Statuses that a request that may be repeated is repeated for. */
const PASSING = [429, 500, 502, 503, 504]
/** Deletions that a server has too many of are repeated by the job that they belong to, at its pace. */
const REPEATED = { GET: PASSING, DELETE: [] } as const
const RETRIES = 2

/** How this application speaks to Webitel's API: time limits, repetition, size, errors. Knows no route. */
export function createWire(options: WireOptions): Wire {
  const timeouts = options.timeouts ?? TIMEOUTS
  const api = client(options.server, timeouts, options.paced)

  async function send<T>(ask: Ask<T>): Promise<T> {
    const answer = await attempt(ask)
    if (!isFine(answer.status, ask)) throw asTyped(errorOf(answer), ask)
    return parseAnswer(answer, ask.schema)
  }

  async function attempt<T>(ask: Ask<T>): Promise<Answer> {
    const access = options.access()
    // Signed out, or another profile is shown: the server would only refuse it, and log that it was sent.
    if (access === undefined && !ask.signingIn) throw failure('session-ended')
    const transport = ask.once ? options.fetchOnce : options.fetch
    const timed = withTimeout(transport, ask.timeout ?? timeouts.attempt, lateTaker(ask))
    const total = new AbortController()
    const stop = afterAwake(timeouts.total, () => total.abort())
    const signal = AbortSignal.any([total.signal, ...(ask.signal ? [ask.signal] : [])])
    try {
      return await readCapped(await api(ask.path, { ...kyOptions(ask, access), fetch: timed, signal }))
    } catch (thrown) {
      if (total.signal.aborted && !ask.signal?.aborted) throw timedOut(thrown)
      throw asFailure(thrown, ask.signal)
    } finally {
      stop()
    }
  }

  return {
    async ask(ask) {
      const { renew, access } = options
      const used = access()
      try {
        return await send(ask)
      } catch (thrown) {
        if (!renew || ask.signingIn || codeOf(thrown) !== 'session-ended') throw thrown
        // Another request may have had the session renewed while this one was under way.
        if (used !== undefined && access() === used) await renew(ask.signal)
        return await send(ask)
      }
    },
  }
}

function client(server: string, timeouts: Timeouts, paced = false): KyInstance {
  return ky.create({
    prefix: `${server}/api/`,
    // The limits are counted above: a timer of ky's that fires late would drop an answer that has arrived.
    timeout: false,
    totalTimeout: false,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    // A success is decided above, by route; thrown here is only what may be repeated.
    throwHttpErrors: (status) => PASSING.includes(status),
    retry: {
      limit: RETRIES,
      delay: (attempt) => timeouts.backoff * 2 ** (attempt - 1),
      methods: ['get', 'delete'],
      maxRetryAfter: timeouts.retryAfter,
      statusCodes: PASSING,
      afterStatusCodes: [429, 503],
      shouldRetry: ({ error }) => worthRepeating(error, timeouts.retryAfter, paced),
    },
  })
}

type KyFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** @returns what hands on an answer that came late; `undefined` where nobody takes one */
function lateTaker<T>(ask: Ask<T>): ((response: Response) => Promise<void>) | undefined {
  const { onLate } = ask
  if (!onLate) return undefined
  return async (response) => {
    try {
      const answer = await readCapped(response)
      if (isFine(answer.status, ask)) onLate(parseAnswer(answer, ask.schema))
    } catch {
      // Not an answer that can be used: the caller has looked up what became of the request.
    }
  }
}

/**
 * Gives up an attempt that takes too long.
 *
 * @param limitMs milliseconds that main was running
 * @param onLate takes a response that comes later; without it, the request is cancelled
 */
function withTimeout(fetch: Fetch, limitMs: number, onLate?: (response: Response) => Promise<void>): KyFetch {
  return (input, init) => {
    const ending = new AbortController()
    const asked = new Request(input, init)
    return new Promise<Response>((resolve, reject) => {
      let isLate = false
      // A caller that was told of the timeout no longer cancels: the answer may hold the only copy of a secret.
      const cancel = (): void => (isLate ? undefined : ending.abort(asked.signal.reason))
      if (asked.signal.aborted) cancel()
      asked.signal.addEventListener('abort', cancel, { once: true })
      let stop = afterAwake(limitMs, () => {
        isLate = true
        reject(new TimeoutError(asked))
        if (onLate) stop = afterAwake(LATE_TIMEOUT_MS, () => ending.abort())
        else ending.abort()
      })
      void whole(fetch, new Request(asked, { signal: ending.signal }))
        .then((response) => (isLate ? onLate?.(response) : resolve(response)), reject)
        .finally(() => {
          stop()
          asked.signal.removeEventListener('abort', cancel)
        })
    })
  }
}

/** Reads the body within the attempt, so that one cut off is an attempt that failed, and no limit is outrun by it. */
async function whole(fetch: Fetch, request: Request): Promise<Response> {
  try {
    const response = await fetch(request)
    const { status, text } = await readCapped(response)
    const empty = status === 204 || status === 205 || status === 304
    return new Response(empty ? null : text, { status, headers: response.headers })
  } catch (thrown) {
    throw thrown instanceof Failure ? thrown : connectionFailure(thrown)
  }
}

function worthRepeating(error: Error, longestWait: number, paced: boolean): boolean | undefined {
  if (error instanceof Failure) return error.error.retryable
  if (!(error instanceof HTTPError)) return false
  if (paced && error.response.status === 429) return false
  // ky would wait for the longest and then ask too early.
  if (retryAfter(error.response.headers) > longestWait) return false
  const repeated: readonly number[] = error.request.method === 'DELETE' ? REPEATED.DELETE : REPEATED.GET
  // `undefined` lets ky honour Retry-After, which a plain `true` would not.
  return repeated.includes(error.response.status) ? undefined : false
}

function kyOptions<T>(ask: Ask<T>, access: string | undefined) {
  return {
    method: ask.method,
    ...(ask.query ? { searchParams: ask.query.map((pair) => [...pair]) } : {}),
    ...(ask.body === undefined ? {} : { json: ask.body }),
    headers: access === undefined || ask.signingIn ? {} : { 'X-Webitel-Access': access },
  }
}

function isFine<T>(status: number, ask: Ask<T>): boolean {
  return (status >= 200 && status < 300) || (ask.alsoFine ?? []).includes(status)
}

/** In answer to a sign-in request, 400 and 401 are about what was typed, not about a session. */
function asTyped<T>(thrown: Failure, ask: Ask<T>): Failure {
  const { code, status } = thrown.error
  const typed = ask.signingIn === true && (code === 'session-ended' || (code === 'invalid' && status === 400))
  return typed ? new Failure({ ...thrown.error, code: 'unauthorized' }) : thrown
}

const timedOut = (cause: unknown): Failure => failure('timeout', { retryable: true, cause })

function asFailure(thrown: unknown, signal: AbortSignal | undefined): Failure {
  if (signal?.aborted) return failure('cancelled')
  if (thrown instanceof Failure) return thrown
  if (thrown instanceof TimeoutError) return timedOut(thrown)
  if (thrown instanceof HTTPError) return errorOf(answerOf(thrown))
  return connectionFailure(thrown)
}

/**
 * ky has read the body of an answer that it throws: an object if it was JSON, else its text. Only the fields of Webitel's
 * own error are written as JSON again: `JSON.stringify` runs out of stack on a body that is nested deep enough.
 */
function answerOf({ response, data }: HTTPError): Answer {
  const own = errorAnswer.safeParse(data)
  const text = typeof data === 'string' ? data : JSON.stringify(own.data ?? '')
  return { status: response.status, text, retryAfter: retryAfter(response.headers) }
}
