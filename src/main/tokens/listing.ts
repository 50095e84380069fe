import type { Token, TokenPage, TokenQuery } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import type { Everything, TokensApi } from '../webitel/tokens.ts'
import { matcherOf, mayLeak } from './matching.ts'
import { inOrder, isInOrder, type Sort } from './ordering.ts'

/** Rows that are read at most to be searched and sorted here. */
export const MOST_READ = 20_000
/** Rows that are asked for at once when all are read. */
const AT_ONCE = 1000
/** Times that all is read from a server that repeats rows. */
const MOST_PASSES = 4

type Api = Pick<TokensApi, 'list' | 'all'>
type Search = Pick<TokenQuery, 'userId' | 'search'>

interface Pass {
  /** Rows came more than once: it wanders, and others may have been left out. */
  readonly repeated: boolean
  /** There are more than can be read. */
  readonly partly: boolean
}

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
  let byId = true
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
    const found = new Map<string, Token>()
    let pass = await readInto(found, search, signal)
    // Rows came twice: others were left out. Again, until a pass brings nothing new.
    for (let passes = 1; pass.repeated && passes < MOST_PASSES; passes += 1) {
      const before = found.size
      pass = await readInto(found, search, signal)
      if (found.size === before) break
    }
    const matches = matcherOf(search.search)
    const items = [...found.values()].filter(({ usage }) => matches(usage))
    return { items, next: false, ...(pass.partly ? { partly: true } : {}) }
  }

  async function readInto(found: Map<string, Token>, search: Search, signal?: AbortSignal): Promise<Pass> {
    try {
      return await readAll(found, { ...search, size: AT_ONCE, byId }, signal)
    } catch (thrown) {
      if (!byId || codeOf(thrown) !== 'invalid') throw thrown
      byId = false
      return await readAll(found, { ...search, size: AT_ONCE, byId }, signal)
    }
  }

  async function readAll(
    found: Map<string, Token>,
    everything: Everything,
    signal?: AbortSignal,
  ): Promise<Pass> {
    const seen = new Set<string>()
    let repeated = false
    for await (const { items, next } of api().all(everything, signal)) {
      const before = seen.size
      for (const token of items) {
        seen.add(token.id)
        found.set(token.id, token)
      }
      onRead(found.size)
      const isNew = seen.size > before
      repeated ||= seen.size < before + items.length
      // A server that brings nothing new goes round in a circle.
      if (!next || !isNew || seen.size >= MOST_READ) return { repeated, partly: next && isNew }
    }
    return { repeated, partly: false }
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
