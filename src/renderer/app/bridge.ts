import { inject, type InjectionKey } from 'vue'
import type { AppError, Bridge, Result, Ticket } from '../../contract/index.ts'

declare global {
  interface Window {
    /** Put here by the preload script. */
    readonly webitel: Bridge
  }
}

/** Characters of a search that main takes. */
export const LONGEST_SEARCH = 500

export const bridgeKey: InjectionKey<Bridge> = Symbol('bridge')

/** The bridge that the application was given; in components and stores only. */
export function useBridge(): Bridge {
  const bridge = inject(bridgeKey)
  if (!bridge) throw new Error('No bridge was provided')
  return bridge
}

const REFUSED: AppError = { code: 'internal', message: '', retryable: false }

type Ask = (...args: unknown[]) => Promise<Result<unknown>>

/** Main rejects a call only when it refuses it (a defect of ours): a value too, so that no caller forgets it. */
const settled =
  (ask: Ask): Ask =>
  (...args) =>
    ask(...args).catch(() => ({ ok: false, error: REFUSED }))

/** The same bridge, whose requests never reject. */
export function withoutRejections(bridge: Bridge): Bridge {
  const asks = Object.entries(bridge.request as Record<string, Ask>)
  const request = Object.fromEntries(asks.map(([channel, ask]) => [channel, settled(ask)]))
  return { on: bridge.on, request: request as unknown as Bridge['request'] }
}

let lastTicket: Ticket = 0

/** A ticket that no request under way has. */
export const nextTicket = (): Ticket => ++lastTicket
