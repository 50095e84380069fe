import PQueue from 'p-queue'
import type { Token, TokenId, UserId } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import type { Listing } from './listing.ts'

/** Tokens that are read one by one; more are looked for in the list, which is one request for a thousand. */
const FEW = 6
/** Up to this many tokens that are missing from a list are then read one by one, to be sure. */
const SOME = 300

export interface Looking {
  readonly read: TokensApi['read']
  readonly glance: Listing['glance']
}

/**
 * The current state of some tokens on the server; `undefined` for a deleted token. Tokens that couldn't be
 * checked are not in the map.
 */
export type Holding = ReadonlyMap<TokenId, Token | undefined>

/** @throws Failure when the list can't be read */
export async function holdingOf(
  looking: Looking,
  userId: UserId,
  ids: readonly TokenId[],
  signal?: AbortSignal,
): Promise<Holding> {
  return ids.length > FEW
    ? await inList(looking, userId, ids, signal)
    : await oneByOne(looking, userId, ids, signal)
}

async function inList(
  { glance }: Looking,
  userId: UserId,
  ids: readonly TokenId[],
  signal?: AbortSignal,
): Promise<Holding> {
  const { items, partly, unreadable } = await glance({ userId, search: '' }, signal)
  const there = new Map(items.map((token) => [token.id, token]))
  // If the list is truncated or has unreadable rows, a missing token may still exist.
  const isWhole = !partly && !unreadable
  return new Map(ids.filter((id) => isWhole || there.has(id)).map((id) => [id, there.get(id)]))
}

/** The way to be sure of few: a list may leave out a row while others come and go. */
export async function oneByOne(
  { read }: Pick<Looking, 'read'>,
  userId: UserId,
  ids: readonly TokenId[],
  signal?: AbortSignal,
): Promise<Holding> {
  const holding = new Map<TokenId, Token | undefined>()
  const queue = new PQueue({ concurrency: FEW })
  const look = async (id: TokenId): Promise<void> => {
    try {
      holding.set(id, await read(userId, id, signal))
    } catch (thrown) {
      if (codeOf(thrown) === 'not-found') holding.set(id, undefined)
    }
  }
  await queue.addAll(ids.map((id) => async () => await look(id)))
  return holding
}

/** Which of these tokens the server no longer has. A token that couldn't be checked counts as existing. */
export async function goneOf(
  looking: Looking,
  userId: UserId,
  ids: readonly TokenId[],
  signal?: AbortSignal,
): Promise<readonly TokenId[]> {
  const unseen = notIn(await holdingOf(looking, userId, ids, signal), ids)
  if (unseen.length === 0 || ids.length <= FEW) return unseen
  // While the list is being read, other people's deletions may move rows to pages that were already read.
  const twice = unseen.length > SOME ? notIn(await inList(looking, userId, unseen, signal), unseen) : unseen
  return twice.length > SOME ? twice : notIn(await oneByOne(looking, userId, twice, signal), twice)
}

const notIn = (holding: Holding, ids: readonly TokenId[]): readonly TokenId[] =>
  ids.filter((id) => holding.has(id) && holding.get(id) === undefined)
