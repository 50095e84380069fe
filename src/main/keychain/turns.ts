import { limitCall, type CallLimit } from '../limits/call-limit.ts'
import type { KeychainAnswer, KeychainAsk, KeychainBeat } from './messages.ts'

/** A process that answers asks; Electron's `utilityProcess` in the application. */
export interface KeychainProcess {
  readonly post: (ask: KeychainAsk) => void
  /** A call starts, or is still in flight (`withBeats`). */
  readonly onBeat: (listener: (beat: KeychainBeat) => void) => void
  readonly onAnswer: (listener: (answer: KeychainAnswer) => void) => void
  readonly onExit: (listener: () => void) => void
  readonly kill: () => void
}

export type Command =
  | { readonly kind: 'get' | 'remove' | 'list' | 'unlock'; readonly account: string }
  | { readonly kind: 'set'; readonly account: string; readonly secret: string }

export interface TurnsOptions {
  readonly spawn: () => KeychainProcess
  readonly service: string
  /**
   * Milliseconds after which a call times out and the keychain's process is killed. Counted from when that
   * process starts the call. The time that earlier calls waited for the keychain while this call was queued
   * also counts.
   */
  readonly limit: number
}

export interface Turns {
  readonly call: (command: Command) => Promise<KeychainAnswer>
  /**
   * Resolves when the calls in flight have ended. `undefined` if there are none, or if the last call timed
   * out: then the next one would time out, too.
   */
  readonly underWay: () => Promise<unknown> | undefined
  /** Ends what is under way, at once. */
  readonly close: () => void
}

/**
 * The shortest timeout of a call in milliseconds, for when earlier calls have used up its time in the queue.
 */
const SHORTEST_TIMEOUT_MS = 1000
const DEAD = { id: -1, ok: false, state: 'unresponsive' } as const

/** One call at a time, to a process that is started when it is needed. */
export function createTurns({ spawn, service, limit }: TurnsOptions): Turns {
  let running: KeychainProcess | undefined
  let settle: ((answer: KeychainAnswer) => void) | undefined
  let callLimit: CallLimit | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let waiting = 0
  let last = 0
  let hangs = false
  /** Whether the process that runs has found a keychain. */
  let knows = false
  /** Milliseconds spent waiting for the keychain: in all calls, and in the current one. */
  let waitedMs = 0
  let waitedNowMs = 0

  function started(): KeychainProcess {
    if (running) return running
    const child = spawn()
    const isCurrent = ({ id }: { readonly id: number }) => running === child && id === last
    child.onBeat((beat) => isCurrent(beat) && note(beat))
    child.onAnswer((answer) => isCurrent(answer) && settle?.(answer))
    child.onExit(() => running === child && stop())
    running = child
    knows = false
    return child
  }

  function note(beat: KeychainBeat): void {
    waitedMs += beat.waitedMs - waitedNowMs
    waitedNowMs = beat.waitedMs
    callLimit?.heard(beat)
  }

  function stop(): void {
    const child = running
    running = undefined
    child?.kill()
    settle?.(DEAD)
  }

  /** @param waitedBefore the value of `waitedMs` when the caller made the call */
  async function once(command: Command, waitedBefore: number): Promise<KeychainAnswer> {
    last += 1
    waitedNowMs = 0
    const timeoutMs = Math.max(SHORTEST_TIMEOUT_MS, limit - (waitedMs - waitedBefore))
    callLimit = limitCall({ timeoutMs, onTimeout: stop, onHang: stop })
    const answer = await new Promise<KeychainAnswer>((resolve) => {
      settle = resolve
      try {
        started().post({ ...command, id: last, service })
      } catch {
        // No process to be had: as good as one that does not answer.
        stop()
      }
    })
    callLimit.stop()
    settle = undefined
    hangs = answer === DEAD
    return answer
  }

  /** A process that knows a Secret Service does not find one that was started since. */
  async function renewed(command: Command, waitedBefore: number): Promise<KeychainAnswer> {
    const answer = await once(command, waitedBefore)
    const isAbsent = !answer.ok && answer.state === 'absent'
    if (!isAbsent) knows = answer !== DEAD
    if (!isAbsent || !knows) return answer
    stop()
    return await once(command, waitedBefore)
  }

  return {
    call(command) {
      const waitedBefore = waitedMs
      waiting += 1
      const turn = queue.then(() => renewed(command, waitedBefore)).finally(() => (waiting -= 1))
      queue = turn
      return turn
    },
    underWay: () => (waiting > 0 && !hangs ? queue : undefined),
    close: stop,
  }
}
