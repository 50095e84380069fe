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
  /** The signed-in account, if any. Only its user is asked about its lost creates. */
  readonly account: () => Pick<Account, 'profileId'> | undefined
  readonly api: () => LookApi
  readonly intents: Intents
  /**
   * Resolves when the secrets of earlier starts are restored. A secret that is no longer in the keychain
   * becomes an intent.
   */
  readonly restored: () => Promise<void>
  /** Whether the app can still read the secret of that intent. If so, its response is not lost. */
  readonly isReadable: (id: string) => Promise<boolean>
  /** Called when a response was lost; the renderer may no longer be waiting for it. */
  readonly onLost?: () => void
  /** Milliseconds before each lookup of what a lost create made: the server may still be processing it. */
  readonly pauses?: readonly number[]
}

/** Creates that returned no token, in this start or an earlier one. */
export interface LostCreates {
  /** The unresolved creates of the signed-in user, oldest first. */
  readonly open: () => Promise<readonly Intent[]>
  /**
   * Looks up what the create made, in the session that sent it, and notifies the renderer.
   *
   * @param message the server's error message
   * @throws Failure `cancelled` as soon as the signal aborts; the lookup continues
   */
  readonly find: (
    api: LookApi,
    intent: Intent,
    signal: AbortSignal,
    message?: string,
  ) => Promise<CreateOutcome>
  /** Reports a finding that needs no lookup. */
  readonly tell: (intent: Intent, finding: LostFinding, message?: string) => CreateOutcome
  /** Whether a lookup has found that token; the user may have deleted it since then. */
  readonly hasSeen: (id: TokenId) => boolean
  /** The oldest unresolved create that was not put away, and what it made. */
  readonly current: () => Promise<LostCreate | undefined>
  /** Stops asking the user about that create until `askAgain`. */
  readonly putAway: (id: LostId) => void
  /** Called when a profile is shown, also when it is the same one again: clears `putAway`. */
  readonly askAgain: () => void
  readonly check: (id: LostId) => Promise<LostCreate>
  /** Looks up an unresolved create once more. */
  readonly lookAgain: (api: LookApi, intent: Intent) => Promise<LostCreate>
  readonly settle: (id: LostId) => Promise<void>
}

/**
 * @param isUnderWay whether that create is in flight or being compared; the user is not asked about it yet
 */
export function createLost(options: LostOptions, isUnderWay: (id: LostId) => boolean): LostCreates {
  const { api, intents, account, restored, isReadable, pauses = [0, 1000, 2000, 2000] } = options
  /** Certain findings, and lookups in flight. */
  const findings = new Map<LostId, Promise<LostFinding>>()
  const inFlight = new Set<LostId>()
  const away = new Set<LostId>()
  const seen = new Set<TokenId>()
  /** The server's error messages, which are not written to disk. */
  const messages = new Map<LostId, string>()

  /** Doesn't cache an unknown finding: the next request looks it up again. */
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
      // Tokens that other people created don't end the lookup: ours may still be on its way.
      if (finding.kind === 'made' && finding.tokens.some((token) => mayBeOf(intent, token))) break
    }
    return finding
  }

  /**
   * The unresolved creates of the user who asked; the current profile may change during the wait. A create
   * with a readable secret is not lost.
   */
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
    // Reuse the lookup in flight: it looks several times, because the server may still be processing the
    // create.
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
        // The server already reported that it created nothing, so an unknown finding is no news.
        if (intent.refused && finding.kind === 'unknown') continue
        if (isOver(intent, finding)) end(id)
        // During the lookup the response may have arrived, or the user may have settled the create.
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

/**
 * Whether nothing is left to decide: a token that was received has been deleted, or a refused create made
 * nothing.
 */
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
