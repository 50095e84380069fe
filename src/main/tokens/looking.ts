import type { LostFinding, NewToken, Token, TokenId } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import type { Intent } from './intents.ts'
import { createReader } from './reading.ts'

export type LookApi = Pick<TokensApi, 'all' | 'read'>

/**
 * The ids that a user's list holds under exactly that name.
 *
 * @returns nothing where that can't be known, and so nothing be told later: to somebody who may create without being
 * allowed to list, and of more tokens than can be read
 */
export async function idsBefore(
  api: LookApi,
  request: NewToken,
  signal: AbortSignal,
): Promise<ReadonlySet<TokenId> | undefined> {
  try {
    const tokens = await named(api, request, signal)
    return tokens && new Set(tokens.map(({ id }) => id))
  } catch (thrown) {
    if (codeOf(thrown) === 'forbidden') return undefined
    throw thrown
  }
}

/** Every token of exactly that name, or nothing where the list can't be read whole. */
async function named(
  api: LookApi,
  { owner, usage }: NewToken,
  signal?: AbortSignal,
): Promise<readonly Token[] | undefined> {
  // What begins so: servers match without case, and some take more characters for wildcards than `*` and `?`.
  const search = { userId: owner.id, search: `${usage}*` }
  const { tokens, partly, unreadable } = await createReader().read(api, search, signal)
  // A row without a readable id may be the token that is looked for.
  return partly || unreadable > 0 ? undefined : tokens.filter((token) => token.usage === usage)
}

/** Whether anything is known that it could be looked up by. */
export const canBeTold = ({ before, tokenId }: Intent): boolean =>
  before !== undefined || tokenId !== undefined

/** What the server holds of a create whose answer was lost. Never throws: what can't be told is `unknown`. */
export async function look(api: LookApi, intent: Intent): Promise<LostFinding> {
  const { before, tokenId } = intent
  if (tokenId !== undefined) return await lookAt(api, intent, tokenId)
  if (!before) return { kind: 'unknown' }
  try {
    const tokens = (await named(api, intent))?.filter(({ id }) => !before.has(id))
    if (!tokens) return { kind: 'unknown' }
    if (tokens.length === 0) return { kind: 'none' }
    return { kind: 'made', tokens, ...(tokens.every((token) => isLate(intent, token)) ? { late: true } : {}) }
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

/** Milliseconds: no answer is worked on for longer, and few clocks are further apart. */
const HARDLY = 600_000

/** No proof, for clocks differ; a doubt. */
const isLate = ({ at }: Intent, { createdAt }: Token): boolean =>
  createdAt !== undefined && createdAt > at + HARDLY

/** Whether that token may have come of that create: who made it is known, unless their account is gone. */
export const mayBeOf = ({ by }: Intent, { createdBy }: Token): boolean =>
  createdBy === undefined || createdBy.id === by
