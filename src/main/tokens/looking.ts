import type { LostFinding, NewToken, Token, TokenId } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import type { Intent } from './intents.ts'

export type LookApi = Pick<TokensApi, 'named' | 'read'>

/**
 * The ids that a user's list holds under exactly that name.
 *
 * @returns nothing for somebody who may create without being allowed to list: then it can't be told later
 */
export async function idsBefore(
  api: LookApi,
  { owner, usage }: NewToken,
  signal: AbortSignal,
): Promise<ReadonlySet<TokenId> | undefined> {
  try {
    return new Set((await api.named(owner.id, usage, signal)).map(({ id }) => id))
  } catch (thrown) {
    if (codeOf(thrown) === 'forbidden') return undefined
    throw thrown
  }
}

/** What the server holds of a create whose answer was lost. Never throws: what can't be told is `unknown`. */
export async function look(api: LookApi, intent: Intent): Promise<LostFinding> {
  const { owner, usage, before, tokenId } = intent
  if (tokenId !== undefined) return await lookAt(api, intent, tokenId)
  if (!before) return { kind: 'unknown' }
  try {
    const tokens = (await api.named(owner.id, usage)).filter(({ id }) => !before.has(id))
    return tokens.length > 0 ? { kind: 'made', tokens } : { kind: 'none' }
  } catch {
    return { kind: 'unknown' }
  }
}

async function lookAt(api: LookApi, { owner }: Intent, id: TokenId): Promise<LostFinding> {
  try {
    return { kind: 'made', tokens: [await api.read(owner.id, id)] }
  } catch (thrown) {
    return { kind: codeOf(thrown) === 'not-found' ? 'none' : 'unknown' }
  }
}

/** Whether that token may have come of that create: who made it is known, unless their account is gone. */
export const mayBeOf = ({ by }: Intent, { createdBy }: Token): boolean =>
  createdBy === undefined || createdBy.id === by
