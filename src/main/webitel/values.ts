import { z } from 'zod'
import type { TokenId, UserId } from '../../contract/index.ts'

/**
 * Schemas of values that both Webitel's API and the bridge carry. The bridge must accept every value that a
 * response may contain. Otherwise a listed token could be neither renamed nor deleted.
 */

/** An int64 as a string (WEBITEL.md, Conventions). */
export const userId = z.custom<UserId>((value) => typeof value === 'string' && /^-?\d{1,19}$/.test(value))

/**
 * Part of a request's path. `..` is refused because it leaves the registry: deleting the token would delete
 * its user. A lone surrogate is refused because it can't be encoded.
 */
export const tokenId = z.custom<TokenId>(
  (value) => typeof value === 'string' && /^(?!\.{1,2}$)[^\p{Cc}\p{Cs}/\\]{1,128}$/u.test(value),
)

/** Maximum size of a response in bytes. A page of 1000 tokens with long names is about 1 MB. */
export const MAX_ANSWER_BYTES = 20 * 1024 * 1024

/** A name from a server, which may be as long as a response. */
export const serverText = z.string().max(MAX_ANSWER_BYTES)

/** A reference to a user. */
export const person = z.strictObject({ id: userId, name: serverText })

/** A session's key. It is sent in a header, so it must be printable ASCII without spaces. */
export const sessionKey = z.string().regex(/^[\x21-\x7e]{1,8192}$/)

/** A provider's path below `/api/login`. The server and the sign-in screen identify the provider by it. */
export const providerPath = z.string().max(2000)

/** The last moment that a `Date` can hold, in milliseconds since the epoch. */
const LAST_MOMENT = 8.64e15

/**
 * Parses a time that can be displayed.
 *
 * @returns milliseconds since the epoch; `undefined` for 0, for a time before the epoch (Go's zero time is
 *   -62135596800000) and for a time that `Date` can't hold
 */
export function momentOf(value: unknown): number | undefined {
  const time = numberOf(value)
  return time !== undefined && time > 0 && time <= LAST_MOMENT ? Math.trunc(time) : undefined
}

/** Whether a time is set, even if it can't be displayed. */
export const isSetTime = (value: unknown): boolean => value === true || (numberOf(value) ?? 0) > 0

/** Milliseconds as a number, as a string of digits, or as an ISO date. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return undefined
  if (/^-?\d+$/.test(value)) return Number(value)
  return /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : undefined
}
