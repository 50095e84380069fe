import type { Account, KeychainState, SavedServer, SessionState } from '../../contract/index.ts'
import { codeOf, failure } from '../failure.ts'
import type { Health } from '../keychain/health.ts'
import type { Identity } from '../webitel/login.ts'
import { endOnServer, type Connect } from './connect.ts'
import { createKeyRing, type KeyRing } from './key-ring.ts'
import type { Profiles } from './profiles.ts'
import { createRenewal, type Renewal } from './renewal.ts'

export interface PresentOptions {
  readonly profiles: Profiles
  readonly health: Health
  readonly connect: Connect
  readonly onChange: (state: SessionState) => void
  /** The server no longer accepts the session: somebody has to sign in again. */
  readonly onEnded: (session: SavedServer) => void
}

/** Who is signed in, and with which key. */
export interface Live {
  readonly account: Account
  readonly access: string
}

/** The profile that is shown: the others lie beside it, with their keys. */
export interface Present {
  readonly keys: KeyRing
  readonly renewal: Renewal
  readonly live: () => Live | undefined
  /** @throws Failure `session-ended` when nobody is signed in */
  readonly account: () => Account
  readonly state: () => SessionState
  /** Says again that somebody is asked to sign in again: the page may be another than the one that was told. */
  readonly remind: () => void
  /** Shown from now on; what waits for a password of the one before ends. */
  readonly take: (taken: Live) => void
  /** The same, with a key that is new: on its way into the keychain, which nobody waits for; the one before is ended. */
  readonly enter: (entered: Live) => void
  /** @returns whether its key is in no keychain any more */
  readonly leave: (why?: 'ended') => Promise<boolean>
  /**
   * Restores the session of the last profile, if its key can be read and the user has not started to sign in.
   */
  readonly restore: () => Promise<void>
  /**
   * The user starts to sign in: from now on no session is restored automatically, even if the keychain
   * answers late.
   */
  readonly signingIn: () => void
  /** Whether the server still accepts that session, and what it now allows. @param whenEnded it does not */
  readonly refresh: (looked: Live, whenEnded: () => unknown) => Promise<void>
  /** The list of profiles changed. */
  readonly tell: () => void
  /**
   * Call it when the keychain responds again. Stores the keys that it should hold, removes the others, and
   * restores the session if its key couldn't be read before.
   */
  readonly settle: () => Promise<void>
  readonly retryKeychain: () => Promise<KeychainState>
}

export function createPresent({ profiles, health, connect, onChange, onEnded }: PresentOptions): Present {
  const keys = createKeyRing({
    health,
    mayHold: (id) => profiles.all().some(({ profileId, entry }) => profileId === id && entry),
    onEntry: profiles.noteEntry,
    onReplaced(id, access) {
      const of = profiles.find(id)
      if (of) void endOnServer(connect, of.server, access)
    },
  })
  const renewal = createRenewal(() => onEnded(savedOf(account())))
  let live: Live | undefined
  let because: 'ended' | undefined
  let isSigningIn = false

  const saved = (): SavedServer[] =>
    profiles.all().map(({ signedIn, entry, ...one }) => ({
      ...one,
      opens: signedIn && (entry || keys.holds(one.profileId)),
    }))
  const state = (): SessionState =>
    live
      ? { kind: 'signed-in', account: live.account, saved: saved() }
      : { kind: 'signed-out', saved: saved(), ...(because ? { because } : {}) }
  const tell = (): void => onChange(state())

  function account(): Account {
    if (!live) throw failure('session-ended')
    return live.account
  }

  function put(taken: Live): void {
    const isOther = live && live.account.profileId !== taken.account.profileId
    live = taken
    because = undefined
    isSigningIn = false
    if (isOther) renewal.giveUp()
    profiles.makeCurrent(taken.account)
  }

  function take(taken: Live): void {
    put(taken)
    tell()
  }

  function enter(entered: Live): void {
    void keys.write(entered.account.profileId, entered.access)
    // In one moment: what the page asks for before it is told belongs to the profile before.
    take(entered)
  }

  async function leave(why?: 'ended'): Promise<boolean> {
    const left = live
    live = undefined
    because = why
    renewal.giveUp()
    if (left) keys.drop(left.account.profileId)
    profiles.leaveCurrent()
    tell()
    return left === undefined || (await keys.remove(left.account.profileId))
  }

  async function restore(): Promise<void> {
    const stored = profiles.current()
    // How the keychain stands is said before anyone has typed a password; nobody waits for it.
    if (!stored) return void health.look().then(takeOut)
    const access = await keys.read(stored.profileId)
    void takeOut()
    // The key may arrive late. Don't restore if the profile was removed, or if the user signed in or started
    // to.
    if (access === undefined || live || isSigningIn) return
    if (profiles.current()?.profileId !== stored.profileId) return
    take({ account: stored, access })
    // Who is asked to sign in again already is in the middle of something: that stays.
    void refresh({ account: stored, access }, () => renewal.isWaiting() || leave('ended'))
  }

  async function refresh({ account: before, access }: Live, whenEnded: () => unknown): Promise<void> {
    const isStill = () => live?.account.profileId === before.profileId && live.access === access
    try {
      const identity = await connect(before.server, () => access).identity()
      if (isStill()) take({ account: nowKnownAs(before, identity), access })
    } catch (thrown) {
      if (isStill() && codeOf(thrown) === 'session-ended') await whenEnded()
    }
  }

  async function settle(): Promise<void> {
    await moveKeys()
    if (health.isOpen() && !live && !isSigningIn && profiles.current()) await restore()
  }

  async function moveKeys(): Promise<void> {
    await keys.settle()
    await takeOut()
  }

  /** Keys that the keychain did not let go when they were left. */
  async function takeOut(): Promise<void> {
    if (!health.isOpen()) return
    for (const { profileId, signedIn, entry } of profiles.all()) {
      if (entry && !signedIn && !keys.holds(profileId)) await keys.remove(profileId)
    }
  }

  return {
    keys,
    renewal,
    live: () => live,
    account,
    state,
    remind() {
      if (renewal.isWaiting()) onEnded(savedOf(account()))
    },
    take,
    enter,
    leave,
    restore,
    refresh,
    tell,
    settle,
    signingIn: () => void (isSigningIn = true),
    async retryKeychain() {
      isSigningIn = false
      await health.look()
      await moveKeys()
      if (!live) await restore()
      return health.state()
    },
  }
}

/** What the server says of the person now, in place of what it said before: an end that it no longer names is gone. */
export function nowKnownAs({ expiresAt: _before, ...account }: Account, identity: Identity): Account {
  return { ...account, ...identity }
}

const savedOf = ({ profileId, server, login }: Account): SavedServer => ({ profileId, server, login })
