import type { JobKind, TokenId, UserId } from '../../contract/index.ts'
import { failure } from '../failure.ts'
import { setEnabled } from '../tokens/changing.ts'
import { holdingOf, oneByOne } from '../tokens/holding.ts'
import { createListing } from '../tokens/listing.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import type { Look } from './worker.ts'

/** One token of a job. Done when it returns. @throws Failure */
export const perform = (api: TokensApi, kind: JobKind, userId: UserId, id: TokenId): Promise<void> =>
  kind === 'delete' ? api.remove(userId, id) : setEnabled(api, userId, id, kind === 'enable')

/**
 * How a job looks up tokens on the server. @param apiUntil sends requests that, once the signal is aborted,
 * no longer wait for the user to sign in again
 */
export function lookWith(apiUntil: (stopped: AbortSignal) => TokensApi): Look {
  return {
    async look(userId, ids, signal, stopped) {
      const api = apiUntil(stopped)
      const { glance } = createListing({ api: () => api })
      return await holdingOf({ read: api.read, glance }, userId, ids, signal)
    },
    lookClosely: async (userId, ids, signal, stopped) =>
      await oneByOne(apiUntil(stopped), userId, ids, signal),
  }
}

type Renew = (signal?: AbortSignal) => Promise<void>

/** A wait for somebody to sign in again that ends with a signal of the job's own; what was sent is not cut off by it. */
export const untilStopped =
  (renew: Renew, stopped: AbortSignal): Renew =>
  async () => {
    if (stopped.aborted) throw failure('cancelled')
    await renew(stopped)
  }
