import type { ErrorCode, NewTokens, Token, TokenId, UserId } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import { createReader, type Reading } from './reading.ts'

type Api = Pick<TokensApi, 'all'>

/** New tokens that are shown. */
const MOST_SHOWN = 100

/** Failures of a list that is closed, or can't be read whole: the create goes on, and what it made can't be told. */
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

/** A row without a readable id may be the very token. */
export const wholeOf = ({ tokens, partly, unreadable }: Reading): readonly Token[] | undefined =>
  partly || unreadable > 0 ? undefined : tokens

/** @returns `undefined` where the list is closed, or can't be read whole */
export async function unlessClosed<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (thrown) {
    if (CLOSED.has(codeOf(thrown))) return undefined
    throw thrown
  }
}

/**
 * The owner's tokens whose ids were not there before.
 *
 * @returns `undefined` where that can't be told: the list can't be read whole, or could not be before
 * @throws Failure for a network or session that may come back
 */
export async function readNew(
  api: Api,
  owner: UserId,
  before: ReadonlySet<TokenId> | undefined,
): Promise<readonly Token[] | undefined> {
  if (!before) return undefined
  return (await unlessClosed(readAll(api, owner)))?.filter(({ id }) => !before.has(id))
}

/** As `readNew`. Never throws: `undefined` where nothing can be told now. */
export async function newSince(...asked: Parameters<typeof readNew>): Promise<readonly Token[] | undefined> {
  try {
    return await readNew(...asked)
  } catch {
    return undefined
  }
}

/** The oldest first, and only as many as a person reads. */
export function shownOf(tokens: readonly Token[]): NewTokens {
  const oldest = tokens.toSorted((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0))
  return { tokens: oldest.slice(0, MOST_SHOWN), count: tokens.length }
}
