import { z } from 'zod'
import type { TokenId, UserId } from '../../contract/index.ts'

/**
 * One definition of each value that Webitel's API and the bridge both carry. The bridge must take whatever an answer
 * brought, or a token that is listed could be neither renamed nor deleted.
 */

/** An int64 as a string (WEBITEL.md, Conventions). */
export const userId = z.custom<UserId>((value) => typeof value === 'string' && /^-?\d{1,19}$/.test(value))

/**
 * Part of a request's path. `..` would lead out of the registry, so that deleting the token would delete its user; half a
 * surrogate pair can't be encoded at all.
 */
export const tokenId = z.custom<TokenId>(
  (value) => typeof value === 'string' && /^(?!\.{1,2}$)[^\p{Cc}\p{Cs}/\\]{1,128}$/u.test(value),
)

/** The most bytes of an answer that are read. A page of 1000 tokens with long names is about 1 MB. */
export const MAX_ANSWER_BYTES = 20 * 1024 * 1024

/** A name that a server gave: as long as an answer may be. */
export const serverText = z.string().max(MAX_ANSWER_BYTES)

/** A user as others refer to one. */
export const person = z.strictObject({ id: userId, name: serverText })

/** A session's key. It is sent in a header, which carries no control characters and nothing beyond ASCII. */
export const sessionKey = z.string().regex(/^[\x21-\x7e]{1,8192}$/)

/** A provider's path below `/api/login`, by which the server and the sign-in screen name it. */
export const providerPath = z.string().max(2000)

/** The last moment that a `Date` can hold, in milliseconds since the epoch. */
const LAST_MOMENT = 8.64e15

/**
 * A moment that can be shown.
 *
 * @returns milliseconds since the epoch; nothing for 0, for what lies before the epoch (Go's zero time is
 *   -62135596800000) and for what no calendar holds
 */
export function momentOf(value: unknown): number | undefined {
  const time = numberOf(value)
  return time !== undefined && time > 0 && time <= LAST_MOMENT ? Math.trunc(time) : undefined
}

/** Whether a time was set at all, even if it can't be shown. */
export const isSetTime = (value: unknown): boolean => value === true || (numberOf(value) ?? 0) > 0

/** Milliseconds as a number, as a string of digits, or as an ISO date. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return undefined
  if (/^-?\d+$/.test(value)) return Number(value)
  return /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : undefined
}
