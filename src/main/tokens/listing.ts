import type { Token, TokenPage, TokenQuery } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import { matcherOf } from '../webitel/matching.ts'
import { serverPattern } from '../webitel/patterns.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import { inOrder, isInOrder, TEXTS, type Sort, type Texts } from './ordering.ts'
import { createReader, type Reading, type Search } from './reading.ts'

type Api = Pick<TokensApi, 'list' | 'all'>

export interface ListingOptions {
  readonly api: () => Api
}

/** Rows that were read so far; the total is unknown. */
type OnRead = (read: number) => void

export interface Listing {
  /** One page, in the order that was asked for, with nothing that does not match: no row twice, none left out. */
  readonly page: (query: TokenQuery, signal?: AbortSignal, onRead?: OnRead) => Promise<TokenPage>
  /** All that match, as far as `MOST_READ`. */
  readonly all: (search: Search, signal?: AbortSignal, onRead?: OnRead) => Promise<TokenPage>
  /** The same in half the time, where what others delete meanwhile may leave some out. */
  readonly glance: (search: Search, signal?: AbortSignal) => Promise<TokenPage>
}

/** One going through the pages of a view. */
interface Walk {
  /** The page that was shown last. */
  readonly query: TokenQuery
  readonly row: Token | undefined
  /** The orders of text that all its pages had. */
  readonly texts: readonly Texts[]
  /** So many pages were shown, and these rows on them; no rows where it did not begin at the first page. */
  readonly pages: number
  readonly shown: ReadonlySet<string> | undefined
  /** From one page to the next equal keys have wandered, or rows have moved: from there on it is sorted here. */
  readonly own: boolean
}

/**
 * The registry's pages. The server searches, sorts and cuts them, as long as its answers show that it does. Where an answer
 * shows that it does not (order ignored or refused, equal keys wandering from page to page, a page cut short), or where a
 * search holds what servers read differently (`patterns.ts`), all rows are read, and searched, sorted and cut here. Made
 * for one server, whose ways it remembers.
 */
export function createListing({ api }: ListingOptions): Listing {
  /** Fields that this server does not sort by. */
  const unsorted = new Set<Sort['field']>()
  /** Fields that it refused to sort by, the last time it was asked: twice running, and it does not. */
  const refused = new Set<Sort['field']>()
  const reader = createReader()
  /** The most rows of a page that was cut short: where another begins is not where a larger one would. */
  let most = Infinity
  let walk: Walk | undefined

  async function page(query: TokenQuery, signal?: AbortSignal, onRead?: OnRead): Promise<TokenPage> {
    // To the end: another profile may be shown after any wait.
    const from = api()
    const before = walk && isOf(walk, query) ? walk : undefined
    const answer = isOurs(query) || before?.own ? undefined : await served(from, query, signal)
    const isServed = answer !== undefined && answer !== 'refused' && isTrue(query, answer)
    const now = isServed ? walkOn(before, query, answer.items) : before && { ...before, own: true }
    walk = now
    if (isServed && !now?.own) return answer
    const reading = reader.glance(from, query, signal, onRead)
    const own = await ownPage(query, reading, now)
    if (answer === 'refused') noteRefusal(query.sort.field)
    return own
  }

  /** All could be read: it was the order that it would not have, at least this once. */
  function noteRefusal(field: Sort['field']): void {
    if (refused.has(field)) unsorted.add(field)
    refused.add(field)
  }

  /** The server is known not to give such a page. A first one is asked for all the same: one short answer is no habit. */
  const isOurs = ({ search, sort, page: number, size }: TokenQuery): boolean =>
    !serverPattern(search).isExact || unsorted.has(sort.field) || (number > 1 && size > most)

  async function served(from: Api, query: TokenQuery, signal?: AbortSignal): Promise<TokenPage | 'refused'> {
    try {
      const answer = await from.list(query, signal)
      refused.delete(query.sort.field)
      return answer
    } catch (thrown) {
      if (codeOf(thrown) !== 'invalid') throw thrown
      return 'refused'
    }
  }

  function isTrue(query: TokenQuery, { items, next, unreadable = 0 }: TokenPage): boolean {
    if (!TEXTS.some((texts) => isInOrder(items, query.sort, texts))) {
      unsorted.add(query.sort.field)
      return false
    }
    const count = items.length + unreadable
    if (next && count < query.size) most = Math.min(most, count)
    else if (count === query.size && query.size > most) most = Infinity
    const matches = matcherOf(query.search)
    return items.every(({ usage }) => matches(usage)) && query.size <= most
  }

  async function ownPage(query: TokenQuery, reading: Promise<Reading>, on?: Walk): Promise<TokenPage> {
    const { items, ...counts } = await matching(query, reading)
    const sorted = inOrder(items, query.sort, on?.shown && { texts: on.texts, ids: on.shown })
    const first = (query.page - 1) * query.size
    const end = first + query.size
    return { ...counts, items: sorted.slice(first, end), next: sorted.length > end }
  }

  return {
    page,
    all: (search, signal, onRead) => matching(search, reader.read(api(), search, signal, onRead)),
    glance: (search, signal) => matching(search, reader.glance(api(), search, signal)),
  }
}

async function matching({ search }: Search, reading: Promise<Reading>): Promise<TokenPage> {
  const { tokens, partly, unreadable } = await reading
  const matches = matcherOf(search)
  return {
    items: tokens.filter(({ usage }) => matches(usage)),
    next: false,
    ...(partly ? { partly } : {}),
    ...(unreadable > 0 ? { unreadable } : {}),
  }
}

/** Whether this page is asked for by somebody who goes on, or back, from where the walk is. */
const isOf = ({ query: last, pages, own }: Walk, query: TokenQuery): boolean =>
  query.page > 1 &&
  (own || query.page <= pages + 1) &&
  last.userId === query.userId &&
  last.search === query.search &&
  last.size === query.size &&
  last.sort.field === query.sort.field &&
  last.sort.descending === query.sort.descending

/** What a page that is in order adds to those before it. */
function walkOn(before: Walk | undefined, query: TokenQuery, items: readonly Token[]): Walk {
  const row = before?.row && before.query.page + 1 === query.page ? [before.row] : []
  const texts = (before?.texts ?? TEXTS).filter((one) => isInOrder([...row, ...items], query.sort, one))
  // A row that comes again may also have been pushed down by a new one. To read all is slower, and right in either case.
  if (before && texts.length === 0) return { ...before, own: true }
  const pages = Math.max(before?.pages ?? 0, query.page)
  return { query, row: items.at(-1), texts, pages, shown: shownBy(before, query, items), own: false }
}

function shownBy(before: Walk | undefined, { page }: TokenQuery, items: readonly Token[]): Walk['shown'] {
  const earlier = before ? before.shown : page === 1 ? [] : undefined
  return earlier && new Set([...earlier, ...items.map(({ id }) => id)])
}
