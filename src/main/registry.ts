import type { SessionState } from '../contract/index.ts'
import type { Send } from './bridge/events.ts'
import type { Services } from './bridge/handlers.ts'
import { createJobs } from './jobs/jobs.ts'
import { lookWith, perform, untilStopped } from './jobs/perform.ts'
import type { Session } from './session/session.ts'
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
  /** Requests of the session that is there now. */
  readonly wire: () => Wire
  /**
   * Somebody else, or nobody: what was begun is not theirs, and not to be shown to them.
   *
   * @returns whether it is
   */
  readonly onSession: (state: SessionState) => boolean
}

/** Pages of tokens, single tokens and bulk work, for whoever is signed in. */
export function createRegistry({ session, transports, send, timeouts }: RegistryOptions): Registry {
  /**
   * A 401 waits for the person, and goes on.
   *
   * @param stopped ends that wait for all of them, and lets none begin
   * @param paced a 429 is for a job to see
   */
  function wire(stopped?: AbortSignal, paced = false): Wire {
    const { server, access, renew } = session().forRequests()
    return createWire({
      server,
      access,
      ...transports(server),
      renew: stopped ? untilStopped(renew, stopped) : renew,
      ...(timeouts ? { timeouts } : {}),
      paced,
    })
  }
  const tokens = (stopped?: AbortSignal, paced?: boolean) => createTokensApi(wire(stopped, paced))
  const listings = new Map<string, Listing>()

  function listing(): Listing {
    const { server } = session().account()
    const known =
      listings.get(server) ??
      createListing({ api: () => tokens(), onRead: (read) => send('tokens:reading', read) })
    listings.set(server, known)
    return known
  }

  const jobs = createJobs({
    // A deletion is not read first; what it reads after a lost answer is to be told, not rested for.
    perform: (kind, userId, id, stopped) => perform(tokens(stopped, kind !== 'delete'), kind, userId, id),
    ...lookWith((stopped) => tokens(stopped)),
    onChange: (state) => send('job:changed', state),
  })
  let worker: string | undefined

  function onSession(state: SessionState): boolean {
    const now = state.kind === 'signed-in' ? state.account.profileId : undefined
    if (now === worker) return false
    worker = now
    jobs.abandon()
    return true
  }

  return { wire: () => wire(), tokens: () => tokens(), listing, jobs, onSession }
}
