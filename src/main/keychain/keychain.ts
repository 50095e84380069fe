import type { KeychainState } from '../../contract/index.ts'
import type { KeychainAnswer, KeychainAsk } from './messages.ts'
import type { SecretStore } from './port.ts'

/** A process that answers asks; Electron's `utilityProcess` in the application. */
export interface KeychainProcess {
  readonly post: (ask: KeychainAsk) => void
  readonly onAnswer: (listener: (answer: KeychainAnswer) => void) => void
  readonly onExit: (listener: () => void) => void
  readonly kill: () => void
}

export interface KeychainOptions {
  readonly spawn: () => KeychainProcess
  /** Carries the profile folder's identity, so that a demo or a test never touches a person's entries. */
  readonly service: string
  /** Milliseconds after which an answer is no longer waited for. */
  readonly limit?: number
}

/** Milliseconds: a first call takes 0.4 s, later ones 5 ms. */
const LIMIT = 5000

type Command =
  { kind: 'get' | 'remove' | 'list'; account: string } | { kind: 'set'; account: string; secret: string }
const PROBE = 'probe'
const DEAD = { id: -1, ok: false, state: 'unresponsive' } as const

/** The OS keychain behind a process that can be killed. One call at a time: keychains prompt, and prompts don't stack. */
export function createKeychain({ spawn, service, limit = LIMIT }: KeychainOptions): SecretStore {
  let running: KeychainProcess | undefined
  let settle: ((answer: KeychainAnswer) => void) | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let waiting = 0
  let last = 0

  function started(): KeychainProcess {
    if (running) return running
    const child = spawn()
    child.onAnswer((answer) => answer.id === last && settle?.(answer))
    child.onExit(() => running === child && stop())
    running = child
    return child
  }

  function stop(): void {
    const child = running
    running = undefined
    child?.kill()
    settle?.(DEAD)
  }

  async function once(command: Command): Promise<KeychainAnswer> {
    last += 1
    const timer = setTimeout(stop, limit)
    try {
      return await new Promise((resolve) => {
        settle = resolve
        try {
          started().post({ ...command, id: last, service })
        } catch {
          // No process to be had: as good as one that does not answer.
          stop()
        }
      })
    } finally {
      clearTimeout(timer)
      settle = undefined
    }
  }

  function call(command: Command): Promise<KeychainAnswer> {
    waiting += 1
    const turn = queue.then(() => once(command)).finally(() => (waiting -= 1))
    queue = turn
    return turn
  }

  const stateAfter = async (command: Command): Promise<KeychainState> => {
    const answer = await call(command)
    return answer.ok ? 'available' : answer.state
  }

  return {
    async get(account) {
      const answer = await call({ kind: 'get', account })
      if (!answer.ok) return { kind: 'unavailable', state: answer.state }
      return answer.secret === null ? { kind: 'nothing' } : { kind: 'found', secret: answer.secret }
    },
    set: (account, secret) => stateAfter({ kind: 'set', account, secret }),
    remove: (account) => stateAfter({ kind: 'remove', account }),
    async list() {
      const answer = await call({ kind: 'list', account: '' })
      return answer.ok ? (answer.accounts ?? []) : []
    },
    async probe() {
      const state = await stateAfter({ kind: 'set', account: PROBE, secret: PROBE })
      return state === 'available' ? await stateAfter({ kind: 'remove', account: PROBE }) : state
    },
    underWay: () => (waiting > 0 ? queue : undefined),
    close: stop,
  }
}
