import { randomUUID } from 'node:crypto'
import { session as electronSession, type BrowserWindow, type Session } from 'electron'
import { failure } from '../../failure.ts'
import type { ProviderVisit, SigningInOptions } from '../sign-in/signing-in.ts'
import { holdSession } from './policy.ts'
import { showProvider } from './provider-window.ts'

export interface Visits {
  /** One at a time. @returns the session's key @throws Failure `busy`, and what `showProvider` throws */
  readonly visit: SigningInOptions['visit']
  /** The server that pages of that session sign in to; nothing for any other session. */
  readonly serverOf: (session: Session) => string | undefined
}

/**
 * Visits to providers' pages. Each has its own Electron session, which is cleared afterwards (docs/adr/0012).
 *
 * @param preload script that runs in each of their pages and frames (`src/preload/foreign.ts`)
 */
export function createVisits(parent: () => BrowserWindow | undefined, preload: string): Visits {
  let underWay: { readonly session: Session; readonly server: string } | undefined

  async function visit(to: ProviderVisit, signal: AbortSignal): Promise<string> {
    if (underWay) throw failure('busy')
    const session = electronSession.fromPartition(`provider:${randomUUID()}`, { cache: false })
    holdSession(session, to.server)
    runInEachFrame(session, preload)
    underWay = { session, server: to.server }
    try {
      return await showProvider(to, session, parent(), signal)
    } finally {
      underWay = undefined
      void forget(session)
    }
  }

  return {
    visit,
    serverOf: (session) => (session === underWay?.session ? underWay.server : undefined),
  }
}

async function forget(session: Session): Promise<void> {
  await Promise.allSettled([
    session.clearStorageData(),
    session.clearAuthCache(),
    session.clearHostResolverCache(),
    session.closeAllConnections(),
  ])
}

function runInEachFrame(session: Session, filePath: string): void {
  // Electron 33, the older Electron that tests may run on, has only the older call.
  if ('registerPreloadScript' in session) session.registerPreloadScript({ type: 'frame', filePath })
  else (session as Session).setPreloads([filePath])
}
