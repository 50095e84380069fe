import type { Account, ProfileId, SessionState } from '../../contract/index.ts'
import { failure } from '../failure.ts'
import type { Health } from '../keychain/health.ts'
import { endOnServer, type Connect } from './connect.ts'
import type { Present } from './present.ts'
import type { Profiles } from './profiles.ts'

export interface SwitchingOptions {
  readonly profiles: Profiles
  readonly health: Health
  readonly connect: Connect
  readonly present: Present
  /** Resolves when the present profile can be left alone. @throws Failure `busy` */
  readonly quiet: () => Promise<void>
  /** A profile was removed, and its server could not be told: its session may go on there. */
  readonly onNotTold: (server: string) => void
  /** Called when a profile is removed, so that all other data of it is deleted, too. */
  readonly onForgotten: (profile: ProfileId) => void
}

/** Several profiles side by side. */
export interface Switching {
  /**
   * Shows another profile, whose key is there.
   *
   * @throws Failure `session-ended`, `keychain-read`, `busy`; `cancelled` when something newer was asked for meanwhile
   */
  readonly open: (id: ProfileId) => Promise<SessionState>
  /** Whatever is about to be opened is not what is wanted any more. */
  readonly lapse: () => void
  readonly rename: (id: ProfileId, name: string) => SessionState
  /** @throws Failure `keychain-kept`: then nothing is dropped */
  readonly forget: (id: ProfileId) => Promise<SessionState>
}

export function createSwitching({
  profiles,
  health,
  connect,
  present,
  quiet,
  onNotTold,
  onForgotten,
}: SwitchingOptions): Switching {
  const { keys } = present
  let wishes = 0
  const lapse = (): void => void (wishes += 1)

  async function open(id: ProfileId): Promise<SessionState> {
    lapse()
    const wish = wishes
    const account = profiles.find(id)
    if (!account || present.live()?.account.profileId === id) return present.state()
    const access = await keyOf(account)
    if (present.live()) await quiet()
    // Neither one that was removed meanwhile comes back, nor one in place of what was asked for since.
    if (wish !== wishes || !keys.holds(id)) throw failure('cancelled')
    const opened = { account, access }
    present.take(opened)
    // Not the sign-in screen, if it ended: the profile left behind is one click away.
    void present.refresh(opened, () => present.renewal.wait().catch(() => undefined))
    return present.state()
  }

  async function keyOf({ profileId }: Account): Promise<string> {
    const isSignedIn = profiles.all().some((one) => one.profileId === profileId && one.signedIn)
    const access = isSignedIn ? await keys.read(profileId) : undefined
    if (access !== undefined) return access
    const isUnreadable = !health.isOpen() || health.damagedOnes().includes(profileId)
    if (isSignedIn && isUnreadable) throw failure('keychain-read', { retryable: true })
    profiles.signedOut(profileId)
    present.tell()
    throw failure('session-ended')
  }

  function rename(id: ProfileId, name: string): SessionState {
    profiles.rename(id, name)
    present.tell()
    return present.state()
  }

  async function forget(id: ProfileId): Promise<SessionState> {
    const account = profiles.find(id)
    const access = account && (await keys.peek(id))
    if (!(await keys.remove(id, access))) throw failure('keychain-kept', { retryable: true })
    if (account && access !== undefined)
      void endOnServer(connect, account.server, access).then((told) => told || onNotTold(account.server))
    if (!keys.holds(id) && present.live()?.account.profileId === id) await present.leave()
    // Signed in meanwhile: that is not undone.
    if (keys.holds(id)) return present.state()
    // Delete the profile last: if the application is killed in between, the user can still choose Remove
    // again.
    onForgotten(id)
    profiles.forget(id)
    present.tell()
    return present.state()
  }

  return { open, lapse, rename, forget }
}
