import type { TokenId, UserId } from '../../contract/index.ts'
import { orCancelled } from '../or-cancelled.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import { createReader } from './reading.ts'
import { unlessClosed, wholeOf } from './token-ids.ts'

type Api = Pick<TokensApi, 'all'>
/**
 * `undefined` when the list can't be read whole: no permission, too many tokens or requests, an unreadable
 * row.
 */
type Ids = ReadonlySet<TokenId> | undefined

/** Milliseconds for which prepared ids can be used as the ids from before a create. */
export const MAX_AGE_MS = 30_000

export interface PreparedIds {
  /** Reads the ids while the user is still typing the name, unless they were just read. Never throws. */
  readonly prepare: (api: Api, owner: UserId, signal: AbortSignal) => Promise<void>
  /**
   * Returns the ids prepared for this owner, and waits if they are still being read. Each preparation is used
   * only once. Ids that are too old are read again.
   *
   * @throws Failure when the network or the session fails, since the create would fail too; `cancelled`
   */
  readonly take: (api: Api, owner: UserId, signal: AbortSignal) => Promise<Ids>
}

interface Reading {
  /**
   * Resolves after the first pass in which no rows moved between pages. Later passes only find rows that
   * other people's deletions moved.
   */
  readonly first: Promise<unknown>
  readonly whole: Promise<void>
  readonly latest: () => Ids
  readonly stop: () => void
  readonly isStopped: () => boolean
}

function startReading(api: Api, owner: UserId, signal?: AbortSignal): Reading {
  const stopped = new AbortController()
  const either = signal ? AbortSignal.any([signal, stopped.signal]) : stopped.signal
  const firstPass = Promise.withResolvers<void>()
  let ids: Ids
  const read = createReader().readInPasses(
    api,
    { userId: owner, search: '' },
    either,
    (reading, wandered) => {
      const tokens = wholeOf(reading)
      ids = tokens && new Set(tokens.map(({ id }) => id))
      if (!wandered) firstPass.resolve()
    },
  )
  const whole = unlessClosed(read)
  const first = Promise.race([firstPass.promise, whole])
  first.catch(() => undefined)
  return {
    first,
    // A failure in the first pass is reported by `first`.
    whole: whole.catch(() => undefined),
    latest: () => ids,
    stop: () => stopped.abort(),
    isStopped: () => either.aborted,
  }
}

/**
 * @param whose returns the current profile
 * @param now a monotonic clock in milliseconds
 */
export function createPreparedIds(
  whose: () => string | undefined,
  now = () => performance.now(),
): PreparedIds {
  let prepared: { readonly key: string; readonly at: number; readonly reading: Reading } | undefined
  const keyOf = (owner: UserId) => `${whose()} ${owner}`

  function matching(owner: UserId): Reading | undefined {
    if (prepared?.key !== keyOf(owner) || now() - prepared.at > MAX_AGE_MS) return undefined
    return prepared.reading
  }

  /** Aborts the second pass if it is still running: a create does not wait for it. */
  async function idsOf(reading: Reading, signal: AbortSignal): Promise<Ids> {
    await orCancelled(reading.first, signal)
    const ids = reading.latest()
    reading.stop()
    return ids
  }

  return {
    async prepare(api, owner, signal) {
      const known = matching(owner)
      const isKnown = known?.latest() !== undefined || known?.isStopped() === false
      const reading = known && isKnown ? known : startReading(api, owner, signal)
      if (reading !== known) prepared = { key: keyOf(owner), at: now(), reading }
      await reading.whole
    },
    async take(api, owner, signal) {
      const reading = matching(owner)
      prepared = undefined
      if (!reading) return await idsOf(startReading(api, owner, signal), signal)
      try {
        return await idsOf(reading, signal)
      } catch (thrown) {
        if (signal.aborted) throw thrown
        // The dialog that started the read was closed, or the network was down for a moment: read them now.
        return await idsOf(startReading(api, owner, signal), signal)
      }
    },
  }
}
