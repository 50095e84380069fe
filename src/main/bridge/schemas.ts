import { z } from 'zod'
import type { AttemptId, JobId, LostId, RequestChannel, Requests, RevealId } from '../../contract/index.ts'
import { ERROR_NAMES } from '../diagnostics/thrown.ts'
import { profileName } from '../session/profiles.ts'
import { profileId, tokenSort } from '../settings/own.ts'
import { ownChangeSchema, settingsChangeSchema } from '../settings/settings.ts'
import { person, providerPath, serverText, tokenId, userId } from '../webitel/values.ts'

/** A tuple schema for the arguments of each channel: what the types promise, the renderer must also keep. */
type ArgumentSchemas = { readonly [Channel in RequestChannel]: z.ZodType<Parameters<Requests[Channel]>> }

const branded = <Id extends string>(pattern: RegExp) =>
  z.custom<Id>((value) => typeof value === 'string' && pattern.test(value))

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const revealId = branded<RevealId>(UUID)
const lostId = branded<LostId>(UUID)
const jobId = branded<JobId>(UUID)
const attemptId = branded<AttemptId>(UUID)
const ticket = z.number().int().nonnegative()

/** Text that the user types. */
const text = (most: number) => z.string().max(most)
/** Characters of the owner's name that our files and dialogs keep. */
const MAX_OWNER_NAME = 1000
const owner = z.strictObject({
  id: userId,
  name: serverText.transform((name) => name.slice(0, MAX_OWNER_NAME).toWellFormed()),
})
const page = z.number().int().min(1).max(1_000_000)
const size = z.number().int().min(1).max(1000)

/** Control and direction-changing characters have no place in a name that is made here. */
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
/** Nothing of it could be seen. */
const BLANK = /^[\s\p{Default_Ignorable_Code_Point}]*$/u
/** Normalized to NFC, the form that keyboards type, so that a search finds the name. */
const newName = z
  .string()
  .max(512)
  .normalize('NFC')
  .refine((name) => {
    const length = [...name].length
    const fits = name.trim() === name && length <= 128 && !BLANK.test(name)
    return fits && !FORBIDDEN.test(name) && name.isWellFormed()
  })

const none = z.tuple([])
const jobItem = z.strictObject({ id: tokenId, usage: serverText })

const place = { server: text(2000), login: text(500), allowHttp: z.boolean() }
const whole = z.number().int().nonnegative()
const codePlace = z.strictObject({ file: text(200), line: whole, column: whole })

export const argumentSchemas: ArgumentSchemas = {
  'app:info': none,
  'request:cancel': z.tuple([ticket]),
  'settings:read': none,
  'settings:change': z.tuple([settingsChangeSchema]),
  'settings:change-own': z.tuple([profileId, ownChangeSchema]),
  'keychain:state': none,
  'keychain:retry': none,
  'keychain:unlock': none,
  'keychain:replace': none,
  'session:state': none,
  'session:ways': z.tuple([z.strictObject(place), ticket]),
  'session:sign-in': z.tuple([z.strictObject({ ...place, password: text(1000) }), ticket]),
  'session:sign-in-with': z.tuple([providerPath, z.strictObject(place), ticket]),
  'session:verify': z.tuple([attemptId, text(200), ticket]),
  'session:change-password': z.tuple([attemptId, text(1000), ticket]),
  'session:abandon': z.tuple([attemptId]),
  'session:sign-out': z.tuple([profileId]),
  'session:renew': z.tuple([profileId, text(1000), ticket]),
  'session:renew-with': z.tuple([profileId, providerPath, ticket]),
  'session:give-up': z.tuple([profileId]),
  'session:open': z.tuple([profileId]),
  'session:forget': z.tuple([profileId]),
  'session:rename': z.tuple([profileId, profileName]),
  'session:look-again': none,
  'users:list': z.tuple([profileId, z.strictObject({ search: text(500), page, size }), ticket]),
  'users:read': z.tuple([profileId, userId, ticket]),
  'users:recent': z.tuple([profileId]),
  'users:opened': z.tuple([profileId, person]),
  'tokens:read': z.tuple([profileId, z.strictObject({ userId, id: tokenId }), ticket]),
  'tokens:copy-id': z.tuple([tokenId]),
  'tokens:gone': z.tuple([profileId, userId, z.array(tokenId).max(20_000), ticket]),
  'tokens:all': z.tuple([profileId, z.strictObject({ userId, search: text(500) }), ticket]),
  'tokens:list': z.tuple([
    profileId,
    z.strictObject({
      userId,
      search: text(500),
      sort: tokenSort,
      page,
      size,
    }),
    ticket,
  ]),
  'tokens:prepare-create': z.tuple([profileId, userId, ticket]),
  'tokens:create': z.tuple([profileId, z.strictObject({ owner, usage: newName }), ticket]),
  'tokens:rename': z.tuple([
    profileId,
    z.strictObject({ userId, id: tokenId, from: serverText, to: newName }),
    ticket,
  ]),
  'tokens:enable': z.tuple([
    profileId,
    z.strictObject({ userId, id: tokenId, enabled: z.boolean() }),
    ticket,
  ]),
  'lost:current': z.tuple([profileId]),
  'lost:check': z.tuple([profileId, lostId]),
  'lost:put-away': z.tuple([profileId, lostId]),
  'lost:settle': z.tuple([profileId, lostId]),
  'files:state': none,
  'reveal:current': none,
  'reveal:copy': z.tuple([revealId, z.enum(['token', 'header', 'curl'])]),
  'reveal:save': z.tuple([revealId, z.enum(['txt', 'env'])]),
  'reveal:test': z.tuple([revealId, ticket]),
  'reveal:close': z.tuple([revealId]),
  'reveal:show-again': z.tuple([revealId]),
  'clipboard:holds': none,
  'clipboard:clear': z.tuple([z.array(revealId).max(1000)]),
  'clipboard:keep': none,
  'jobs:start': z.tuple([
    profileId,
    z.strictObject({
      kind: z.enum(['delete', 'disable', 'enable']),
      userId,
      items: z.array(jobItem).min(1).max(20_000),
    }),
  ]),
  'jobs:stop': z.tuple([jobId]),
  'jobs:current': z.tuple([profileId]),
  'jobs:dismiss': z.tuple([jobId]),
  'jobs:copy-report': z.tuple([jobId]),
  'problem:report': z.tuple([
    z.strictObject({ name: z.enum(ERROR_NAMES), places: z.array(codePlace).max(50) }),
  ]),
  'problem:take': none,
  'diagnostics:read': none,
  'diagnostics:copy': none,
  'window:close': z.tuple([z.enum(['window', 'quit'])]),
}
