import { randomUUID } from 'node:crypto'
import type { NewToken, Reveal, RevealId, SaveOutcome, Token } from '../../contract/index.ts'
import { failure } from '../failure.ts'

export interface RevealsOptions {
  readonly copy: (secret: string) => Promise<void>
  readonly save: (secret: string, usage: string) => Promise<SaveOutcome>
  readonly now?: () => number
}

export interface Reveals {
  readonly open: (secret: string, request: NewToken, token: Token) => RevealId
  readonly current: () => Reveal | undefined
  /** @throws Failure `reveal-gone`, `clipboard` */
  readonly copy: (id: RevealId) => Promise<void>
  /** @throws Failure `reveal-gone`, `file…` */
  readonly save: (id: RevealId) => Promise<SaveOutcome>
  readonly close: (id: RevealId) => void
  /** A token is shown that nobody has copied or saved: closing now would lose it. */
  readonly atRisk: () => boolean
}

/**
 * The one secret that is being shown. It stays here, under an id that is worthless afterwards; whoever is asked to copy
 * or save it gets it from here, never from the renderer (docs/adr/0003).
 */
export function createReveals({ copy, save, now = Date.now }: RevealsOptions): Reveals {
  let shown: Reveal | undefined

  function known(id: RevealId): Reveal {
    if (shown?.id !== id) throw failure('reveal-gone')
    return shown
  }

  return {
    open(secret, { owner, usage }, token) {
      const id = randomUUID() as RevealId
      shown = {
        id,
        secret,
        usage: token.usage || usage,
        owner,
        createdAt: token.createdAt ?? now(),
        copied: false,
      }
      return id
    },
    current: () => shown,
    async copy(id) {
      await copy(known(id).secret)
      // It may have been closed meanwhile.
      if (shown?.id === id) shown = { ...shown, copied: true }
    },
    async save(id) {
      const { secret, usage } = known(id)
      const outcome = await save(secret, usage)
      // It may have been closed while the dialog was open.
      if (outcome.kind === 'saved' && shown?.id === id) shown = { ...shown, savedAs: outcome.file }
      return outcome
    },
    close(id) {
      known(id)
      shown = undefined
    },
    atRisk: () => shown !== undefined && !shown.copied && shown.savedAs === undefined,
  }
}
