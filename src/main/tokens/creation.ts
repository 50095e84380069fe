import { randomUUID } from 'node:crypto'
import type {
  Account,
  CreateOutcome,
  ErrorCode,
  LostId,
  NewToken,
  RevealId,
  Token,
  TokenId,
  UserId,
} from '../../contract/index.ts'
import { codeOf, failure } from '../failure.ts'
import { orCancelled } from '../or-cancelled.ts'
import { neverSent } from '../webitel/connection.ts'
import type { Created, TokensApi } from '../webitel/tokens.ts'
import { createComparison, type ComparisonOptions } from './comparison.ts'
import type { Intent, Intents } from './intents.ts'
import { createLost, type LostCreates, type LostOptions } from './lost.ts'
import { mayBeOf, type LookApi } from './lost-lookup.ts'
import { whyLost } from './lost-reason.ts'
import { createPreparedIds } from './prepared-ids.ts'
import { newSince, shownOf } from './token-ids.ts'

type Api = LookApi & Pick<TokensApi, 'create'>

export interface CreationOptions extends LostOptions, Pick<ComparisonOptions, 'onAlsoNew'> {
  readonly account: () => Pick<Account, 'profileId' | 'server' | 'user'> | undefined
  /** @param quiet doesn't ask the user to sign in again when the session has ended; for background reads */
  readonly api: (quiet?: boolean) => Api
  /** Shows the secret under the id of its intent. The intent ends once the secret is safe. */
  readonly reveal: (secret: string, intent: Intent, token: Token) => Promise<void>
  /** Called when the response to a lost create arrives late; its secret is being shown. */
  readonly onAnswered?: (id: LostId) => void
}

export interface Creation extends Pick<LostCreates, 'current' | 'check' | 'putAway' | 'askAgain' | 'settle'> {
  /** Called when **New token** opens for that owner: reads their token ids before the user presses Add. */
  readonly prepare: (owner: UserId, signal: AbortSignal) => Promise<void>
  /**
   * Only one create runs at a time. An unresolved create blocks only another create with the same name and
   * owner.
   *
   * @throws Failure `busy`; `cancelled`, also during the lookup after a lost response; or the reason why no
   *   token was created
   */
  readonly create: (request: NewToken, signal: AbortSignal) => Promise<CreateOutcome>
  /** Whether a response that may contain a secret is pending. Quitting and switching profiles wait for it. */
  readonly isUnderWay: () => boolean
  /**
   * Resolves when no response is pending. Doesn't wait for lookups of lost creates, which are on disk
   * already.
   */
  readonly idle: () => Promise<void>
}

/** Errors by which the server reports that it created no token. */
const REFUSED: ReadonlySet<ErrorCode> = new Set([
  'session-ended',
  'forbidden',
  'not-found',
  'invalid',
  'rate-limited',
])
const isRefused = (thrown: unknown): boolean => neverSent(thrown) || REFUSED.has(codeOf(thrown))

/**
 * Creates tokens. The server sends a secret only once, in one response, so much of this code handles
 * responses that never arrive. To find out what a create made, it compares the ids of all of the owner's
 * tokens before and after it, never names or times. It never repeats a create blindly. The earlier ids are on
 * disk before the request is sent, so that the next start can compare them after a crash.
 *
 * The ids are compared after every create, because HTTP may send one request twice (docs/adr/0004).
 */
export function createCreation(options: CreationOptions): Creation {
  const { api, intents, reveal, account, onAnswered } = options
  let isBusy = false
  let sent: LostId | undefined
  let answer: Promise<CreateOutcome> | undefined
  /** Refused creates for which the id comparison is still running. */
  const comparing = new Set<LostId>()
  const lost = createLost(options, (id) => id === sent || comparing.has(id))
  /** Outcomes of creates for which the response arrived after the timeout. */
  const late = new Map<LostId, CreateOutcome>()
  const comparison = createComparison(options, () => sent)
  const prepared = createPreparedIds(() => account()?.profileId)

  async function begin(request: NewToken, signal: AbortSignal): Promise<CreateOutcome> {
    // Use this session to the end: after any await, another profile, or none, may be the current one.
    const asked = api()
    const { profileId: profile, server, user } = signedIn(account())
    const unresolved = await orCancelled(unresolvedOf(asked, request), signal)
    if (unresolved) return unresolved
    const before = await prepared.take(asked, request.owner.id, signal)
    if (signal.aborted) throw failure('cancelled')
    const id = randomUUID() as LostId
    const written = { id, profile, by: user.id, server, at: Date.now(), ...(before ? { before } : {}) }
    return await send(asked, { ...request, ...written }, signal)
  }

  /**
   * Finds an earlier create with the same name and owner that may have made the token. Settles the earlier
   * creates that made nothing.
   */
  async function unresolvedOf(asked: Api, { owner, usage }: NewToken): Promise<CreateOutcome | undefined> {
    for (const intent of await lost.open()) {
      if (intent.owner.id !== owner.id || intent.usage !== usage) continue
      const found = await lost.lookAgain(asked, intent)
      if (found.finding.kind !== 'none') return { kind: 'unresolved', lost: found }
      await lost.settle(intent.id)
    }
    return undefined
  }

  async function send(asked: Api, intent: Intent, signal: AbortSignal): Promise<CreateOutcome> {
    sent = intent.id
    intents.put(intent)
    try {
      answer = receive(asked, intent, signal)
      return await answer
    } catch (thrown) {
      answer = undefined
      if (!isRefused(thrown)) {
        const { reason, status, message } = whyLost(thrown)
        const why = { reason, ...(status === undefined ? {} : { status }) }
        const outcome = await lost.find(asked, { ...intent, ...why }, signal, message)
        return late.get(intent.id) ?? outcome
      }
      comparing.add(intent.id)
      void compareRefused({ lost, intents }, asked, intent, thrown).finally(() => comparing.delete(intent.id))
      throw thrown
    }
  }

  async function receive(asked: Api, intent: Intent, signal: AbortSignal): Promise<CreateOutcome> {
    const takeLate = (created: Created): void => void receiveLate(asked, intent, created)
    return await take(asked, intent, await asked.create(intent, signal, takeLate))
  }

  /**
   * Handles a response that arrives after the timeout was reported. It is still the only copy of the secret.
   */
  async function receiveLate(asked: Api, intent: Intent, created: Created): Promise<void> {
    const { token, secret } = created
    // A 404 proves a deletion only for a token that a lookup has found: the server may hide others.
    if (secret === '' || (lost.hasSeen(token.id) && (await isGone(asked, intent, token.id)))) return
    const outcome = await take(asked, intent, created)
    late.set(intent.id, outcome)
    onAnswered?.(intent.id)
  }

  async function take(asked: Api, intent: Intent, created: Created): Promise<CreateOutcome> {
    const { token: made, secret } = created
    // A token without an id can still be shown. The next read of the list brings its real id.
    const token = made.id === '' ? { ...made, id: intent.id as string as TokenId } : made
    if (secret === '') {
      const outcome = tellSecretless(lost, intent, token)
      void comparison.compare(asked, { ...intent, tokenId: token.id })
      return outcome
    }
    const received = receivedOf(intent, made.id)
    intents.put(received)
    await reveal(secret, intent, token)
    void comparison.compare(asked, received)
    return {
      kind: 'created',
      token,
      revealId: intent.id as string as RevealId,
    }
  }

  return {
    prepare: async (owner, signal) => await prepared.prepare(api(true), owner, signal),
    async create(request, signal) {
      if (isBusy) throw failure('busy')
      isBusy = true
      try {
        return await begin(request, signal)
      } finally {
        isBusy = false
        sent = answer = undefined
      }
    },
    isUnderWay: () => answer !== undefined,
    idle: async () => void (await Promise.allSettled([answer])),
    current() {
      // The renderer was loaded, or shows this profile again.
      void comparison.compareDue()
      return lost.current()
    },
    check: lost.check,
    putAway: lost.putAway,
    askAgain: lost.askAgain,
    settle: lost.settle,
  }
}

/**
 * Handles a response that names a token but contains no secret. **Answer lost** may offer deletion only for a
 * token that is certainly new: the server may have returned an existing token of that name, which may be in
 * use.
 *
 * @throws Failure `bad-answer` when the named token is not new; the caller then compares the ids
 */
function tellSecretless({ tell }: Pick<LostCreates, 'tell'>, intent: Intent, token: Token): CreateOutcome {
  const { before } = intent
  if (before?.has(token.id)) throw failure('bad-answer', { retryable: true })
  const named: Intent = {
    ...intent,
    reason: 'unreadable',
    tokenId: token.id,
    ...(before ? { secretless: true } : {}),
  }
  return tell(named, { kind: 'made', tokens: [token], count: 1, ...(before ? { certain: true } : {}) })
}

/**
 * The server reports that it created nothing, but the request may have reached it twice. The intent stays on
 * disk until the ids are compared, so that the next start compares them if the app quits first.
 */
async function compareRefused(
  { lost, intents }: { readonly lost: Pick<LostCreates, 'tell'>; readonly intents: Intents },
  asked: Api,
  intent: Intent,
  thrown: unknown,
): Promise<void> {
  // The user was asked to sign in again and declined.
  if (codeOf(thrown) === 'session-ended' || !intent.before) return intents.end(intent.id)
  const { reason, status, message } = whyLost(thrown)
  const why = { reason, ...(status === undefined ? {} : { status }) }
  intents.put({ ...intent, ...why, refused: true })
  const tokens = await newSince(asked, intent.owner.id, intent.before)
  // The list couldn't be read. The next request for lost creates looks it up again.
  if (!tokens) return
  if (!tokens.some((token) => mayBeOf(intent, token))) return intents.end(intent.id)
  lost.tell({ ...intent, ...why }, { kind: 'made', ...shownOf(tokens) }, message)
}

/** Timeout, in milliseconds, of the check whether the user has already deleted a token that arrived late. */
const READ_TIMEOUT_MS = 3000

/**
 * Whether the user has deleted that token, which **Answer lost** offers. If the check fails, the token counts
 * as existing.
 */
async function isGone(asked: Api, { owner }: Intent, id: TokenId): Promise<boolean> {
  try {
    // Limit the read: the secret exists only here until it ends, and an ended session would wait for the
    // user.
    await asked.read(owner.id, id, AbortSignal.timeout(READ_TIMEOUT_MS))
    return false
  } catch (thrown) {
    return codeOf(thrown) === 'not-found'
  }
}

/**
 * The intent once the response has arrived. Unless the server sent no id, it names the token and records how
 * the user uses its secret until a keychain stores it. The earlier ids stay until they are compared.
 */
const receivedOf = (intent: Intent, tokenId: TokenId | ''): Intent => ({
  ...intent,
  ...(tokenId === '' ? {} : { tokenId, use: {} }),
  ...(intent.before ? { due: true } : {}),
})

function signedIn<T>(account: T | undefined): T {
  if (account === undefined) throw failure('session-ended')
  return account
}
