import type { Account, AlsoNew, LostId, NewToken, RevealId, Token } from '../../contract/index.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import type { Intent, Intents } from './intents.ts'
import { mayBeOf } from './lost-lookup.ts'
import { readNew, shownOf } from './token-ids.ts'

type Api = Pick<TokensApi, 'all'>

export interface ComparisonOptions {
  /** The signed-in account, if any. Only its user is notified about its creates. */
  readonly account: () => Pick<Account, 'profileId'> | undefined
  readonly api: () => Api
  readonly intents: Pick<Intents, 'due' | 'compared'>
  /** Called when a create succeeded and the owner has other new tokens, or when that can't be determined. */
  readonly onAlsoNew: (id: RevealId, request: NewToken, also: AlsoNew) => void
}

/**
 * Looks for other new tokens after a successful create, because HTTP may send one request twice
 * (docs/adr/0004).
 */
export interface Comparison {
  /**
   * Runs while **Token created** is shown. Never throws. If the network or the session fails, the comparison
   * stays due.
   */
  readonly compare: (api: Api, intent: Intent) => Promise<void>
  /**
   * Runs the comparisons that are still due for the current profile, for example from an earlier start. Never
   * throws.
   */
  readonly compareDue: () => Promise<void>
}

/** @param sending the create in flight, which starts its own comparison */
export function createComparison(options: ComparisonOptions, sending: () => LostId | undefined): Comparison {
  const { account, api, intents, onAlsoNew } = options
  const inFlight = new Set<LostId>()
  const isShown = ({ profile }: Intent): boolean => account()?.profileId === profile

  function tell({ id, owner, usage, tokenId }: Intent, tokens: readonly Token[] | undefined): void {
    const request = { owner, usage }
    const revealId = id as string as RevealId
    if (!tokens) return onAlsoNew(revealId, request, { kind: 'unknown' })
    const others = tokens.filter((token) => token.id !== tokenId)
    // If the server sent no id, the new tokens include the created token itself.
    const isAlone = others.length === 0 || (tokenId === undefined && others.length === 1)
    if (!isAlone) onAlsoNew(revealId, request, { kind: 'tokens', ...shownOf(others) })
  }

  /** @param isLate other people may have created tokens since then; ignore theirs */
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
      // No network or no session: the comparison stays due.
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
