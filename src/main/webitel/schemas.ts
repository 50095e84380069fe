import { z } from 'zod'

/**
 * Shapes of Webitel's answers (WEBITEL.md, Conventions): int64 and times are strings, and zero, false and empty values
 * are left out, so every field but an id may be absent.
 */

const text = z.string().default('')
const flag = z.boolean().default(false)
/** Milliseconds since the epoch, as a string; 0 or absent: never. */
const time = z
  .union([z.string().regex(/^\d{1,16}$/), z.number().int().nonnegative()])
  .optional()
  .transform((value) => (value === undefined || Number(value) === 0 ? undefined : Number(value)))
const int64 = z.string().regex(/^-?\d{1,19}$/)

export const errorAnswer = z.object({
  id: z.string(),
  detail: text,
  code: z.number().optional(),
  status: text,
})
export type ErrorAnswer = z.infer<typeof errorAnswer>

const person = z.object({ id: int64, name: text })

/** Stands in addresses, where `..` would lead out of the registry: a deletion of it would be one of the user. */
const tokenId = z
  .string()
  .min(1)
  .max(128)
  .regex(/^(?!\.{1,2}$)/)

export const tokenAnswer = z.object({
  id: tokenId,
  usage: text,
  created_at: time,
  created_by: person.optional(),
  updated_at: time,
  updated_by: person.optional(),
  deleted_at: time,
  deleted_by: person.optional(),
})
export type TokenAnswer = z.infer<typeof tokenAnswer>

/**
 * The answer to a create, the only one whose secret is read: it comes once, so nothing that is odd about the rest of the
 * answer loses it. The shape of the secret is not ours to judge. An id that is missing is empty.
 */
export const createdAnswer = tokenAnswer
  .extend({
    id: tokenId.catch(''),
    token: z.string().catch(''),
    usage: z.string().catch(''),
    created_at: time.catch(undefined),
    created_by: person.optional().catch(undefined),
    updated_at: time.catch(undefined),
    updated_by: person.optional().catch(undefined),
    deleted_at: time.catch(undefined),
    deleted_by: person.optional().catch(undefined),
  })
  .refine(({ id, token }) => id !== '' || token !== '')

const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item).default([]), next: flag })

export const tokenPageAnswer = pageOf(tokenAnswer)

export const userAnswer = z.object({ id: int64, name: text, username: text, extension: text })
export const userPageAnswer = pageOf(userAnswer)

/** `GET /login?domain=`: status 300 is a success here. */
export const loginOptionsAnswer = z.object({
  providers: z.array(z.object({ name: text, url: text, vendor: text })).default([]),
  enabled_tfa: flag,
  login_options: text,
})

/** A session's key. It is sent in a header, which holds no control characters. */
export const accessAnswer = z.object({ access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/) })

/** `POST /login`: a session, or (`id` alone) a second factor. */
export const loginAnswer = z.union([accessAnswer, z.object({ id: z.string().min(1) })])

export const userInfoAnswer = z.object({
  user_id: int64,
  name: text,
  username: text,
  extension: text,
  domain: text,
  scope: z.array(z.object({ class: text, access: text })).default([]),
  permissions: z.array(z.object({ id: text })).default([]),
  expires_at: time,
})
export type UserInfoAnswer = z.infer<typeof userInfoAnswer>

/** For requests whose answer says nothing that is used. */
export const anyAnswer = z.unknown()
