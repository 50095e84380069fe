import { setTimeout as pause } from 'node:timers/promises'
import type {
  Account,
  CreateOutcome,
  LostCreate,
  LostFinding,
  LostId,
  TokenId,
} from '../../contract/index.ts'
import { failure } from '../failure.ts'
import { orCancelled } from '../or-cancelled.ts'
import type { Intent, Intents } from './intents.ts'
import { canBeLookedUp, look, mayBeOf, type LookApi } from './lost-lookup.ts'

export interface LostOptions {
  /** Who is signed in, if anybody: only they are asked about their lost answers. */
  readonly account: () => Pick<Account, 'profileId'> | undefined
  readonly api: () => LookApi
  readonly intents: Intents
  /** Resolves when the secrets of earlier starts were looked for: some of them become intents. */
  readonly restored: () => Promise<void>
  /** Whether the secret of that intent can still be read here: then its answer is not lost. */
  readonly isReadable: (id: string) => Promise<boolean>
  /** An answer was lost: the page may not be waiting for it any more. */
  readonly onLost?: () => void
  /** Milliseconds before each look at what a lost create has made: the server may still be at it. */
  readonly pauses?: readonly number[]
}

/** The creates that brought no token, in this start or an earlier one. */
export interface LostCreates {
  /** The unresolved ones of the signed-in person, the oldest first. */
  readonly open: () => Promise<readonly Intent[]>
  /**
   * Looks for what it has made, in the name of the person who began it, and notifies the page.
   *
   * @param message the server's own words
   * @throws Failure `cancelled`, as soon as the signal says so: the look goes on
   */
  readonly find: (
    api: LookApi,
    intent: Intent,
    signal: AbortSignal,
    message?: string,
  ) => Promise<CreateOutcome>
  /** What one has made is known. */
  readonly tell: (intent: Intent, finding: LostFinding, message?: string) => CreateOutcome
  /** Whether a look has found that token: since then the person may have deleted it. */
  readonly hasSeen: (id: TokenId) => boolean
  /** The oldest of them that was not put away, and what it has made. */
  readonly current: () => Promise<LostCreate | undefined>
  /** The person is not asked about it again, until `askAgain`. */
  readonly putAway: (id: LostId) => void
  /** Another profile is shown, or the same one again. */
  readonly askAgain: () => void
  readonly check: (id: LostId) => Promise<LostCreate>
  /** One more look at that one, which is open. */
  readonly lookAgain: (api: LookApi, intent: Intent) => Promise<LostCreate>
  readonly settle: (id: LostId) => Promise<void>
}

/** @param isUnderWay whether that create is still sent or compared: nothing is asked about it yet */
export function createLost(options: LostOptions, isUnderWay: (id: LostId) => boolean): LostCreates {
  const { api, intents, account, restored, isReadable, pauses = [0, 1000, 2000, 2000] } = options
  /** What is certain, and looks in flight. */
  const findings = new Map<LostId, Promise<LostFinding>>()
  const inFlight = new Set<LostId>()
  const away = new Set<LostId>()
  const seen = new Set<TokenId>()
  /** The server's own words, which are not written to disk. */
  const messages = new Map<LostId, string>()

  /** What can't be told is looked up again the next time it is asked for. */
  function remember(id: LostId, finding: Promise<LostFinding>): Promise<LostFinding> {
    findings.set(id, finding)
    inFlight.add(id)
    void finding.finally(() => inFlight.delete(id))
    const forget = () => findings.get(id) === finding && findings.delete(id)
    finding.then((found) => (found.kind === 'unknown' ? forget() : see(found)), forget)
    return finding
  }

  function see(found: LostFinding): void {
    if (found.kind === 'made') for (const { id } of found.tokens) seen.add(id)
  }

  async function lookRepeatedly(asked: LookApi, intent: Intent): Promise<LostFinding> {
    let finding: LostFinding = { kind: 'unknown' }
    for (const wait of canBeLookedUp(intent) ? pauses : []) {
      await pause(wait)
      finding = await look(asked, intent)
      // A token that somebody else created in the meantime says nothing about ours, which may still be on its way.
      if (finding.kind === 'made' && finding.tokens.some((token) => mayBeOf(intent, token))) break
    }
    return finding
  }

  /** Of the person who asks: another may be shown after the wait. Those whose secret can be read are not lost. */
  async function open(): Promise<readonly Intent[]> {
    const profile = account()?.profileId
    await restored()
    const mine = intents.of(profile).filter(({ id }) => !isUnderWay(id))
    const readable = await Promise.all(mine.map(({ id }) => isReadable(id)))
    return mine.filter((_, at) => !readable[at])
  }

  const isOpen = async ({ id, profile }: Intent): Promise<boolean> =>
    intents.of(profile).some((one) => one.id === id) && !(await isReadable(id))

  async function known(id: LostId): Promise<Intent> {
    const intent = (await open()).find((one) => one.id === id)
    if (!intent) throw failure('not-found')
    return intent
  }

  function note(intent: Intent, message: string | undefined): void {
    intents.put(intent)
    if (message) messages.set(intent.id, message)
  }

  const lostOf = (intent: Intent, finding: LostFinding): LostCreate =>
    describe(intent, finding, messages.get(intent.id))

  async function lookAgain(asked: LookApi, intent: Intent): Promise<LostCreate> {
    // A look in flight is the longer one: the server may still be at it.
    const looking = inFlight.has(intent.id) ? findings.get(intent.id) : undefined
    return lostOf(intent, await (looking ?? remember(intent.id, look(asked, intent))))
  }

  function end(id: LostId): void {
    intents.end(id)
    findings.delete(id)
    messages.delete(id)
  }

  return {
    open,
    hasSeen: (id) => seen.has(id),
    tell(intent, finding, message) {
      note(intent, message)
      void remember(intent.id, Promise.resolve(finding))
      options.onLost?.()
      return { kind: 'answer-lost', lost: lostOf(intent, finding) }
    },
    async find(asked, intent, signal, message) {
      note(intent, message)
      const looking = remember(intent.id, lookRepeatedly(asked, intent))
      void looking.then(() => options.onLost?.())
      return {
        kind: 'answer-lost',
        lost: lostOf(intent, await orCancelled(looking, signal)),
      }
    },
    async current() {
      const asked = account() && api()
      for (const intent of asked ? await open() : []) {
        const { id } = intent
        if (!asked || away.has(id)) continue
        const finding = await (findings.get(id) ?? remember(id, lookRepeatedly(asked, intent)))
        // The server said that nothing was made: that it can't be told is no news.
        if (intent.refused && finding.kind === 'unknown') continue
        if (isOver(intent, finding)) end(id)
        // During the look its answer may have come, or the person may have decided about it.
        else if (await isOpen(intent)) return lostOf(intent, finding)
      }
      return undefined
    },
    async check(id) {
      const asked = api()
      return await lookAgain(asked, await known(id))
    },
    lookAgain,
    putAway: (id) => void away.add(id),
    askAgain: () => away.clear(),
    settle: async (id) => end((await known(id)).id),
  }
}

/** A token that was received here and deleted since, or a refusal that made nothing: there is nothing left to decide. */
const isOver = ({ use, refused }: Intent, { kind }: LostFinding): boolean =>
  kind === 'none' && (use !== undefined || refused === true)

function describe(intent: Intent, finding: LostFinding, message: string | undefined): LostCreate {
  const { id, owner, usage, at, reason = 'ended', status, use } = intent
  return {
    id,
    owner,
    usage,
    at,
    reason,
    ...(status === undefined ? {} : { status }),
    ...(message ? { message } : {}),
    ...(use ? { use } : {}),
    finding,
  }
}
