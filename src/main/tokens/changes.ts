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
  /** Resolves when all changes in flight have succeeded or failed. */
  readonly idle: () => Promise<void>
}

/**
 * Renames, disables and enables single tokens. Each change takes several requests. A switch to another
 * profile waits for them, because afterwards they have no session to use.
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
