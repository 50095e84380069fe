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
  /** One attempt, including its body. Counts only while main runs, not during sleep (docs/adr/0041). */
  readonly attempt: number
  /** All attempts of a retryable request and the waits between them. Counts only while main runs. */
  readonly total: number
  /** Wait before the first retry; doubled before the second. */
  readonly backoff: number
  /**
   * The longest accepted `Retry-After`; it fits twice into `total`. After a longer one, the request is not
   * retried.
   */
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
   * Waits until the user has signed in again; no timeout applies to the wait.
   *
   * @throws Failure `session-ended` when the user declines, `cancelled`
   */
  readonly renew?: (signal?: AbortSignal) => Promise<void>
  readonly timeouts?: Timeouts
  /** For jobs: a 429 fails immediately, and the job retries the request at its own pace. */
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
  /**
   * Never retried automatically, because that could create the item twice. Closes the other connections of
   * that transport.
   */
  readonly once?: boolean
  /** Sent without the session, so a 401 concerns what the user typed. */
  readonly signingIn?: boolean
  /** Milliseconds, in place of `Timeouts.attempt`. */
  readonly timeout?: number
  /**
   * Called with a response that arrives after the attempt failed with `timeout`: the request stays in flight
   * for `LATE_TIMEOUT_MS`. For responses that exist only once. Not called for an error, or for a response
   * that can't be read.
   */
  readonly onLate?: (value: T) => void
}

export interface Wire {
  /** @throws Failure */
  readonly ask: <T>(ask: Ask<T>) => Promise<T>
}

/** Milliseconds for which a request with `onLate` stays in flight after its timeout was reported. */
const LATE_TIMEOUT_MS = 120_000

/** Statuses after which a retryable request is retried. */
const PASSING = [429, 500, 502, 503, 504]
/** Deletes are not retried after these statuses here. After a 429 their job retries them, at its own pace. */
const REPEATED = { GET: PASSING, DELETE: [] } as const
const RETRIES = 2

/** The app's HTTP client for Webitel's API: timeouts, retries, size limits, errors. Knows no routes. */
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
    // Signed out, or another profile is current: the server would only refuse the request, and log it.
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
        // Another request may have renewed the session while this one was in flight.
        if (used !== undefined && access() === used) await renew(ask.signal)
        return await send(ask)
      }
    },
  }
}

function client(server: string, timeouts: Timeouts, paced = false): KyInstance {
  return ky.create({
    prefix: `${server}/api/`,
    // The timeouts are handled above: a timer of ky that fires late would drop a response that has arrived.
    timeout: false,
    totalTimeout: false,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    // The code above decides by route whether a status is a success. Only retryable statuses throw here.
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

/** @returns a function that passes on a late response; `undefined` without `onLate` */
function lateTaker<T>(ask: Ask<T>): ((response: Response) => Promise<void>) | undefined {
  const { onLate } = ask
  if (!onLate) return undefined
  return async (response) => {
    try {
      const answer = await readCapped(response)
      if (isFine(answer.status, ask)) onLate(parseAnswer(answer, ask.schema))
    } catch {
      // The response can't be used. The caller looks up the outcome of the request anyway.
    }
  }
}

/**
 * Fails an attempt that takes too long.
 *
 * @param limitMs milliseconds during which main runs
 * @param onLate called with a response that arrives later; without it, the request is aborted
 */
function withTimeout(fetch: Fetch, limitMs: number, onLate?: (response: Response) => Promise<void>): KyFetch {
  return (input, init) => {
    const ending = new AbortController()
    const asked = new Request(input, init)
    return new Promise<Response>((resolve, reject) => {
      let isLate = false
      // After the timeout the caller can't cancel any longer: the response may hold the only copy of a
      // secret.
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

/**
 * Reads the body within the attempt, so that a cut-off body fails the attempt and the timeout covers the
 * body.
 */
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
  // ky would wait only for `maxRetryAfter` and then retry too early.
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
 * ky has read the body of a response that it throws: an object if it was JSON, otherwise its text. Only the
 * fields of Webitel's own error are serialized again, because `JSON.stringify` overflows the stack on a
 * deeply nested body.
 */
function answerOf({ response, data }: HTTPError): Answer {
  const own = errorAnswer.safeParse(data)
  const text = typeof data === 'string' ? data : JSON.stringify(own.data ?? '')
  return { status: response.status, text, retryAfter: retryAfter(response.headers) }
}
