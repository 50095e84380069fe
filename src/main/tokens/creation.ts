import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type {
  Account,
  CreateOutcome,
  ErrorCode,
  LostCreate,
  LostFinding,
  LostId,
  NewToken,
  RevealId,
  Token,
  TokenId,
} from '../../contract/index.ts'
import { codeOf, failure } from '../failure.ts'
import { neverSent } from '../webitel/connection.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import type { Intent, Intents } from './intents.ts'
import { idsBefore, look, mayBeOf, type LookApi } from './looking.ts'

export interface CreationOptions {
  /** Who is signed in, if anybody: nobody else is asked about their lost answer. */
  readonly account: () => Pick<Account, 'profileId' | 'server' | 'user'> | undefined
  readonly api: () => LookApi & Pick<TokensApi, 'create'>
  readonly intents: Intents
  /** Takes the secret in under the id of its intent, which is ended when the secret is safe. */
  readonly reveal: (secret: string, intent: Intent, token: Token) => Promise<void>
  /** Resolves when the secrets of earlier starts were looked for: some of them become intents. */
  readonly restored: () => Promise<void>
  /** Whether the secret of that intent can still be read here: then its answer is not lost. */
  readonly isReadable: (id: string) => Promise<boolean>
  /** An answer was lost: the page may not be waiting for it any more. */
  readonly onLost?: () => void
  /** Milliseconds before each look at what a lost create has made: the server may still be at it. */
  readonly pauses?: readonly number[]
}

export interface Creation {
  /** One at a time. @throws Failure `busy`, or why nothing was made */
  readonly create: (request: NewToken, signal: AbortSignal) => Promise<CreateOutcome>
  /** Resolves when no create is under way: the application does not end in the middle of one. */
  readonly idle: () => Promise<void>
  readonly isUnderWay: () => boolean
  /** The oldest of the signed-in person's whose answer was lost, in this start or an earlier one. */
  readonly current: () => Promise<LostCreate | undefined>
  readonly check: (id: LostId) => Promise<LostCreate>
  readonly settle: (id: LostId) => Promise<void>
}

/** Answers after which it is certain that no token was made. */
const REFUSED: ReadonlySet<ErrorCode> = new Set([
  'session-ended',
  'forbidden',
  'not-found',
  'invalid',
  'rate-limited',
])
const nothingMade = (thrown: unknown): boolean => neverSent(thrown) || REFUSED.has(codeOf(thrown))

/**
 * Creating a token. Its secret exists once, in one answer; so what happens when that answer never comes is half of it:
 * it is looked up by the ids that were there before, never by clocks, never repeated blindly. Those ids are on disk
 * before anything is sent: an application that was killed in between asks at its next start.
 */
export function createCreation(options: CreationOptions): Creation {
  const { api, intents, reveal, account, pauses = [0, 1000, 2000, 2000] } = options
  let underWay: Promise<unknown> | undefined
  let sent: LostId | undefined
  /** What is certain of the lost ones, and looks under way. */
  const findings = new Map<LostId, Promise<LostFinding>>()

  async function begin(request: NewToken, signal: AbortSignal): Promise<CreateOutcome> {
    // Of whoever began it, to the end: somebody else may be signed in by then, or nobody.
    const asked = api()
    const { profileId: profile, server, user } = begun(account())
    const before = await idsBefore(asked, request, signal)
    if (signal.aborted) throw failure('cancelled')
    const id = randomUUID() as LostId
    sent = id
    const intent: Intent = {
      ...request,
      id,
      profile,
      by: user.id,
      server,
      at: Date.now(),
      ...(before ? { before } : {}),
    }
    intents.put(intent)
    return await send(asked, intent, signal)
  }

  async function send(
    asked: ReturnType<CreationOptions['api']>,
    intent: Intent,
    signal: AbortSignal,
  ): Promise<CreateOutcome> {
    try {
      const { token: made, secret } = await asked.create(intent, signal)
      // Without an id it can be shown all the same; the next look at the list has the right one.
      const token = made.id === '' ? { ...made, id: intent.id as string as TokenId } : made
      if (secret === '') return lose({ ...intent, tokenId: token.id }, { kind: 'made', tokens: [token] })
      await reveal(secret, intent, token)
      return { kind: 'created', token, revealId: intent.id as string as RevealId }
    } catch (thrown) {
      if (!nothingMade(thrown)) return lose(intent, await lookRepeatedly(asked, intent))
      intents.end(intent.id)
      throw thrown
    }
  }

  function lose(intent: Intent, finding: LostFinding): CreateOutcome {
    intents.put(intent)
    void remember(intent.id, Promise.resolve(finding))
    options.onLost?.()
    return { kind: 'answer-lost', lost: lostOf(intent, finding) }
  }

  /** What can't be told yet is looked up again the next time it is asked for. */
  function remember(id: LostId, finding: Promise<LostFinding>): Promise<LostFinding> {
    findings.set(id, finding)
    const forget = () => findings.get(id) === finding && findings.delete(id)
    finding.then(({ kind }) => kind === 'unknown' && forget(), forget)
    return finding
  }

  async function lookRepeatedly(asked: LookApi, intent: Intent): Promise<LostFinding> {
    let finding: LostFinding = { kind: 'unknown' }
    for (const wait of pauses) {
      await pause(wait)
      finding = await look(asked, intent)
      // A twin that somebody else made meanwhile says nothing of ours, which may still be under way.
      if (finding.kind === 'made' && finding.tokens.some((token) => mayBeOf(intent, token))) break
    }
    return finding
  }

  /** Those of the signed-in person, without the one under way and those whose secret can be read. */
  async function lost(): Promise<readonly Intent[]> {
    await options.restored()
    const mine = intents.of(account()?.profileId).filter(({ id }) => id !== sent)
    const readable = await Promise.all(mine.map(({ id }) => options.isReadable(id)))
    return mine.filter((_, at) => !readable[at])
  }

  async function known(id: LostId): Promise<Intent> {
    const intent = (await lost()).find((one) => one.id === id)
    if (!intent) throw failure('not-found')
    return intent
  }

  return {
    async create(request, signal) {
      if (underWay) throw failure('busy')
      const creating = lost().then((waiting) => {
        if (waiting.length > 0) throw failure('busy')
        return begin(request, signal)
      })
      underWay = creating
      try {
        return await creating
      } finally {
        underWay = sent = undefined
      }
    },
    idle: async () => void (await Promise.allSettled([underWay])),
    isUnderWay: () => underWay !== undefined,
    async current() {
      const [intent] = await lost()
      if (!intent) return undefined
      const { id } = intent
      return lostOf(intent, await (findings.get(id) ?? remember(id, lookRepeatedly(api(), intent))))
    },
    async check(id) {
      const intent = await known(id)
      return lostOf(intent, await remember(id, look(api(), intent)))
    },
    async settle(id) {
      intents.end((await known(id)).id)
      findings.delete(id)
    },
  }
}

const lostOf = ({ id, owner, usage, at }: Intent, finding: LostFinding): LostCreate => ({
  id,
  owner,
  usage,
  at,
  finding,
})

function begun<T>(account: T | undefined): T {
  if (account === undefined) throw failure('session-ended')
  return account
}
