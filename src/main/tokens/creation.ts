import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type {
  CreateOutcome,
  ErrorCode,
  LostCreate,
  LostFinding,
  LostId,
  NewToken,
  ProfileId,
  RevealId,
  Token,
  TokenId,
} from '../../contract/index.ts'
import { codeOf, failure } from '../failure.ts'
import { neverSent } from '../webitel/connection.ts'
import type { TokensApi } from '../webitel/tokens.ts'

export interface CreationOptions {
  /** Who is signed in: nobody else is asked about their lost answer. */
  readonly profile: () => ProfileId | undefined
  readonly api: () => Api
  /** Takes the secret in, and names it. */
  readonly reveal: (secret: string, request: NewToken, token: Token) => Promise<RevealId>
  /** Milliseconds before each look at what a lost create has made: the server may still be at it. */
  readonly pauses?: readonly number[]
}

export interface Creation {
  /** One at a time. @throws Failure `busy`, or why nothing was made */
  readonly create: (request: NewToken, signal: AbortSignal) => Promise<CreateOutcome>
  /** Resolves when no create is under way: the application does not end in the middle of one. */
  readonly idle: () => Promise<void>
  readonly isUnderWay: () => boolean
  readonly current: () => LostCreate | undefined
  readonly check: (id: LostId) => Promise<LostCreate>
  readonly settle: (id: LostId) => void
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

type Api = Pick<TokensApi, 'named' | 'create'>

interface Lost {
  readonly profile: ProfileId | undefined
  readonly create: LostCreate
  /** What the list held under this name before; absent when it could not be read. */
  readonly before: ReadonlySet<TokenId> | undefined
}

/**
 * Creating a token. Its secret exists once, in one answer; so what happens when that answer never comes is half of it:
 * it is looked up by the ids that were there before, never by clocks, never repeated blindly.
 */
export function createCreation({
  api,
  reveal,
  profile,
  pauses = [0, 1000, 2000, 2000],
}: CreationOptions): Creation {
  let underWay: Promise<unknown> | undefined
  let lost: Lost | undefined

  async function create(request: NewToken, signal: AbortSignal): Promise<CreateOutcome> {
    // Of whoever began it, to the end: somebody else may be signed in by then, or nobody.
    const [owned, asked] = [profile(), api()]
    const before = await idsBefore(asked, request, signal)
    const loseIt = (finding: LostFinding): CreateOutcome => {
      const { owner, usage } = request
      lost = { profile: owned, create: { id: randomUUID() as LostId, owner, usage, finding }, before }
      return { kind: 'answer-lost', lost: lost.create }
    }
    if (signal.aborted) throw failure('cancelled')
    try {
      const { token, secret } = await asked.create(request, signal)
      if (secret === '') return loseIt({ kind: 'made', tokens: [token] })
      return { kind: 'created', token, revealId: await reveal(secret, request, token) }
    } catch (thrown) {
      if (nothingMade(thrown)) throw thrown
      return loseIt(await lookRepeatedly(asked, request, before))
    }
  }

  async function lookRepeatedly(asked: Api, request: NewToken, before: Lost['before']): Promise<LostFinding> {
    let finding: LostFinding = { kind: 'unknown' }
    for (const wait of pauses) {
      await pause(wait)
      finding = await look(asked, request, before)
      if (finding.kind === 'made') break
    }
    return finding
  }

  const mine = (): Lost | undefined => (lost?.profile === profile() ? lost : undefined)

  function known(id: LostId): Lost {
    const asked = mine()
    if (asked?.create.id !== id) throw failure('not-found')
    return asked
  }

  return {
    async create(request, signal) {
      if (underWay || mine()) throw failure('busy')
      const creating = create(request, signal)
      underWay = creating
      try {
        return await creating
      } finally {
        underWay = undefined
      }
    },
    idle: async () => void (await Promise.allSettled([underWay])),
    isUnderWay: () => underWay !== undefined,
    current: () => mine()?.create,
    async check(id) {
      const asked = known(id)
      const finding = await look(api(), asked.create, asked.before)
      const checked = { ...asked, create: { ...asked.create, finding } }
      if (lost === asked) lost = checked
      return checked.create
    },
    settle(id) {
      known(id)
      lost = undefined
    },
  }
}

/** Someone may create without being allowed to list: then it can't be told later. */
async function idsBefore(
  api: Pick<Api, 'named'>,
  { owner, usage }: NewToken,
  signal: AbortSignal,
): Promise<Lost['before']> {
  try {
    return new Set((await api.named(owner.id, usage, signal)).map(({ id }) => id))
  } catch (thrown) {
    if (codeOf(thrown) === 'forbidden') return undefined
    throw thrown
  }
}

async function look(
  api: Pick<Api, 'named'>,
  { owner, usage }: Pick<NewToken, 'owner' | 'usage'>,
  before: Lost['before'],
): Promise<LostFinding> {
  if (!before) return { kind: 'unknown' }
  try {
    const tokens = (await api.named(owner.id, usage)).filter(({ id }) => !before.has(id))
    return tokens.length > 0 ? { kind: 'made', tokens } : { kind: 'none' }
  } catch {
    return { kind: 'unknown' }
  }
}
