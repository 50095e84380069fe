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
} from '../../contract/index.ts'
import { codeOf, failure } from '../failure.ts'
import { neverSent } from '../webitel/connection.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import type { Intent } from './intents.ts'
import { idsBefore, type LookApi } from './looking.ts'
import { createLost, type LostCreates, type LostOptions } from './lost.ts'

type Api = LookApi & Pick<TokensApi, 'create'>

export interface CreationOptions extends LostOptions {
  readonly account: () => Pick<Account, 'profileId' | 'server' | 'user'> | undefined
  readonly api: () => Api
  /** Takes the secret in under the id of its intent, which is ended when the secret is safe. */
  readonly reveal: (secret: string, intent: Intent, token: Token) => Promise<void>
}

export interface Creation extends Pick<LostCreates, 'current' | 'check' | 'settle'> {
  /** One at a time, and none before a lost answer was dealt with. @throws Failure `busy`, or why nothing was made */
  readonly create: (request: NewToken, signal: AbortSignal) => Promise<CreateOutcome>
  /** Whether an answer is waited for, which may bring a secret: the application does not end in the middle of that. */
  readonly isUnderWay: () => boolean
  /** Resolves when none is. What was lost is on disk: nobody is held up by the looking for it. */
  readonly idle: () => Promise<void>
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
  const { api, intents, reveal, account } = options
  let isBusy = false
  let sent: LostId | undefined
  let answer: Promise<CreateOutcome> | undefined
  const lost = createLost(options, () => sent)

  async function begin(request: NewToken, signal: AbortSignal): Promise<CreateOutcome> {
    // Of whoever began it, from here to the end: somebody else may be signed in after any wait, or nobody.
    const asked = api()
    const { profileId: profile, server, user } = begun(account())
    if ((await lost.open()).length > 0) throw failure('busy')
    const before = await idsBefore(asked, request, signal)
    if (signal.aborted) throw failure('cancelled')
    const id = randomUUID() as LostId
    const written = { id, profile, by: user.id, server, at: Date.now(), ...(before ? { before } : {}) }
    return await send(asked, { ...request, ...written }, signal)
  }

  async function send(asked: Api, intent: Intent, signal: AbortSignal): Promise<CreateOutcome> {
    sent = intent.id
    intents.put(intent)
    try {
      answer = receive(asked, intent, signal)
      return await answer
    } catch (thrown) {
      answer = undefined
      if (!nothingMade(thrown)) return await lost.find(asked, intent)
      intents.end(intent.id)
      throw thrown
    }
  }

  async function receive(asked: Api, intent: Intent, signal: AbortSignal): Promise<CreateOutcome> {
    const { token: made, secret } = await asked.create(intent, signal)
    // Without an id it can be shown all the same; the next look at the list has the right one.
    const token = made.id === '' ? { ...made, id: intent.id as string as TokenId } : made
    if (secret === '') return lost.tell({ ...intent, tokenId: token.id }, { kind: 'made', tokens: [token] })
    await reveal(secret, intent, token)
    return { kind: 'created', token, revealId: intent.id as string as RevealId }
  }

  return {
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
    current: lost.current,
    check: lost.check,
    settle: lost.settle,
  }
}

function begun<T>(account: T | undefined): T {
  if (account === undefined) throw failure('session-ended')
  return account
}
