import type { ErrorCode, NewTokens, Token, TokenId, UserId } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import { createReader, type Reading } from './reading.ts'

type Api = Pick<TokensApi, 'all'>

/** Maximum number of new tokens that are shown. */
const MOST_SHOWN = 100

/**
 * Errors of a list that the user may not read, or that can't be read whole. The create is sent anyway, but
 * what it made can't be determined.
 */
const CLOSED: ReadonlySet<ErrorCode> = new Set([
  'forbidden',
  'rate-limited',
  'too-large',
  'bad-answer',
  // A server may refuse pages of this size.
  'invalid',
])

/** All of the owner's tokens, or `undefined` where the list can't be read whole. */
const readAll = async (api: Api, userId: UserId): Promise<readonly Token[] | undefined> =>
  wholeOf(await createReader().read(api, { userId, search: '' }))

/** `undefined` if rows are missing or unreadable: an unreadable row may be the new token. */
export const wholeOf = ({ tokens, partly, unreadable }: Reading): readonly Token[] | undefined =>
  partly || unreadable > 0 ? undefined : tokens

/** @returns `undefined` when the user may not read the list, or when it can't be read whole */
export async function unlessClosed<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (thrown) {
    if (CLOSED.has(codeOf(thrown))) return undefined
    throw thrown
  }
}

/**
 * The owner's tokens with ids that are not in `before`.
 *
 * @returns `undefined` when the list can't be read whole now, or couldn't be before the create
 * @throws Failure when the network or the session fails, which may be temporary
 */
export async function readNew(
  api: Api,
  owner: UserId,
  before: ReadonlySet<TokenId> | undefined,
): Promise<readonly Token[] | undefined> {
  if (!before) return undefined
  return (await unlessClosed(readAll(api, owner)))?.filter(({ id }) => !before.has(id))
}

/** Like `readNew`, but never throws: returns `undefined` when the list can't be read now. */
export async function newSince(...asked: Parameters<typeof readNew>): Promise<readonly Token[] | undefined> {
  try {
    return await readNew(...asked)
  } catch {
    return undefined
  }
}

/** The first `MOST_SHOWN` tokens, oldest first, and the total number. */
export function shownOf(tokens: readonly Token[]): NewTokens {
  const oldest = tokens.toSorted((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0))
  return { tokens: oldest.slice(0, MOST_SHOWN), count: tokens.length }
}
