import type { Token, TokenQuery } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import type { Everything, TokensApi } from '../webitel/tokens.ts'

/** Rows that are read at most. */
export const MOST_READ = 20_000
/** Rows that are asked for at once. */
const AT_ONCE = 1000
/** Of the smallest that servers are known to make of them: one that never stops saying `next` is stopped here. */
const MOST_PAGES = MOST_READ / 16
/** Times that all is read, where one pass can't be relied on. */
const MOST_PASSES = 4

export type Search = Pick<TokenQuery, 'userId' | 'search'>

export interface Reading {
  /** No row twice; rows that don't match may be among them. */
  readonly tokens: readonly Token[]
  /** There are more than can be read. */
  readonly partly: boolean
  /** How many rows couldn't be read and are left out. */
  readonly unreadable: number
}

type Api = Pick<TokensApi, 'all'>

type Read = (
  api: Api,
  search: Search,
  signal?: AbortSignal,
  onRead?: (read: number) => void,
) => Promise<Reading>

/** `onRead` is called with the number of rows read so far; the total is unknown. */
export interface Reader {
  /**
   * Leaves out no row, even when another client deletes rows and others move to pages that were already read.
   */
  readonly read: Read
  /**
   * Like `read`.
   *
   * @param onPass called after each pass with all rows found so far, and whether rows moved between pages
   *   during that pass. If they did, any row may be missing, not only rows that another client's deletions
   *   moved.
   */
  readonly readInPasses: (api: Api, search: Search, signal: AbortSignal, onPass: OnPass) => Promise<void>
  /** Reads in one pass if possible; rows that move during the pass may be left out. */
  readonly glance: Read
}

type OnPass = (reading: Reading, wandered: boolean) => void

interface Pass {
  /** Some rows came twice: rows moved between pages, so others may have been left out. */
  readonly repeated: boolean
  readonly partly: boolean
  readonly unreadable: number
  readonly pages: number
}

/**
 * Reads all matching rows, even if the server ignores the order or the page size. Remembers whether it sorts
 * by id.
 */
export function createReader(): Reader {
  let byId = true

  async function into(found: Map<string, Token>, ...[api, search, signal, onRead]: Parameters<Read>) {
    try {
      return await readAll(api, found, { ...search, size: AT_ONCE, byId }, signal, onRead)
    } catch (thrown) {
      if (!byId || codeOf(thrown) !== 'invalid') throw thrown
      const pass = await readAll(api, found, { ...search, size: AT_ONCE, byId: false }, signal, onRead)
      // The request worked without the sort, so the sort was the problem.
      byId = false
      return pass
    }
  }

  async function readAll(
    api: Api,
    found: Map<string, Token>,
    everything: Everything,
    signal?: AbortSignal,
    onRead?: (read: number) => void,
  ): Promise<Pass> {
    const seen = new Set<string>()
    let repeated = false
    let pages = 0
    let unreadable = 0
    for await (const { items, next, unreadable: odd = 0 } of api.all(everything, signal)) {
      const before = seen.size
      pages += 1
      for (const token of items) {
        seen.add(token.id)
        found.set(token.id, token)
      }
      unreadable += odd
      onRead?.(found.size)
      const isNew = seen.size > before
      repeated ||= seen.size < before + items.length
      // A page without new rows means that the server repeats itself.
      if (!next || !isNew) return { repeated, partly: false, unreadable, pages }
      if (seen.size >= MOST_READ || pages >= MOST_PAGES) return { repeated, partly: true, unreadable, pages }
    }
    return { repeated, partly: false, unreadable, pages }
  }

  async function passes(
    asked: Parameters<Read>,
    isDoubtful: (pass: Pass) => boolean,
    onPass?: OnPass,
  ): Promise<Reading> {
    const found = new Map<string, Token>()
    let pass = await into(found, ...asked)
    onPass?.(readingOf(found, pass), pass.repeated)
    let isAgain = isDoubtful(pass)
    // Repeat until a pass finds nothing new.
    for (let count = 1; isAgain && count < MOST_PASSES; count += 1) {
      const before = found.size
      pass = await into(found, ...asked)
      onPass?.(readingOf(found, pass), pass.repeated)
      isAgain = found.size > before && isDoubtful(pass)
    }
    return readingOf(found, pass)
  }

  return {
    read: (...asked) => passes(asked, mayLackRows),
    async readInPasses(api, search, signal, onPass) {
      await passes([api, search, signal], mayLackRows, onPass)
    },
    glance: (...asked) => passes(asked, ({ repeated }) => repeated),
  }
}

/** Whether rows may have moved to a page that was already read. */
const mayLackRows = ({ repeated, partly, pages }: Pass): boolean => repeated || (pages > 1 && !partly)

const readingOf = (found: ReadonlyMap<string, Token>, { partly, unreadable }: Pass): Reading => ({
  tokens: [...found.values()],
  partly,
  unreadable,
})
