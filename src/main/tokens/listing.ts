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
  /** One page of matching rows in the requested order, without duplicates or gaps. */
  readonly page: (query: TokenQuery, signal?: AbortSignal, onRead?: OnRead) => Promise<TokenPage>
  /** All matching rows, up to `MOST_READ`. */
  readonly all: (search: Search, signal?: AbortSignal, onRead?: OnRead) => Promise<TokenPage>
  /** Like `all`, in half the time; other people's deletions during the read may leave rows out. */
  readonly glance: (search: Search, signal?: AbortSignal) => Promise<TokenPage>
}

/** A user paging through a view. */
interface Walk {
  /** The page that was shown last. */
  readonly query: TokenQuery
  readonly row: Token | undefined
  /** The orders of text that all its pages had. */
  readonly texts: readonly Texts[]
  /** The number of pages shown. `shown` has the ids of their rows, if the user began at the first page. */
  readonly pages: number
  readonly shown: ReadonlySet<string> | undefined
  /** Rows with equal keys changed their order between pages, or rows moved: from then on, the app sorts. */
  readonly own: boolean
}

/**
 * The registry's pages. The server searches, sorts and pages, as long as its responses show that it does. All
 * rows are read, and then searched, sorted and paged here, in two cases: when a response is wrong (order
 * ignored or refused, equal keys moving between pages, a page cut short), or when a search contains
 * characters that servers interpret differently (`patterns.ts`). Each listing is for one server and remembers
 * what that server can't do.
 */
export function createListing({ api }: ListingOptions): Listing {
  /** Fields that this server does not sort by. */
  const unsorted = new Set<Sort['field']>()
  /**
   * Fields that the server refused to sort by last time. After a second refusal in a row, they are
   * `unsorted`.
   */
  const refused = new Set<Sort['field']>()
  const reader = createReader()
  /** The number of rows at which the server cuts pages short. Larger pages would begin at the wrong row. */
  let most = Infinity
  let walk: Walk | undefined

  async function page(query: TokenQuery, signal?: AbortSignal, onRead?: OnRead): Promise<TokenPage> {
    // Use this session to the end: after any await, another profile may be the current one.
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

  /** All rows could be read, so the server refused the order, at least this time. */
  function noteRefusal(field: Sort['field']): void {
    if (refused.has(field)) unsorted.add(field)
    refused.add(field)
  }

  /**
   * Whether the server is known not to return such a page. A first page is always requested, because one
   * short response may be an exception.
   */
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

/** Whether this page continues the walk, forward or back. */
const isOf = ({ query: last, pages, own }: Walk, query: TokenQuery): boolean =>
  query.page > 1 &&
  (own || query.page <= pages + 1) &&
  last.userId === query.userId &&
  last.search === query.search &&
  last.size === query.size &&
  last.sort.field === query.sort.field &&
  last.sort.descending === query.sort.descending

/** Adds a correctly sorted page to the walk. */
function walkOn(before: Walk | undefined, query: TokenQuery, items: readonly Token[]): Walk {
  const row = before?.row && before.query.page + 1 === query.page ? [before.row] : []
  const texts = (before?.texts ?? TEXTS).filter((one) => isInOrder([...row, ...items], query.sort, one))
  // A repeated row may also have been pushed down by a new one. Reading all rows is slower, but right in
  // either case.
  if (before && texts.length === 0) return { ...before, own: true }
  const pages = Math.max(before?.pages ?? 0, query.page)
  return { query, row: items.at(-1), texts, pages, shown: shownBy(before, query, items), own: false }
}

function shownBy(before: Walk | undefined, { page }: TokenQuery, items: readonly Token[]): Walk['shown'] {
  const earlier = before ? before.shown : page === 1 ? [] : undefined
  return earlier && new Set([...earlier, ...items.map(({ id }) => id)])
}
