import type { ErrorCode, NewTokens, Token, TokenId, UserId } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import { orCancelled } from '../or-cancelled.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import { createReader } from './reading.ts'

type Api = Pick<TokensApi, 'all'>

/** Milliseconds for which ids that were read for a create count as those from before it. */
export const MAX_AGE_MS = 60_000

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
async function readAll(
  api: Api,
  userId: UserId,
  signal?: AbortSignal,
): Promise<readonly Token[] | undefined> {
  const { tokens, partly, unreadable } = await createReader().read(api, { userId, search: '' }, signal)
  // A row without a readable id may be the very token.
  return partly || unreadable > 0 ? undefined : tokens
}

/**
 * The ids of all of the owner's tokens.
 *
 * @returns `undefined` where they can't be read whole: no permission, too many tokens or requests, an unreadable list
 * @throws Failure for a network or session that a create could not be sent over either
 */
export async function readIds(
  api: Api,
  owner: UserId,
  signal?: AbortSignal,
): Promise<ReadonlySet<TokenId> | undefined> {
  const tokens = await unlessClosed(readAll(api, owner, signal))
  return tokens && new Set(tokens.map(({ id }) => id))
}

async function unlessClosed<T>(reading: Promise<T>): Promise<T | undefined> {
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

export interface PreparedIds {
  /** Reads the ids while the person is still typing the name. Never throws. */
  readonly prepare: (api: Api, owner: UserId, signal: AbortSignal) => Promise<void>
  /** Those that were prepared for this owner, once, unless they are too old; else they are read now. */
  readonly take: (api: Api, owner: UserId, signal: AbortSignal) => Promise<ReadonlySet<TokenId> | undefined>
}

/** @param now milliseconds of a clock that is never set back */
export function createPreparedIds(
  whose: () => string | undefined,
  now = () => performance.now(),
): PreparedIds {
  let prepared:
    | {
        readonly key: string
        readonly at: number
        readonly ids: ReturnType<typeof readIds>
      }
    | undefined
  const keyOf = (owner: UserId) => `${whose()} ${owner}`

  function matching(owner: UserId): ReturnType<typeof readIds> | undefined {
    const { key, at, ids } = prepared ?? {}
    prepared = undefined
    return key === keyOf(owner) && at !== undefined && now() - at <= MAX_AGE_MS ? ids : undefined
  }

  return {
    async prepare(api, owner, signal) {
      const ids = readIds(api, owner, signal)
      prepared = { key: keyOf(owner), at: now(), ids }
      await ids.catch(() => undefined)
    },
    async take(api, owner, signal) {
      const ids = matching(owner)
      if (ids === undefined) return await readIds(api, owner, signal)
      try {
        return await orCancelled(ids, signal)
      } catch (thrown) {
        if (signal.aborted) throw thrown
        // The dialog that had them read is gone, or the network was away for a moment.
        return await readIds(api, owner, signal)
      }
    },
  }
}
