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
  /** @param quiet a session that ended is not asked about: for reads that nobody pressed a button for */
  readonly api: (quiet?: boolean) => Api
  /** Takes the secret in under the id of its intent, which is ended when the secret is safe. */
  readonly reveal: (secret: string, intent: Intent, token: Token) => Promise<void>
  /** The answer of a lost create came after all: its secret is being shown. */
  readonly onAnswered?: (id: LostId) => void
}

export interface Creation extends Pick<LostCreates, 'current' | 'check' | 'putAway' | 'askAgain' | 'settle'> {
  /** **New token** is open for that person: their ids are read before Add is pressed. */
  readonly prepare: (owner: UserId, signal: AbortSignal) => Promise<void>
  /**
   * One at a time. An unresolved create holds up another one of its name for its owner, and nothing else.
   *
   * @throws Failure `busy`; `cancelled`, also while what it made is still looked up; or why nothing was made
   */
  readonly create: (request: NewToken, signal: AbortSignal) => Promise<CreateOutcome>
  /** Whether an answer is waited for, which may bring a secret: the application does not end in the middle of that. */
  readonly isUnderWay: () => boolean
  /** Resolves when none is. A lost create is on disk, so nothing waits for the look at what it made. */
  readonly idle: () => Promise<void>
}

/** Answers by which the server says that no token was made. */
const REFUSED: ReadonlySet<ErrorCode> = new Set([
  'session-ended',
  'forbidden',
  'not-found',
  'invalid',
  'rate-limited',
])
const isRefused = (thrown: unknown): boolean => neverSent(thrown) || REFUSED.has(codeOf(thrown))

/**
 * Creating a token. Its secret exists once, in one answer, so this is half about answers that never come: what a create
 * has made is told by the ids of all of the owner's tokens before and after it, never by names or clocks, and a create is
 * never repeated blindly. The ids from before are on disk when the request is sent: after a crash the next start asks.
 *
 * The ids are compared after every create, since HTTP may send one request twice on its own (docs/adr/0004).
 */
export function createCreation(options: CreationOptions): Creation {
  const { api, intents, reveal, account, onAnswered } = options
  let isBusy = false
  let sent: LostId | undefined
  let answer: Promise<CreateOutcome> | undefined
  /** Refused ones, whose ids are compared. */
  const comparing = new Set<LostId>()
  const lost = createLost(options, (id) => id === sent || comparing.has(id))
  /** What came of creates whose answer was late. */
  const late = new Map<LostId, CreateOutcome>()
  const comparison = createComparison(options, () => sent)
  const prepared = createPreparedIds(() => account()?.profileId)

  async function begin(request: NewToken, signal: AbortSignal): Promise<CreateOutcome> {
    // Bound to whoever began it from here to the end: another profile, or none, may be shown after any wait.
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

  /** An earlier create of that name for that owner which may have made it; one that made nothing is settled here. */
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

  /** The request timed out, and the person was told so. Its answer is still the only copy of the secret. */
  async function receiveLate(asked: Api, intent: Intent, created: Created): Promise<void> {
    const { token, secret } = created
    // Only a token that was seen can have been deleted: a server may answer 404 for one that it hides.
    if (secret === '' || (lost.hasSeen(token.id) && (await isGone(asked, intent, token.id)))) return
    const outcome = await take(asked, intent, created)
    late.set(intent.id, outcome)
    onAnswered?.(intent.id)
  }

  async function take(asked: Api, intent: Intent, created: Created): Promise<CreateOutcome> {
    const { token: made, secret } = created
    // Without an id it can be shown all the same; the next look at the list has the right one.
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
      // The page has come up, or shows this profile again.
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
 * The answer names a token and holds no secret. Only a token that is certainly new may be deleted from **Answer lost**: a
 * server may answer with one that had that name already, and that one may be in use.
 *
 * @throws Failure `bad-answer` when the named token is not new: then the ids tell what was made
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
 * The server says that nothing was made, but the request may have come twice on the way. The intent stays on disk until
 * that is known: if the application ends first, the next start compares.
 */
async function compareRefused(
  { lost, intents }: { readonly lost: Pick<LostCreates, 'tell'>; readonly intents: Intents },
  asked: Api,
  intent: Intent,
  thrown: unknown,
): Promise<void> {
  // The person was asked to sign in again, and would not.
  if (codeOf(thrown) === 'session-ended' || !intent.before) return intents.end(intent.id)
  const { reason, status, message } = whyLost(thrown)
  const why = { reason, ...(status === undefined ? {} : { status }) }
  intents.put({ ...intent, ...why, refused: true })
  const tokens = await newSince(asked, intent.owner.id, intent.before)
  // Looked up again the next time that lost creates are asked for.
  if (!tokens) return
  if (!tokens.some((token) => mayBeOf(intent, token))) return intents.end(intent.id)
  lost.tell({ ...intent, ...why }, { kind: 'made', ...shownOf(tokens) }, message)
}

/** Milliseconds that a token from a late answer waits for the look at whether it was deleted. */
const READ_TIMEOUT_MS = 3000

/** Whether the person has deleted that token, which **Answer lost** offers. What can't be told counts as there. */
async function isGone(asked: Api, { owner }: Intent, id: TokenId): Promise<boolean> {
  try {
    // The secret is nowhere else while this is read, and a session that has ended would wait for the user.
    await asked.read(owner.id, id, AbortSignal.timeout(READ_TIMEOUT_MS))
    return false
  } catch (thrown) {
    return codeOf(thrown) === 'not-found'
  }
}

/**
 * From here on the token itself is known, unless the server named no id. What becomes of its secret is noted here until a
 * keychain keeps it, and the ids until they were compared.
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
