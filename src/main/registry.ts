import type { ProfileId, SessionState } from '../contract/index.ts'
import type { Send } from './bridge/events.ts'
import type { Services } from './bridge/handlers.ts'
import { createJobs } from './jobs/jobs.ts'
import { lookWith, perform, untilStopped } from './jobs/perform.ts'
import type { Session, SessionRequests } from './session/session.ts'
import { createListing, type Listing } from './tokens/listing.ts'
import { createTokensApi } from './webitel/tokens.ts'
import { createWire, type Fetch, type Timeouts, type Wire } from './webitel/wire.ts'

export interface RegistryOptions {
  readonly session: () => Session
  /** Of one server. */
  readonly transports: (server: string) => { readonly fetch: Fetch; readonly fetchOnce: Fetch }
  readonly send: Send
  readonly timeouts?: Timeouts
}

export interface Registry extends Pick<Services, 'tokens' | 'listing' | 'jobs'> {
  /** Requests of that profile. @throws Failure `cancelled` when another one is shown, `session-ended` */
  readonly wire: (profile: ProfileId) => Wire
  /**
   * Another person is signed in, or nobody: ends what the one before began.
   *
   * @returns whether it is another one
   */
  readonly onSession: (state: SessionState) => boolean
  /** That profile was removed. */
  readonly leave: (profile: ProfileId) => void
}

/** Pages of tokens, single tokens and bulk work, each for the profile that it was asked for. */
export function createRegistry({ session, transports, send, timeouts }: RegistryOptions): Registry {
  /**
   * A 401 waits for the person to sign in again, then the request is repeated.
   *
   * @param stopped ends the waits of all its requests, and lets none begin
   * @param paced a 429 is left to the job
   */
  function wireOf(asked: SessionRequests, stopped?: AbortSignal, paced = false): Wire {
    const { server, access, renew } = asked
    return createWire({
      server,
      access,
      ...transports(server),
      renew: stopped ? untilStopped(renew, stopped) : renew,
      ...(timeouts ? { timeouts } : {}),
      paced,
    })
  }
  const wire = (profile: ProfileId): Wire => wireOf(session().forRequests(profile))
  const tokens = (profile: ProfileId, quiet = false) =>
    createTokensApi(quiet ? quietWire(profile) : wire(profile))

  /** For what nobody pressed a button for: a session that ended fails the request, and the person is not asked. */
  function quietWire(profile: ProfileId): Wire {
    const { server, access } = session().forRequests(profile)
    return createWire({ server, access, ...transports(server), ...(timeouts ? { timeouts } : {}) })
  }
  /** Each remembers rows that were shown: those of one profile are never another's. */
  const listings = new Map<ProfileId, Listing>()

  function listing(profile: ProfileId): Listing {
    session().forRequests(profile)
    const known = listings.get(profile) ?? createListing({ api: () => tokens(profile) })
    listings.set(profile, known)
    return known
  }

  const jobs = createJobs({
    worker(profile) {
      const asked = session().forRequests(profile)
      const api = (stopped: AbortSignal, paced?: boolean) => createTokensApi(wireOf(asked, stopped, paced))
      return {
        // A deletion is not read first; a 429 in the look after a lost answer is a result, not a reason to rest.
        perform: (kind, userId, id, stopped) => perform(api(stopped, kind !== 'delete'), kind, userId, id),
        ...lookWith(api),
      }
    },
    onChange: (state) => send('job:changed', state),
  })
  let current: ProfileId | undefined

  function onSession(state: SessionState): boolean {
    const now = state.kind === 'signed-in' ? state.account.profileId : undefined
    if (now === current) return false
    current = now
    jobs.abandon()
    return true
  }

  return { wire, tokens, listing, jobs, onSession, leave: (profile) => void listings.delete(profile) }
}
