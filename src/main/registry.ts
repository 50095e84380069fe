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
  /** Requests of this profile. @throws Failure `cancelled` if another profile is shown, `session-ended` */
  readonly wire: (profile: ProfileId) => Wire
  /**
   * Stops the running job if another profile is shown now, or none.
   *
   * @returns whether the profile changed
   */
  readonly onSession: (state: SessionState) => boolean
  /** Call it when a profile was removed. */
  readonly leave: (profile: ProfileId) => void
}

/** Pages of tokens, single tokens and bulk jobs. Each stays bound to the profile that the caller named. */
export function createRegistry({ session, transports, send, timeouts }: RegistryOptions): Registry {
  /**
   * After a 401, waits for the user to sign in again, then retries the request.
   *
   * @param stopped ends the waits of all its requests, and prevents new ones
   * @param paced whether the caller, a job, handles a 429 itself
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

  /**
   * For requests in the background: if the session has ended, the request fails and the user isn't asked to
   * sign in.
   */
  function quietWire(profile: ProfileId): Wire {
    const { server, access } = session().forRequests(profile)
    return createWire({ server, access, ...transports(server), ...(timeouts ? { timeouts } : {}) })
  }
  /** One per profile, because each caches the rows that were shown. */
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
        // A deletion reads nothing first. A 429 in the check after a lost response is a result, not a reason
        // to pause.
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
