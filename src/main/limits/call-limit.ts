import { afterAwake } from './awake-clock.ts'
import type { Beat } from './beats.ts'

/**
 * Milliseconds without a beat after which a worker process counts as hung. It beats four times a second, so
 * only a worker that hangs or can't be loaded reaches this limit. A slow computer doesn't.
 */
export const WORKER_HANG_TIMEOUT_MS = 120_000

export interface CallLimitOptions {
  /** Milliseconds that the other side (a keychain, a drive) may take to answer, counted by the worker. */
  readonly timeoutMs: number
  /** The other side did not answer in time. Called once. */
  readonly onTimeout: () => void
  /** The worker itself was silent for `WORKER_HANG_TIMEOUT_MS`. Called once. */
  readonly onHang: () => void
}

export interface CallLimit {
  readonly heard: (beat: Beat) => void
  readonly stop: () => void
}

/**
 * Limits a call in a worker process twice: the time of the other side, and the worker's silence
 * (docs/adr/0041).
 */
export function limitCall({ timeoutMs, onTimeout, onHang }: CallLimitOptions): CallLimit {
  let stopHang = afterAwake(WORKER_HANG_TIMEOUT_MS, onHang)
  let isTimedOut = false
  let isStopped = false

  return {
    heard({ waitedMs }) {
      if (isStopped) return
      stopHang()
      stopHang = afterAwake(WORKER_HANG_TIMEOUT_MS, onHang)
      if (isTimedOut || waitedMs < timeoutMs) return
      isTimedOut = true
      onTimeout()
    },
    stop() {
      isStopped = true
      stopHang()
    },
  }
}
