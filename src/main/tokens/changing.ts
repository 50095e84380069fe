import type {
  EnableOutcome,
  EnableRequest,
  RenameOutcome,
  RenameRequest,
  SideEffect,
  Token,
  TokenId,
  UserId,
} from '../../contract/index.ts'
import { codeOf, failure } from '../failure.ts'
import type { TokenChange, TokensApi } from '../webitel/tokens.ts'

type Api = Pick<TokensApi, 'read' | 'change'>

const isEnabled = ({ disabledAt }: Token): boolean => disabledAt === undefined

/** Whether a server may have stored that name so: composed in another way, trimmed or cut. */
export function mayBeStoredAs(sent: string, stored: string): boolean {
  const [whole, kept] = [sent.normalize('NFC').trim(), stored.normalize('NFC').trim()]
  return kept === whole || (kept !== '' && whole.startsWith(kept))
}

/**
 * Reads before it writes: a name that somebody else gave meanwhile is not overwritten unseen. The API has no condition
 * to send along, so a rename between the two requests is lost (docs/adr/0007).
 *
 * @returns what else the server changed, as `sideEffect`
 * @throws Failure `not-done` when the server says yes and keeps the old name
 */
export async function renameToken(
  api: Api,
  { userId, id, from, to }: RenameRequest,
  signal?: AbortSignal,
): Promise<RenameOutcome> {
  const before = await api.read(userId, id, signal)
  if (before.usage !== from && before.usage !== to) return { kind: 'other-name', token: before }
  const enabled = isEnabled(before)
  const isDone = ({ usage }: Token): boolean =>
    usage === to || (usage !== before.usage && mayBeStoredAs(to, usage))
  const changed = await api.change(userId, id, { usage: to, enabled }, isDone, signal)
  const token = await afterwards(api, userId, { ...before, ...changed, id }, isDone, signal)
  if (token.usage === before.usage && !isDone(token)) throw failure('not-done')
  if (isEnabled(token) === enabled) return { kind: 'renamed', token }
  const undoing = { usage: token.usage, enabled }
  return { kind: 'renamed', ...(await undo(api, userId, token, undoing, enabled ? 'disabled' : 'enabled')) }
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

/** Puts back once what a server changed beside what was asked. Without a signal: what was begun is not left half-way. */
async function undo(
  api: Api,
  userId: UserId,
  token: Token,
  to: TokenChange,
  what: SideEffect['what'],
): Promise<{ readonly token: Token; readonly sideEffect: SideEffect }> {
  const isUndone = (now: Token): boolean => now.usage === to.usage && isEnabled(now) === to.enabled
  try {
    await api.change(userId, token.id, to, isUndone)
    const now = await api.read(userId, token.id)
    return { token: now, sideEffect: { what, undone: isUndone(now) } }
  } catch {
    return { token, sideEffect: { what, undone: false } }
  }
}

/**
 * One of many. The name goes along as it is now.
 *
 * @throws Failure `not-found` when somebody has deleted it; `name-changed` when it was done, but the server changed the
 *   name too, and that can't be put back
 */
export async function setEnabled(api: Api, userId: UserId, id: TokenId, enabled: boolean): Promise<void> {
  const before = await api.read(userId, id)
  if (isEnabled(before) === enabled) return
  const { usage } = before
  const answered = await api.change(userId, id, { usage, enabled }, (now) => isEnabled(now) === enabled)
  // An answer of a few fields may leave the name out.
  if (answered.usage === usage) return
  const now = await api.read(userId, id)
  if (now.usage === usage) return
  const { sideEffect } = await undo(api, userId, now, { usage, enabled }, 'renamed')
  if (!sideEffect.undone) throw failure('name-changed')
}

/**
 * The name goes along as it is now.
 *
 * @returns the token as the server then holds it, and what else the server changed
 * @throws Failure `not-done` when it says yes and does nothing: integrations of a token that is called disabled go on
 */
export async function enableToken(
  api: Api,
  { userId, id, enabled }: EnableRequest,
  signal?: AbortSignal,
): Promise<EnableOutcome> {
  const before = await api.read(userId, id, signal)
  const { usage } = before
  const isDone = (token: Token): boolean => isEnabled(token) === enabled
  const changed = await api.change(userId, id, { usage, enabled }, isDone, signal)
  // What a part of a row leaves out is as it was before; of a whole one, it is not so any more.
  const answered = { ...(changed.createdAt === undefined ? before : {}), ...changed, id }
  const token = await afterwards(api, userId, answered, isDone, signal)
  if (!isDone(token)) throw failure('not-done')
  return token.usage === usage ? { token } : await undo(api, userId, token, { usage, enabled }, 'renamed')
}
