import type { Account, KeychainState, ProfileId, SavedServer, SessionState } from '../../contract/index.ts'
import { codeOf, failure } from '../failure.ts'
import type { SecretStore } from '../keychain/port.ts'
import type { Identity } from '../webitel/login.ts'
import type { Authenticated, Connect } from './connect.ts'
import { createKeyRing } from './key-ring.ts'
import { profileIdOf, type Profiles } from './profiles.ts'
import { createRenewal } from './renewal.ts'

/** Milliseconds that a sign-out waits for the server to hear of it. */
const LOGOUT_LIMIT = 5000

export interface SessionOptions {
  readonly profiles: Profiles
  readonly keychain: SecretStore
  readonly connect: Connect
  readonly onChange: (state: SessionState) => void
  readonly onKeychain: (state: KeychainState) => void
  /** The server no longer accepts the session: somebody has to sign in again. */
  readonly onEnded: (session: SavedServer) => void
}

export interface Session {
  /** After the stored session was looked for. */
  readonly state: () => Promise<SessionState>
  /** @throws Failure `session-ended` when nobody is signed in */
  readonly account: () => Account
  /**
   * What requests of the present session are sent with. Bound to it: once somebody has signed out, its key is gone and
   * nobody is waited for, whoever signs in next. A key never goes to a server that it does not belong to.
   *
   * @throws Failure `session-ended` when nobody is signed in
   */
  readonly forRequests: () => SessionRequests
  /** Who is signed in, if anybody. */
  readonly live: () => Account | undefined
  /** Somebody has signed in at that server, by whichever way. */
  readonly enter: (server: string, login: string, authenticated: Authenticated) => Promise<Account>
  readonly signOut: () => Promise<{ told: boolean }>
  /**
   * Somebody has signed in again: what waited goes on, if it is the same person.
   *
   * @throws Failure `other-person`; `session-ended` when that session was left meanwhile
   */
  readonly resume: (before: Account, authenticated: Authenticated) => Promise<Account>
  readonly giveUp: () => void
  /** Whether the server still accepts the session, and what it now allows. */
  readonly lookAgain: () => Promise<void>
  readonly forget: (id: ProfileId) => Promise<SessionState>
  readonly keychainState: () => Promise<KeychainState>
  readonly retryKeychain: () => Promise<KeychainState>
}

export interface SessionRequests {
  readonly server: string
  readonly access: () => string | undefined
  /** Waits until the person has signed in again. @throws Failure `session-ended`, `cancelled` */
  readonly renew: (signal?: AbortSignal) => Promise<void>
}

interface Live {
  readonly account: Account
  readonly access: string
}

/**
 * The session: one server, one person, one key. The key stays in main and in the keychain; where there is no keychain,
 * in memory alone.
 */
export function createSession(options: SessionOptions): Session {
  const { profiles, connect, onChange, onEnded } = options
  const keys = createKeyRing(options.keychain, options.onKeychain)
  const renewal = createRenewal(() => onEnded(savedOf(account())))
  let live: Live | undefined
  let because: 'ended' | undefined

  const now = (): SessionState =>
    live
      ? { kind: 'signed-in', account: live.account }
      : { kind: 'signed-out', saved: profiles.saved(), ...(because ? { because } : {}) }

  function account(): Account {
    if (!live) throw failure('session-ended')
    return live.account
  }

  async function restore(): Promise<void> {
    const stored = profiles.current()
    const access = await keys.read(stored?.profileId)
    if (!stored || access === undefined) return
    live = { account: stored, access }
    void refresh(live, atStart)
  }

  /** The person may have got or lost rights since; the stored ones serve until the server has answered. */
  async function refresh(restored: Live, whenEnded: () => Promise<void>): Promise<void> {
    try {
      const identity = await connect(restored.account.server, () => restored.access).identity()
      if (live !== restored) return
      live = { account: nowKnownAs(restored.account, identity), access: restored.access }
      profiles.makeCurrent(live.account)
      onChange(now())
    } catch (thrown) {
      if (live === restored && codeOf(thrown) === 'session-ended') await whenEnded()
    }
  }

  /** Nobody has begun anything yet: the sign-in screen. */
  const atStart = (): Promise<void> => leave('ended')
  /** In the middle of whatever was on the screen: it stays, and **Sign in again** comes over it. */
  const inTheMiddle = (): Promise<void> => renewal.wait().catch(() => undefined)

  async function enter(entered: Live): Promise<void> {
    live = entered
    because = undefined
    profiles.makeCurrent(entered.account)
    await keys.write(entered.account.profileId, entered.access)
    onChange(now())
  }

  async function leave(why?: 'ended'): Promise<void> {
    const left = live
    live = undefined
    because = why
    renewal.giveUp()
    profiles.leaveCurrent()
    onChange(now())
    if (left) await keys.remove(left.account.profileId)
  }

  async function resume(before: Account, { access, identity }: Authenticated): Promise<Account> {
    // Somebody else by the same login: nothing of what was begun is theirs to go on with.
    if (identity.user.id !== before.user.id) throw failure('other-person')
    // Signed out meanwhile: that is not undone.
    if (live?.account.profileId !== before.profileId) throw failure('session-ended')
    await enter({ account: nowKnownAs(before, identity), access })
    renewal.succeed()
    return account()
  }

  function forRequests(): SessionRequests {
    const { server, profileId } = account()
    const isLive = () => live?.account.profileId === profileId
    return {
      server,
      access: () => (isLive() ? live?.access : undefined),
      async renew(signal) {
        if (!isLive()) throw failure('session-ended')
        await renewal.wait(signal)
      },
    }
  }

  async function signOut(): Promise<{ told: boolean }> {
    if (!live) return { told: false }
    const { account: leaving, access } = live
    const logout = connect(leaving.server, () => access).logout(LOGOUT_LIMIT)
    const told = logout.then(
      () => true,
      () => false,
    )
    await leave()
    return { told: await told }
  }

  async function forget(id: ProfileId): Promise<SessionState> {
    if (live?.account.profileId === id) await leave()
    else await keys.remove(id)
    profiles.forget(id)
    return now()
  }

  const restored = restore()
  const afterRestore =
    <Args extends unknown[], T>(work: (...args: Args) => T) =>
    async (...args: Args): Promise<Awaited<T>> => {
      await restored
      return await work(...args)
    }

  return {
    state: afterRestore(now),
    account,
    forRequests,
    live: () => live?.account,
    enter: afterRestore(async (server, login, { access, identity }) => {
      await enter({ account: { profileId: profileIdOf(server, login), server, login, ...identity }, access })
      return account()
    }),
    signOut: afterRestore(signOut),
    resume,
    giveUp: renewal.refuse,
    lookAgain: afterRestore(async () => (live ? await refresh(live, inTheMiddle) : undefined)),
    forget: afterRestore(forget),
    keychainState: afterRestore(keys.state),
    retryKeychain: afterRestore(() => (live ? keys.write(live.account.profileId, live.access) : keys.look())),
  }
}

/** What the server says of the person now, in place of what it said before: an end that it no longer names is gone. */
function nowKnownAs({ expiresAt: _before, ...account }: Account, identity: Identity): Account {
  return { ...account, ...identity }
}

const savedOf = ({ profileId, server, login }: Account): SavedServer => ({ profileId, server, login })
