import type { Account, KeychainState, ProfileId, SessionState, SignedOut } from '../../contract/index.ts'
import { failure } from '../failure.ts'
import { afterAwake } from '../limits/awake-clock.ts'
import { endOnServer, type Authenticated } from './connect.ts'
import { createPresent, nowKnownAs, type PresentOptions } from './present.ts'
import { profileIdOf } from './profiles.ts'
import { createSwitching, type Switching } from './switching.ts'

export interface SessionOptions extends PresentOptions {
  /** Resolves when the present profile can be left alone. @throws Failure `busy` */
  readonly quiet: () => Promise<void>
  /** A profile was removed, and its server could not be told: its session may go on there. */
  readonly onNotTold: (server: string) => void
  /** Called when a profile is removed, so that all other data of it is deleted, too. */
  readonly onForgotten: (profile: ProfileId) => void
}

export interface Session {
  /** After the stored session was looked for. */
  readonly state: () => Promise<SessionState>
  /** @throws Failure `session-ended` when nobody is signed in */
  readonly account: () => Account
  /**
   * The server and the key for requests of that profile. After a sign-out or a switch it has no key, and the
   * user isn't asked to sign in again for it. A key is never sent to another server than its own.
   *
   * @throws Failure `cancelled` if another profile is shown, `session-ended` if no user is signed in
   */
  readonly forRequests: (profile: ProfileId) => SessionRequests
  /** Who is signed in, if anybody. */
  readonly live: () => Account | undefined
  /** Resolves when somebody else may be shown: what the present one has under way is over. @throws Failure `busy` */
  readonly makeWay: () => Promise<void>
  /** Somebody has signed in at that server, by whichever way. */
  readonly enter: (server: string, login: string, authenticated: Authenticated) => Promise<Account>
  readonly signOut: () => Promise<SignedOut>
  /**
   * Somebody has signed in again: what waited goes on, if it is the same person.
   *
   * @throws Failure `other-person`; `session-ended` when that session was left meanwhile
   */
  readonly resume: (before: Account, authenticated: Authenticated) => Promise<Account>
  readonly giveUp: () => void
  /** Resolves when somebody is asked to sign in again. */
  readonly asked: () => Promise<void>
  /** Whether the server still accepts the session, and what it now allows. */
  readonly lookAgain: () => Promise<void>
  readonly open: Switching['open']
  readonly forget: Switching['forget']
  readonly rename: (id: ProfileId, name: string) => Promise<SessionState>
  /** The keychain answers again. */
  readonly settle: () => Promise<void>
  readonly keychainState: () => Promise<KeychainState>
  readonly retryKeychain: () => Promise<KeychainState>
  readonly unlockKeychain: () => Promise<KeychainState>
  readonly replaceDamaged: () => Promise<KeychainState>
}

export interface SessionRequests {
  readonly server: string
  readonly access: () => string | undefined
  /** Waits until the person has signed in again. @throws Failure `session-ended`, `cancelled` */
  readonly renew: (signal?: AbortSignal) => Promise<void>
}

/**
 * Milliseconds that a start waits for the stored session before it shows the sign-in screen. A keychain that
 * doesn't respond times out sooner, so only a slow computer reaches this limit. Its session is then restored
 * later.
 */
const RESTORE_TIMEOUT_MS = 30_000

/**
 * Resolves when the work is done, or after `RESTORE_TIMEOUT_MS`; then the work continues in the background.
 */
const orLate = (work: Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = afterAwake(RESTORE_TIMEOUT_MS, resolve)
    void work.then(resolve, reject).finally(stop)
  })

/**
 * The session that is shown: one server, one person, one key. The key stays in main and in the keychain; where there is
 * no keychain, in memory alone. Others lie beside it (`switching.ts`).
 */
export function createSession(options: SessionOptions): Session {
  const { connect, health, quiet } = options
  const present = createPresent(options)
  const { account, enter, renewal } = present
  const switching = createSwitching({ ...options, present })

  async function resume(before: Account, { access, identity }: Authenticated): Promise<Account> {
    // Somebody else by the same login: nothing of what was begun is theirs to go on with.
    if (identity.user.id !== before.user.id) throw failure('other-person')
    // Signed out meanwhile: that is not undone.
    if (present.live()?.account.profileId !== before.profileId) throw failure('session-ended')
    enter({ account: nowKnownAs(before, identity), access })
    renewal.succeed()
    return account()
  }

  function forRequests(profile: ProfileId): SessionRequests {
    const { server, profileId } = account()
    if (profileId !== profile) throw failure('cancelled')
    const isLive = () => present.live()?.account.profileId === profileId
    return {
      server,
      access: () => (isLive() ? present.live()?.access : undefined),
      async renew(signal) {
        if (!isLive()) throw failure('session-ended')
        await renewal.wait(signal)
      },
    }
  }

  async function signOut(): Promise<SignedOut> {
    switching.lapse()
    const live = present.live()
    if (!live) return { told: false, forgotten: true }
    const telling = endOnServer(connect, live.account.server, live.access)
    const forgotten = await present.leave()
    return { told: await telling, forgotten }
  }

  /** In the middle of whatever was on the screen: it stays, and **Sign in again** comes over it. */
  async function lookAgain(): Promise<void> {
    const live = present.live()
    if (live) await present.refresh(live, () => renewal.wait().catch(() => undefined))
  }

  const restored = orLate(present.restore())
  const afterRestore =
    <Args extends unknown[], T>(work: (...args: Args) => T) =>
    async (...args: Args): Promise<Awaited<T>> => {
      await restored
      return await work(...args)
    }
  const thenRetry = (work: () => Promise<unknown>) => afterRestore(() => work().then(present.retryKeychain))

  return {
    state: afterRestore(() => {
      present.remind()
      return present.state()
    }),
    account,
    forRequests,
    live: () => present.live()?.account,
    makeWay: afterRestore(async () => {
      if (present.live()) await quiet()
      else present.signingIn()
    }),
    enter: afterRestore(async (server, login, { access, identity }) => {
      switching.lapse()
      enter({ account: { profileId: profileIdOf(server, login), server, login, ...identity }, access })
      return account()
    }),
    signOut: afterRestore(signOut),
    resume,
    giveUp: renewal.refuse,
    asked: renewal.asked,
    lookAgain: afterRestore(lookAgain),
    open: afterRestore(switching.open),
    forget: afterRestore(switching.forget),
    rename: afterRestore(switching.rename),
    settle: afterRestore(present.settle),
    keychainState: afterRestore(health.state),
    retryKeychain: afterRestore(present.retryKeychain),
    unlockKeychain: thenRetry(health.unlock),
    replaceDamaged: thenRetry(present.keys.replaceDamaged),
  }
}
