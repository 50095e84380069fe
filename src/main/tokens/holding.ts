import PQueue from 'p-queue'
import type { Token, TokenId, UserId } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import type { Listing } from './listing.ts'

/** Tokens that are read one by one; more are looked for in the list, which is one request for a thousand. */
const FEW = 6
/** Tokens that were not seen in a list, and are read one by one all the same, to be sure. */
const SOME = 300

export interface Looking {
  readonly read: TokensApi['read']
  readonly glance: Listing['glance']
}

/** What the server holds of some tokens: each as it is, or `undefined` when it is gone. What can't be told is not there. */
export type Holding = ReadonlyMap<TokenId, Token | undefined>

/** @throws Failure when nothing can be told */
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
  // A list that is too long, or has rows that can't be read, only tells what was seen in it.
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

/** Which of these the server no longer holds; what can't be told is taken to be there. */
export async function goneOf(
  looking: Looking,
  userId: UserId,
  ids: readonly TokenId[],
  signal?: AbortSignal,
): Promise<readonly TokenId[]> {
  const unseen = notIn(await holdingOf(looking, userId, ids, signal), ids)
  if (unseen.length === 0 || ids.length <= FEW) return unseen
  // While a list is read others delete, and rows move to where nobody looks any more.
  const twice = unseen.length > SOME ? notIn(await inList(looking, userId, unseen, signal), unseen) : unseen
  return twice.length > SOME ? twice : notIn(await oneByOne(looking, userId, twice, signal), twice)
}

const notIn = (holding: Holding, ids: readonly TokenId[]): readonly TokenId[] =>
  ids.filter((id) => holding.has(id) && holding.get(id) === undefined)
