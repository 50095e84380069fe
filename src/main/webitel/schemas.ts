import { z } from 'zod'
import type { TokenId, UserId } from '../../contract/index.ts'
import { isSetTime, momentOf, providerPath, sessionKey, tokenId, userId } from './values.ts'

/**
 * Shapes of Webitel's responses (WEBITEL.md, Conventions): int64 and times are strings, and zero, false and
 * empty values are left out, so every field but an id may be absent. `null` is removed before a response gets
 * here (`answer.ts`).
 *
 * An invalid value of a field that is only displayed falls back to a default. A row without a usable id is
 * left out and counted. Neither makes a list or a session fail.
 */

/** A text that is only displayed. Gateways write a name of digits as a number. */
const text = z.union([z.string(), z.number().transform(String)]).catch('')
const time = z.unknown().optional().transform(momentOf)
/** If set, the token is disabled. 0 when the time is set but can't be displayed. */
const disabledTime = z
  .unknown()
  .optional()
  .transform((value) => momentOf(value) ?? (isSetTime(value) ? 0 : undefined))
/** An unexpected value of `next` counts as true: the next page shows whether there is more. */
const next = z
  .unknown()
  .optional()
  .transform((value) => Boolean(value) && value !== 'false' && value !== '0')
/** Accepts a number too, unless JSON has rounded it. */
const int64 = z.union([userId, z.int().transform((id) => String(id) as UserId)])

export const errorAnswer = z.object({ id: z.string(), detail: text })
export type ErrorAnswer = z.infer<typeof errorAnswer>

/** A person without an id can't be compared with other users, so the field is left out. */
const person = z.object({ id: int64, name: text }).optional().catch(undefined)

export const tokenAnswer = z.object({
  id: tokenId,
  usage: text,
  created_at: time,
  created_by: person,
  updated_at: time,
  updated_by: person,
  deleted_at: disabledTime,
  deleted_by: person,
})
export type TokenAnswer = z.infer<typeof tokenAnswer>

/**
 * The response to a create, the only one from which a secret is read. The secret comes only once, so an
 * invalid value elsewhere in the response must not lose it. Any string is accepted as the secret. A missing
 * id becomes empty.
 */
export const createdAnswer = tokenAnswer
  .extend({ id: tokenId.catch('' as TokenId), token: z.string().catch('') })
  .refine(({ id, token }) => id !== '' || token !== '')

/** The readable items. */
const itemsOf = <T extends z.ZodType>(item: T, items: readonly unknown[]): z.infer<T>[] =>
  items.flatMap((one) => {
    const parsed = item.safeParse(one)
    return parsed.success ? [parsed.data] : []
  })

/** A list without its unreadable items; empty if the value is not a list. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) => itemsOf(item, items))

/**
 * `unreadable` is the number of rows that can't be used. If `items` is not a list, the response is refused,
 * not read as an empty list.
 */
const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(z.unknown()).default([]), next }).transform((page) => {
    const items = itemsOf(item, page.items)
    return { items, next: page.next, unreadable: page.items.length - items.length }
  })

export const tokenPageAnswer = pageOf(tokenAnswer)

export const userAnswer = z.object({ id: int64, name: text, username: text, extension: text })
export const userPageAnswer = pageOf(userAnswer)

/** `GET /login?domain=`: status 300 is a success here. */
export const loginOptionsAnswer = z.object({
  providers: listOf(z.object({ name: text, url: providerPath.catch(''), vendor: text })),
  login_options: text,
})

export const accessAnswer = z.object({ access_token: sessionKey })

/** `POST /login`: a session, or (`id` alone) a second factor. */
export const loginAnswer = z.union([accessAnswer, z.object({ id: z.string().min(1) })])

export const userInfoAnswer = z.object({
  user_id: int64,
  name: text,
  username: text,
  extension: text,
  domain: text,
  scope: listOf(z.object({ class: text, access: text })),
  permissions: listOf(z.object({ id: text })),
  expires_at: time,
})
export type UserInfoAnswer = z.infer<typeof userInfoAnswer>

/** For responses that are ignored and may be empty. */
export const anyAnswer = z.unknown()

/**
 * Refuses an empty response to a delete, so that the deletion is verified: a gateway that loses its server
 * also sends one.
 */
export const deletedAnswer = z.unknown().refine((answer) => answer !== undefined)
