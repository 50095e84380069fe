import type { ZodType } from 'zod'
import type { ErrorCode } from '../../contract/index.ts'
import { failure, type Failure } from '../failure.ts'
import { retryAfter } from './retry-after.ts'
import { errorAnswer, type ErrorAnswer } from './schemas.ts'
import { MAX_ANSWER_BYTES } from './values.ts'

/** Characters of the server's words that are passed on. */
const MOST_WORDS = 300

/** An answer read to its end. */
export interface Answer {
  readonly status: number
  readonly text: string
  /** Milliseconds that the server asks to be left alone for, if it does. */
  readonly retryAfter?: number
}

/**
 * Reads a response to its end, within the timeout of its request. `TextDecoder` drops a byte order mark.
 *
 * @throws Failure `too-large`; the stream's error when the connection ends too early
 */
export async function readCapped(response: Response, most = MAX_ANSWER_BYTES): Promise<Answer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > most) throw failure('too-large', { status: response.status })
    chunks.push(chunk)
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks))
  const asked = retryAfter(response.headers)
  return { status: response.status, text, ...(asked > 0 ? { retryAfter: asked } : {}) }
}

/**
 * Parses a response by its schema. `null` counts as absent everywhere, because some gateways write it where
 * Webitel leaves a field out. An empty response is `undefined`, which only a schema without required fields
 * accepts.
 *
 * @throws Failure `bad-answer` for JSON that is cut off or of the wrong shape, `not-webitel` for anything
 *   else
 */
export function parseAnswer<T>(answer: Answer, schema: ZodType<T>): T {
  const parsed = schema.safeParse(json(answer))
  if (!parsed.success) throw failure('bad-answer', { retryable: true, status: answer.status })
  return parsed.data
}

function json({ text, status }: Answer): unknown {
  if (text.trim() === '') return undefined
  try {
    return withoutNulls(JSON.parse(text))
  } catch {
    const looksCutOff = /^\s*[[{"]/.test(text)
    throw failure(looksCutOff ? 'bad-answer' : 'not-webitel', { retryable: true, status })
  }
}

/**
 * Removes every field that is `null`. Not recursive, because a deeply nested response would overflow the
 * stack. Items of lists stay, so that an unusable row is still counted.
 */
function withoutNulls(root: unknown): unknown {
  const open: unknown[] = [root]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null) continue
    for (const [key, field] of Object.entries(value)) {
      if (field === null && !Array.isArray(value)) Reflect.deleteProperty(value, key)
      else if (typeof field === 'object') open.push(field)
    }
  }
  return root
}

function ownError(answer: Answer): ErrorAnswer | undefined {
  try {
    return parseAnswer(answer, errorAnswer)
  } catch {
    return undefined
  }
}

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid',
  401: 'session-ended',
  403: 'forbidden',
  404: 'not-found',
  407: 'proxy',
  // A proxy timed out: the request may still have been carried out.
  408: 'timeout',
  409: 'invalid',
  412: 'invalid',
  422: 'invalid',
  429: 'rate-limited',
  499: 'timeout',
}

/** What Webitel says by its id rather than by its status (WEBITEL.md, Signing in 4). */
const BY_ID: ReadonlyMap<string, ErrorCode> = new Map([
  ['app.password.expired', 'password-expired'],
  ['app.password.force_change', 'password-expired'],
])

/** Statuses that mean the same from a proxy as from the server. */
const ANYBODYS: ReadonlySet<number> = new Set([407, 429])

/**
 * An answer that is not a success, as an error. A 401, 403 or 404 counts as Webitel's word only with Webitel's own
 * JSON error (WEBITEL.md, Conventions): a proxy's page with such a status means neither a session's end nor a deletion.
 */
export function errorOf(answer: Answer): Failure {
  const { status, retryAfter = 0 } = answer
  const own = ownError(answer)
  const message = readable(own?.detail ?? '')
  const code = BY_ID.get(own?.id ?? '') ?? codeFor(status, own !== undefined)
  return failure(code, { status, message, retryAfter, retryable: status === 429 || status >= 500 })
}

function codeFor(status: number, own: boolean): ErrorCode {
  if (status >= 500) return 'server'
  if (!own && !ANYBODYS.has(status)) return 'not-webitel'
  return BY_STATUS[status] ?? 'invalid'
}

/** One line of at most `MOST_WORDS` characters, without control characters. */
function readable(detail: string): string {
  const line = detail.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  // Not in the middle of a character.
  return line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS).replace(/[\uD800-\uDBFF]$/, '')}…` : line
}
