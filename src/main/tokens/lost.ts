import { setTimeout as pause } from 'node:timers/promises'
import type { Account, CreateOutcome, LostCreate, LostFinding, LostId } from '../../contract/index.ts'
import { failure } from '../failure.ts'
import type { Intent, Intents } from './intents.ts'
import { canBeTold, look, mayBeOf, type LookApi } from './looking.ts'

export interface LostOptions {
  /** Who is signed in, if anybody: nobody else is asked about their lost answer. */
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

/** The creates whose answer never came, in this start or an earlier one. */
export interface LostCreates {
  /** Those of the signed-in person, the oldest first. */
  readonly open: () => Promise<readonly Intent[]>
  /** Looks for what it has made, in the name of whoever began it. */
  readonly find: (api: LookApi, intent: Intent) => Promise<CreateOutcome>
  /** What one has made is known. */
  readonly tell: (intent: Intent, finding: LostFinding) => CreateOutcome
  /** The oldest of them, and what it has made. */
  readonly current: () => Promise<LostCreate | undefined>
  readonly check: (id: LostId) => Promise<LostCreate>
  readonly settle: (id: LostId) => Promise<void>
}

/** @param underWay the create whose answer is still waited for, or looked for */
export function createLost(options: LostOptions, underWay: () => LostId | undefined): LostCreates {
  const { api, intents, account, restored, isReadable, pauses = [0, 1000, 2000, 2000] } = options
  /** What is certain, and looks under way. */
  const findings = new Map<LostId, Promise<LostFinding>>()

  /** What can't be told yet is looked up again the next time it is asked for. */
  function remember(id: LostId, finding: Promise<LostFinding>): Promise<LostFinding> {
    findings.set(id, finding)
    const forget = () => findings.get(id) === finding && findings.delete(id)
    finding.then(({ kind }) => kind === 'unknown' && forget(), forget)
    return finding
  }

  async function lookRepeatedly(asked: LookApi, intent: Intent): Promise<LostFinding> {
    let finding: LostFinding = { kind: 'unknown' }
    for (const wait of canBeTold(intent) ? pauses : []) {
      await pause(wait)
      finding = await look(asked, intent)
      // A twin that somebody else made meanwhile says nothing of ours, which may still be under way.
      if (finding.kind === 'made' && finding.tokens.some((token) => mayBeOf(intent, token))) break
    }
    return finding
  }

  /** Without the one under way, and without those whose secret can be read. Of who asks: another may be shown after the wait. */
  async function open(): Promise<readonly Intent[]> {
    const profile = account()?.profileId
    await restored()
    const mine = intents.of(profile).filter(({ id }) => id !== underWay())
    const readable = await Promise.all(mine.map(({ id }) => isReadable(id)))
    return mine.filter((_, at) => !readable[at])
  }

  async function known(id: LostId): Promise<Intent> {
    const intent = (await open()).find((one) => one.id === id)
    if (!intent) throw failure('not-found')
    return intent
  }

  function tell(intent: Intent, finding: LostFinding): CreateOutcome {
    intents.put(intent)
    void remember(intent.id, Promise.resolve(finding))
    options.onLost?.()
    return { kind: 'answer-lost', lost: lostOf(intent, finding) }
  }

  return {
    open,
    tell,
    find: async (asked, intent) => tell(intent, await lookRepeatedly(asked, intent)),
    async current() {
      const asked = account() && api()
      const [intent] = await open()
      if (!asked || !intent) return undefined
      const { id } = intent
      return lostOf(intent, await (findings.get(id) ?? remember(id, lookRepeatedly(asked, intent))))
    },
    async check(id) {
      const asked = api()
      const intent = await known(id)
      return lostOf(intent, await remember(id, look(asked, intent)))
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
