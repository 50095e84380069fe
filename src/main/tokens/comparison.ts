import type { Account, AlsoNew, LostId, NewToken, RevealId, Token } from '../../contract/index.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import type { Intent, Intents } from './intents.ts'
import { mayBeOf } from './lost-lookup.ts'
import { readNew, shownOf } from './token-ids.ts'

type Api = Pick<TokensApi, 'all'>

export interface ComparisonOptions {
  /** Who is signed in, if anybody: only they hear of what their creates made. */
  readonly account: () => Pick<Account, 'profileId'> | undefined
  readonly api: () => Api
  readonly intents: Pick<Intents, 'due' | 'compared'>
  /** A create succeeded, and more is new than its token; or that can't be told. */
  readonly onAlsoNew: (id: RevealId, request: NewToken, also: AlsoNew) => void
}

/** Looks for other new tokens after creates that succeeded, since HTTP may send one request twice (docs/adr/0004). */
export interface Comparison {
  /** Runs behind **Token created**. Never throws; what could not be read stays due. */
  readonly compare: (api: Api, intent: Intent) => Promise<void>
  /** Makes up for comparisons that an earlier start, or another profile, has left. Never throws. */
  readonly compareDue: () => Promise<void>
}

/** @param sending the create whose answer is waited for, which compares by itself */
export function createComparison(options: ComparisonOptions, sending: () => LostId | undefined): Comparison {
  const { account, api, intents, onAlsoNew } = options
  const inFlight = new Set<LostId>()
  const isShown = ({ profile }: Intent): boolean => account()?.profileId === profile

  function tell({ id, owner, usage, tokenId }: Intent, tokens: readonly Token[] | undefined): void {
    const request = { owner, usage }
    const revealId = id as string as RevealId
    if (!tokens) return onAlsoNew(revealId, request, { kind: 'unknown' })
    const others = tokens.filter((token) => token.id !== tokenId)
    // The server may have named no id: then one of them is the token itself.
    const isAlone = others.length === 0 || (tokenId === undefined && others.length === 1)
    if (!isAlone) onAlsoNew(revealId, request, { kind: 'tokens', ...shownOf(others) })
  }

  /** @param isLate other people may have created tokens since: those can't be this create's */
  async function run(apiOf: () => Api, intent: Intent, isLate: boolean): Promise<void> {
    const { id, owner, before } = intent
    if (inFlight.has(id)) return
    inFlight.add(id)
    try {
      const tokens = await readNew(apiOf(), owner.id, before)
      if (!isShown(intent)) return
      tell(intent, isLate ? tokens?.filter((token) => mayBeOf(intent, token)) : tokens)
      intents.compared(id)
    } catch {
      // No network, or no session: it stays due.
      if (!isLate && isShown(intent)) tell(intent, undefined)
    } finally {
      inFlight.delete(id)
    }
  }

  return {
    compare: (asked, intent) => run(() => asked, intent, false),
    async compareDue() {
      const due = intents.due(account()?.profileId).filter(({ id }) => id !== sending())
      for (const intent of due) await run(api, intent, true)
    },
  }
}
