import { randomUUID } from 'node:crypto'
import type { NewToken, Reveal, RevealId, SaveOutcome, Token } from '../../contract/index.ts'
import { failure } from '../failure.ts'
import type { Pending } from './pending.ts'

export interface RevealsOptions {
  readonly copy: (secret: string) => Promise<void>
  readonly save: (secret: string, usage: string) => Promise<SaveOutcome>
  readonly pending: Pending
  readonly now?: () => number
}

export interface Reveals {
  /** Keeps the secret over a crash, where there is a keychain, before anybody can see it. */
  readonly open: (secret: string, request: NewToken, token: Token) => Promise<RevealId>
  /** The one that is shown, after those of an earlier start were looked for. */
  readonly current: () => Promise<Reveal | undefined>
  /** @throws Failure `reveal-gone`, `clipboard` */
  readonly copy: (id: RevealId) => Promise<void>
  /** @throws Failure `reveal-gone`, `file…` */
  readonly save: (id: RevealId) => Promise<SaveOutcome>
  readonly close: (id: RevealId) => void
  /** A token waits that nobody has copied or saved: closing now would lose it. */
  readonly atRisk: () => boolean
}

/**
 * The secrets that wait to be dealt with, one shown after the other. They stay here, under ids that are worthless
 * afterwards; whoever is asked to copy or save one gets it from here, never from the renderer (docs/adr/0003).
 */
export function createReveals({ copy, save, pending, now = Date.now }: RevealsOptions): Reveals {
  let waiting: readonly Reveal[] = []
  const restored = pending.left().then((left) => (waiting = [...left, ...waiting]))

  function known(id: RevealId): Reveal {
    const [shown] = waiting
    if (shown?.id !== id) throw failure('reveal-gone')
    return shown
  }

  /** Nothing, if it was closed meanwhile. */
  const note = (id: RevealId, change: Partial<Reveal>): void => {
    waiting = waiting.map((reveal) => (reveal.id === id ? { ...reveal, ...change } : reveal))
  }

  return {
    async open(secret, { owner, usage }, token) {
      const id = randomUUID() as RevealId
      const createdAt = token.createdAt ?? now()
      const reveal = { id, secret, usage: token.usage || usage, owner, createdAt, copied: false, kept: false }
      waiting = [...waiting, reveal]
      note(id, { kept: await pending.keep(reveal) })
      return id
    },
    async current() {
      await restored
      return waiting[0]
    },
    async copy(id) {
      await copy(known(id).secret)
      note(id, { copied: true })
    },
    async save(id) {
      const { secret, usage } = known(id)
      const outcome = await save(secret, usage)
      if (outcome.kind === 'saved') note(id, { savedAs: outcome.file })
      return outcome
    },
    close(id) {
      known(id)
      waiting = waiting.filter((reveal) => reveal.id !== id)
      pending.forget(id)
    },
    atRisk: () => waiting.some(({ copied, savedAs }) => !copied && savedAs === undefined),
  }
}
