import type { KeychainAnswer, KeychainAsk } from './messages.ts'

/** A process that answers asks; Electron's `utilityProcess` in the application. */
export interface KeychainProcess {
  readonly post: (ask: KeychainAsk) => void
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
  /** Milliseconds after which an answer is no longer waited for, from the asking on, and the process is killed. */
  readonly limit: number
}

export interface Turns {
  readonly call: (command: Command) => Promise<KeychainAnswer>
  /** What is under way, to its end; nothing when nothing is, or the last one was not answered: this one won't be either. */
  readonly underWay: () => Promise<unknown> | undefined
  /** Ends what is under way, at once. */
  readonly close: () => void
}

/** Milliseconds that a call has even after it waited for one before it that was not answered: enough for a new process. */
const LEAST = 1000
const DEAD = { id: -1, ok: false, state: 'unresponsive' } as const

/** One call at a time, to a process that is started when it is needed. */
export function createTurns({ spawn, service, limit }: TurnsOptions): Turns {
  let running: KeychainProcess | undefined
  let settle: ((answer: KeychainAnswer) => void) | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let waiting = 0
  let last = 0
  let hangs = false
  /** Whether the process that runs has found a keychain. */
  let knows = false

  function started(): KeychainProcess {
    if (running) return running
    const child = spawn()
    child.onAnswer((answer) => answer.id === last && settle?.(answer))
    child.onExit(() => running === child && stop())
    running = child
    knows = false
    return child
  }

  function stop(): void {
    const child = running
    running = undefined
    child?.kill()
    settle?.(DEAD)
  }

  async function once(command: Command, asked: number): Promise<KeychainAnswer> {
    last += 1
    const timer = setTimeout(stop, Math.max(LEAST, limit - (performance.now() - asked)))
    const answer = await new Promise<KeychainAnswer>((resolve) => {
      settle = resolve
      try {
        started().post({ ...command, id: last, service })
      } catch {
        // No process to be had: as good as one that does not answer.
        stop()
      }
    })
    clearTimeout(timer)
    settle = undefined
    hangs = answer === DEAD
    return answer
  }

  /** A process that knows a Secret Service does not find one that was started since. */
  async function renewed(command: Command, asked: number): Promise<KeychainAnswer> {
    const answer = await once(command, asked)
    const isAbsent = !answer.ok && answer.state === 'absent'
    if (!isAbsent) knows = answer !== DEAD
    if (!isAbsent || !knows) return answer
    stop()
    return await once(command, asked)
  }

  return {
    call(command) {
      // Not by the clock of the day, which may be set meanwhile.
      const asked = performance.now()
      waiting += 1
      const turn = queue.then(() => renewed(command, asked)).finally(() => (waiting -= 1))
      queue = turn
      return turn
    },
    underWay: () => (waiting > 0 && !hangs ? queue : undefined),
    close: stop,
  }
}
