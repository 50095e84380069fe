/** What is unknown about the real server, so that a client can be tried on each possibility. */
export interface Switches {
  /** Whether `sort` orders the answer, is passed over, or gives status 400. */
  sort: 'honoured' | 'ignored' | 'refused'
  /** Rows with equal sort keys come in another order at each request. */
  equalKeysWander: boolean
  /** Of several sort keys only the first counts. */
  firstSortKeyOnly: boolean
  /** The most rows one page may hold, whatever `size` asks for. */
  pageSizeCap: number | undefined
  /** After a leading `*`, `_` and `%` in `q` match like SQL's wildcards. */
  sqlWildcardsLeak: boolean
  /** After a leading `*`, `?` in `q` is an ordinary character. */
  questionMarkIsLiteral: boolean
  /**
   * How a change handles the query parameter `enable`. A gateway may send the same message for a missing and
   * a false value. Then a change without it disables the token (`absent-is-false`), or `enable=false` does
   * nothing (`false-is-absent`).
   */
  enable: 'as-sent' | 'absent-is-false' | 'false-is-absent'
  /** Lists and reads carry the secret, too. */
  secretInLists: boolean
  /** The web client's page goes to an address with the session's key; else it stays, and the cookies alone tell it. */
  authPageTellsKey: boolean
  /**
   * How the name of a new or changed token is stored: as sent, cut after 64 characters, in Unicode's NFC, or
   * trimmed.
   */
  storedNames: 'as-sent' | 'cut' | 'nfc' | 'trimmed'
  /** A change without `usage` in its body wipes the name. */
  emptyPatchWipesUsage: boolean
}

/** The switches as they are when nobody has set any. */
export function defaultSwitches(): Switches {
  return {
    sort: 'honoured',
    equalKeysWander: false,
    firstSortKeyOnly: false,
    pageSizeCap: undefined,
    sqlWildcardsLeak: false,
    questionMarkIsLiteral: false,
    enable: 'as-sent',
    secretInLists: false,
    authPageTellsKey: true,
    storedNames: 'as-sent',
    emptyPatchWipesUsage: false,
  }
}
