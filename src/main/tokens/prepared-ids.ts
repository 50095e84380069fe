import type { TokenId, UserId } from '../../contract/index.ts'
import { orCancelled } from '../or-cancelled.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import { createReader } from './reading.ts'
import { unlessClosed, wholeOf } from './token-ids.ts'

type Api = Pick<TokensApi, 'all'>
/** Absent where the list can't be read whole: no permission, too many tokens or requests, an unreadable row. */
type Ids = ReadonlySet<TokenId> | undefined

/** Milliseconds for which ids that were read for a create count as those from before it. */
export const MAX_AGE_MS = 30_000

export interface PreparedIds {
  /** Reads the ids while the person is still typing the name, unless they were just read. Never throws. */
  readonly prepare: (api: Api, owner: UserId, signal: AbortSignal) => Promise<void>
  /**
   * Those that were prepared for this owner, once, or that are being read; if they are too old, they are read now.
   *
   * @throws Failure for a network or session that a create could not be sent over either; `cancelled`
   */
  readonly take: (api: Api, owner: UserId, signal: AbortSignal) => Promise<Ids>
}

interface Reading {
  /** The first pass in which no rows wandered; the next one only looks for those that others' deletions moved. */
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
    // Whoever waits for the first pass hears of a failure in it.
    whole: whole.catch(() => undefined),
    latest: () => ids,
    stop: () => stopped.abort(),
    isStopped: () => either.aborted,
  }
}

/**
 * @param whose the profile that is shown
 * @param now milliseconds of a clock that is never set back
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

  /** Without the second pass, where it has not ended: a create does not wait for it. */
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
        // The dialog that had them read is gone, or the network was away for a moment.
        return await idsOf(startReading(api, owner, signal), signal)
      }
    },
  }
}
