import type {
  EnableRequest,
  RenameOutcome,
  RenameRequest,
  Token,
  TokenId,
  UserId,
} from '../../contract/index.ts'
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
  await api.change(userId, id, { usage: to }, signal)
  return { kind: 'renamed', token: await api.read(userId, id, signal) }
}

/** One of many: the name goes along as it is now. @throws Failure `not-found` when somebody has deleted it */
export async function setEnabled(api: Api, userId: UserId, id: TokenId, enabled: boolean): Promise<void> {
  const { usage, disabledAt } = await api.read(userId, id)
  if ((disabledAt === undefined) !== enabled) await api.change(userId, id, { usage, enabled })
}

/** The name goes along as it is now. @returns the token as the server then holds it */
export async function enableToken(
  api: Api,
  { userId, id, enabled }: EnableRequest,
  signal?: AbortSignal,
): Promise<Token> {
  const { usage } = await api.read(userId, id, signal)
  await api.change(userId, id, { usage, enabled }, signal)
  return await api.read(userId, id, signal)
}
