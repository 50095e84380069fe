import PQueue from 'p-queue'
import type { Token, TokenId, TokenPage, TokenQuery, UserId } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import { matcherOf, mayLeak } from './matching.ts'
import { inOrder, isInOrder, type Sort } from './ordering.ts'
import { createReader, type Search } from './reading.ts'

/** Requests at once for single tokens. */
const AT_ONCE_READ = 6

type Api = Pick<TokensApi, 'list' | 'all'>

export interface ListingOptions {
  readonly api: () => Api
  /** So many rows were read so far, of nobody knows how many. */
  readonly onRead: (read: number) => void
}

export interface Listing {
  /** One page, in the order that was asked for, with nothing that does not match: no row twice, none left out. */
  readonly page: (query: TokenQuery, signal?: AbortSignal) => Promise<TokenPage>
  /** All that match, as far as `MOST_READ`. */
  readonly all: (search: Search, signal?: AbortSignal) => Promise<TokenPage>
}

/**
 * The registry's pages. The server searches, sorts and cuts them, as long as its answers show that it does; where one
 * shows that it does not (order ignored or refused, equal keys wandering from page to page, a page cut short, `_` and `%`
 * taken for wildcards), all is read and searched, sorted and cut here. Made for one server, whose ways it remembers.
 */
export function createListing({ api, onRead }: ListingOptions): Listing {
  /** Fields that this server does not sort by. */
  const unsorted = new Set<Sort['field']>()
  const reader = createReader(api)
  /** Where the last page that it sorted ended. */
  let last: { readonly query: TokenQuery; readonly row: Token } | undefined

  async function page(query: TokenQuery, signal?: AbortSignal): Promise<TokenPage> {
    if (mayLeak(query.search) || unsorted.has(query.sort.field)) return await ownPage(query, signal)
    const answer = await served(query, signal)
    if (answer && isTrue(query, answer)) {
      const row = answer.items.at(-1)
      if (row) last = { query, row }
      return answer
    }
    return await ownPage(query, signal)
  }

  /** @returns nothing where the server refuses to sort so */
  async function served(query: TokenQuery, signal?: AbortSignal): Promise<TokenPage | undefined> {
    try {
      return await api().list(query, signal)
    } catch (thrown) {
      if (codeOf(thrown) !== 'invalid') throw thrown
      unsorted.add(query.sort.field)
      return undefined
    }
  }

  function isTrue(query: TokenQuery, { items, next }: TokenPage): boolean {
    const before = last && follows(last.query, query) ? [last.row] : []
    if (!isInOrder([...before, ...items], query.sort)) {
      unsorted.add(query.sort.field)
      return false
    }
    const matches = matcherOf(query.search)
    return items.every(({ usage }) => matches(usage)) && (!next || items.length >= query.size)
  }

  async function ownPage(query: TokenQuery, signal?: AbortSignal): Promise<TokenPage> {
    const { items, partly } = await all(query, signal)
    const sorted = inOrder(items, query.sort)
    const from = (query.page - 1) * query.size
    const to = from + query.size
    return { items: sorted.slice(from, to), next: sorted.length > to, ...(partly ? { partly } : {}) }
  }

  async function all(search: Search, signal?: AbortSignal): Promise<TokenPage> {
    const { tokens, partly } = await reader.read(search, signal, onRead)
    const matches = matcherOf(search.search)
    const items = tokens.filter(({ usage }) => matches(usage))
    return { items, next: false, ...(partly ? { partly } : {}) }
  }

  return { page, all }
}

const follows = (before: TokenQuery, query: TokenQuery): boolean =>
  before.page + 1 === query.page &&
  before.userId === query.userId &&
  before.search === query.search &&
  before.size === query.size &&
  before.sort.field === query.sort.field &&
  before.sort.descending === query.sort.descending

/** Which of these the server no longer holds; what can't be told is taken to be there. */
export async function goneOf(
  api: Pick<TokensApi, 'read'>,
  userId: UserId,
  ids: readonly TokenId[],
  signal?: AbortSignal,
): Promise<readonly TokenId[]> {
  const queue = new PQueue({ concurrency: AT_ONCE_READ })
  const gone = await queue.addAll(
    ids.map((id) => async () => ((await isThere(api, userId, id, signal)) ? [] : [id])),
  )
  return gone.flat()
}

async function isThere(
  api: Pick<TokensApi, 'read'>,
  userId: UserId,
  id: TokenId,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    await api.read(userId, id, signal)
    return true
  } catch (thrown) {
    return codeOf(thrown) !== 'not-found'
  }
}
