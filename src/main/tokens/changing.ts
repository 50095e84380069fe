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

/**
 * Whether the server may have stored the sent name in this form: normalized differently, trimmed or
 * truncated.
 */
export function mayBeStoredAs(sent: string, stored: string): boolean {
  const [whole, kept] = [sent.normalize('NFC').trim(), stored.normalize('NFC').trim()]
  return kept === whole || (kept !== '' && whole.startsWith(kept))
}

/**
 * Reads before it writes, so that another person's rename is not overwritten unseen. The API has no
 * conditional request, so a rename between the two requests is lost (docs/adr/0007).
 *
 * @returns any other change that the server made, as `sideEffect`
 * @throws Failure `not-done` when the server reports success but keeps the old name
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
 * Reads the token after the change. If the read fails but the response to the change shows that it was done,
 * returns that response, because a completed change must not be reported as failed.
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

/**
 * Tries once to revert a change that the server made on its own. Takes no signal, so that it is never
 * cancelled half-way.
 */
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
 * Changes one token of a bulk job. Sends the current name too, because leaving it out may erase it
 * (WEBITEL.md, Tokens).
 *
 * @throws Failure `not-found` when the token was deleted; `name-changed` when the change was done, but the
 *   server also changed the name and that couldn't be reverted
 */
export async function setEnabled(api: Api, userId: UserId, id: TokenId, enabled: boolean): Promise<void> {
  const before = await api.read(userId, id)
  if (isEnabled(before) === enabled) return
  const { usage } = before
  const answered = await api.change(userId, id, { usage, enabled }, (now) => isEnabled(now) === enabled)
  // A response with only some fields may leave out the name.
  if (answered.usage === usage) return
  const now = await api.read(userId, id)
  if (now.usage === usage) return
  const { sideEffect } = await undo(api, userId, now, { usage, enabled }, 'renamed')
  if (!sideEffect.undone) throw failure('name-changed')
}

/**
 * Sends the current name too, because leaving it out may erase it (WEBITEL.md, Tokens).
 *
 * @returns the token after the change, and any other change that the server made
 * @throws Failure `not-done` when the server reports success but does nothing: integrations could still use a
 *   token that is shown as disabled
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
  // A field that is missing in a partial row is unchanged. In a whole row it is empty.
  const answered = { ...(changed.createdAt === undefined ? before : {}), ...changed, id }
  const token = await afterwards(api, userId, answered, isDone, signal)
  if (!isDone(token)) throw failure('not-done')
  return token.usage === usage ? { token } : await undo(api, userId, token, { usage, enabled }, 'renamed')
}
