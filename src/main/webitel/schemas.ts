import { z } from 'zod'
import type { TokenId, UserId } from '../../contract/index.ts'
import { isSetTime, momentOf, providerPath, sessionKey, tokenId, userId } from './values.ts'

/**
 * Shapes of Webitel's answers (WEBITEL.md, Conventions): int64 and times are strings, and zero, false and empty values
 * are left out, so every field but an id may be absent. `null` is removed before an answer gets here (`answer.ts`).
 *
 * A field that is only shown falls back by itself when its value is odd. A row without a usable id is left out and
 * counted. Neither refuses a list or a session.
 */

/** A text that is only shown. Gateways write names of digits as numbers. */
const text = z.union([z.string(), z.number().transform(String)]).catch('')
const time = z.unknown().optional().transform(momentOf)
/** Set: the token is disabled. 0 when it is set, but to no moment that can be shown. */
const disabledTime = z
  .unknown()
  .optional()
  .transform((value) => momentOf(value) ?? (isSetTime(value) ? 0 : undefined))
/** An odd `next` is taken for true: reading on shows whether there is more. */
const next = z
  .unknown()
  .optional()
  .transform((value) => Boolean(value) && value !== 'false' && value !== '0')
/** A number is taken too, as long as JSON did not round it. */
const int64 = z.union([userId, z.int().transform((id) => String(id) as UserId)])

export const errorAnswer = z.object({ id: z.string(), detail: text })
export type ErrorAnswer = z.infer<typeof errorAnswer>

/** Without an id nothing can be compared with this person, so nobody is named. */
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
 * The answer to a create, the only one whose secret is read: it comes once, so nothing that is odd about the rest of the
 * answer loses it. The shape of the secret is not ours to judge. An id that is missing is empty.
 */
export const createdAnswer = tokenAnswer
  .extend({ id: tokenId.catch('' as TokenId), token: z.string().catch('') })
  .refine(({ id, token }) => id !== '' || token !== '')

/** The items that can be read. */
const itemsOf = <T extends z.ZodType>(item: T, items: readonly unknown[]): z.infer<T>[] =>
  items.flatMap((one) => {
    const parsed = item.safeParse(one)
    return parsed.success ? [parsed.data] : []
  })

/** A list of which the items that can't be read are passed over, and which is empty where there is no list. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) => itemsOf(item, items))

/** `unreadable`: how many rows can't be used. Something else in the place of `items` is never read as an empty list. */
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

/** For requests whose answer says nothing that is used, and may be empty. */
export const anyAnswer = z.unknown()

/** A deletion that is answered with nothing is looked up: a gateway answers so too when it loses its server. */
export const deletedAnswer = z.unknown().refine((answer) => answer !== undefined)
