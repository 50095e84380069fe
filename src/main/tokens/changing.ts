import type {
  EnableRequest,
  RenameOutcome,
  RenameRequest,
  Token,
  TokenId,
  UserId,
} from '../../contract/index.ts'
import { codeOf, failure } from '../failure.ts'
import type { TokensApi } from '../webitel/tokens.ts'

type Api = Pick<TokensApi, 'read' | 'change'>

/**
 * Reads before it writes: a name that somebody else gave meanwhile is not overwritten unseen. The API has no condition
 * to send along, so a rename between the two requests is lost (docs/adr/0007).
 */
export async function renameToken(
  api: Api,
  { userId, id, from, to }: RenameRequest,
  signal?: AbortSignal,
): Promise<RenameOutcome> {
  const now = await api.read(userId, id, signal)
  if (now.usage !== from && now.usage !== to) return { kind: 'other-name', token: now }
  const answered = { ...now, ...(await api.change(userId, id, { usage: to }, signal)), id }
  const isDone = ({ usage }: Token): boolean => usage === to
  return { kind: 'renamed', token: await afterwards(api, userId, answered, isDone, signal) }
}

/**
 * The token as the server then holds it. Where it can't be read, what the change was answered with, if that shows that
 * it was done: what is done is not called failed.
 */
async function afterwards(
  api: Api,
  userId: UserId,
  answered: Token,
  isDone: (token: Token) => boolean,
  signal?: AbortSignal,
): Promise<Token> {
  try {
    return await api.read(userId, answered.id, signal)
  } catch (thrown) {
    if (codeOf(thrown) === 'not-found' || !isDone(answered)) throw thrown
    return answered
  }
}

/** One of many: the name goes along as it is now. @throws Failure `not-found` when somebody has deleted it */
export async function setEnabled(api: Api, userId: UserId, id: TokenId, enabled: boolean): Promise<void> {
  const { usage, disabledAt } = await api.read(userId, id)
  if ((disabledAt === undefined) !== enabled) await api.change(userId, id, { usage, enabled })
}

/**
 * The name goes along as it is now.
 *
 * @returns the token as the server then holds it
 * @throws Failure `not-done` when it says yes and does nothing: integrations of a token that is called disabled go on
 */
export async function enableToken(
  api: Api,
  { userId, id, enabled }: EnableRequest,
  signal?: AbortSignal,
): Promise<Token> {
  const before = await api.read(userId, id, signal)
  const changed = await api.change(userId, id, { usage: before.usage, enabled }, signal)
  // What a part of a row leaves out is as it was before; of a whole one, it is not so any more.
  const answered = { ...(changed.createdAt === undefined ? before : {}), ...changed, id }
  const isDone = ({ disabledAt }: Token): boolean => (disabledAt === undefined) === enabled
  const now = await afterwards(api, userId, answered, isDone, signal)
  if (!isDone(now)) throw failure('not-done')
  return now
}
