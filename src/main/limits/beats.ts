import { countTicks } from './awake-clock.ts'

/** Milliseconds between two beats. */
export const BEAT_MS = 250

/** Says how long a worker process has waited for the other side of its call. */
export interface Beat {
  /** Milliseconds that the worker was running since the call began; 0: it begins now. */
  readonly waitedMs: number
}

export const isBeat = (message: object): message is Beat => 'waitedMs' in message

/**
 * Runs a call in a worker process. Main is told when it begins, and then every `BEAT_MS` how long it has waited: time in
 * which the worker itself did not run is not counted.
 *
 * @param post sends a beat to main
 */
export async function withBeats<T>(post: (beat: Beat) => void, call: () => Promise<T>): Promise<T> {
  post({ waitedMs: 0 })
  const stop = countTicks(BEAT_MS, (ticks) => post({ waitedMs: ticks * BEAT_MS }))
  try {
    return await call()
  } finally {
    stop()
  }
}
