import { countTicks } from './awake-clock.ts'

/** Milliseconds between two beats. */
export const BEAT_MS = 250

/** Reports how long a worker process has waited for the other side of its call (a keychain, a drive). */
export interface Beat {
  /** Milliseconds that the worker was running since the call started. 0 when the call starts. */
  readonly waitedMs: number
}

export const isBeat = (message: object): message is Beat => 'waitedMs' in message

/**
 * Runs a call in a worker process. It sends a beat to main when the call starts, and then every `BEAT_MS`,
 * with the time that the call has waited. Time in which the worker wasn't running doesn't count.
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
