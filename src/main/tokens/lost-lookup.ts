import type { LostFinding, Token, TokenId } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import type { Intent } from './intents.ts'
import { newSince, shownOf } from './token-ids.ts'

export type LookApi = Pick<TokensApi, 'all' | 'read'>

/** Whether a lookup is possible: it needs the earlier ids or the id of the token. */
export const canBeLookedUp = ({ before, tokenId }: Intent): boolean =>
  before !== undefined || tokenId !== undefined

/**
 * Looks up what a create that returned no token made on the server. Never throws; a failed lookup is
 * `unknown`.
 */
export async function look(api: LookApi, intent: Intent): Promise<LostFinding> {
  if (intent.tokenId !== undefined) return await lookAt(api, intent, intent.tokenId)
  const tokens = await newSince(api, intent.owner.id, intent.before)
  if (!tokens) return { kind: 'unknown' }
  return tokens.length === 0 ? { kind: 'none' } : { kind: 'made', ...shownOf(tokens) }
}

async function lookAt(api: LookApi, { owner, secretless }: Intent, id: TokenId): Promise<LostFinding> {
  try {
    const tokens = [await api.read(owner.id, id)]
    return {
      kind: 'made',
      tokens,
      count: 1,
      ...(secretless ? { certain: true } : {}),
    }
  } catch (thrown) {
    return { kind: codeOf(thrown) === 'not-found' ? 'none' : 'unknown' }
  }
}

/**
 * Whether that create may have made the token. A token names its creator unless their account was deleted.
 */
export const mayBeOf = ({ by }: Pick<Intent, 'by'>, { createdBy }: Token): boolean =>
  createdBy === undefined || createdBy.id === by
