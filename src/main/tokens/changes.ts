import type {
  EnableOutcome,
  EnableRequest,
  ProfileId,
  RenameOutcome,
  RenameRequest,
} from '../../contract/index.ts'
import type { TokensApi } from '../webitel/tokens.ts'
import { enableToken, renameToken } from './changing.ts'

export interface Changes {
  readonly rename: (profile: ProfileId, request: RenameRequest, signal: AbortSignal) => Promise<RenameOutcome>
  readonly enable: (profile: ProfileId, request: EnableRequest, signal: AbortSignal) => Promise<EnableOutcome>
  readonly isUnderWay: () => boolean
  /** Resolves when those in flight have ended, in whichever way. */
  readonly idle: () => Promise<void>
}

/**
 * Renaming, disabling and enabling single tokens. Each takes several requests: a switch to another profile waits for
 * them, since they have no session to go on with afterwards.
 */
export function createChanges(tokens: (profile: ProfileId) => Pick<TokensApi, 'read' | 'change'>): Changes {
  const inFlight = new Set<Promise<unknown>>()

  function track<T>(change: Promise<T>): Promise<T> {
    const ended: Promise<unknown> = change.catch(() => undefined).finally(() => inFlight.delete(ended))
    inFlight.add(ended)
    return change
  }

  return {
    rename: (profile, request, signal) => track(renameToken(tokens(profile), request, signal)),
    enable: (profile, request, signal) => track(enableToken(tokens(profile), request, signal)),
    isUnderWay: () => inFlight.size > 0,
    idle: async () => void (await Promise.all(inFlight)),
  }
}
