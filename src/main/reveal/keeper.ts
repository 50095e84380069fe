import type { RevealId } from '../../contract/index.ts'
import type { Pending, Waiting } from './pending.ts'

export interface KeeperOptions {
  readonly pending: Pick<Pending, 'keep'>
  /** The user has dealt with it. */
  readonly isEnded: (id: RevealId) => boolean
  /** The keychain keeps it. */
  readonly onKept: (id: RevealId) => void
}

/** Puts tokens into the keychain, and those that it did not take again when it answers. */
export interface Keeper {
  /** @returns whether the keychain keeps it */
  readonly keep: (waiting: Waiting, secret: string) => Promise<boolean>
  /** Tries the ones again that the keychain did not take. @param onKept called for each that it takes now */
  readonly keepAgain: (onKept: (id: RevealId) => void) => Promise<void>
  /** The user has dealt with it: it is not tried again. */
  readonly drop: (id: RevealId) => void
}

export function createKeeper({ pending, isEnded, onKept }: KeeperOptions): Keeper {
  const unkept = new Map<RevealId, { readonly waiting: Waiting; readonly secret: string }>()

  async function keep(waiting: Waiting, secret: string): Promise<boolean> {
    const { id } = waiting
    unkept.delete(id)
    const isKept = await pending.keep(waiting, secret)
    if (isKept) onKept(id)
    else if (!isEnded(id)) unkept.set(id, { waiting, secret })
    return isKept
  }

  return {
    keep,
    async keepAgain(onKeptNow) {
      // A keychain call that timed out may have stored it: storing it once more does no harm.
      const all = [...unkept]
      for (const [id, { waiting, secret }] of all) {
        // The user may have closed it while the keychain took the one before.
        if (unkept.has(id) && (await keep(waiting, secret))) onKeptNow(id)
      }
    },
    drop: (id) => void unkept.delete(id),
  }
}
