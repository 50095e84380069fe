import type { RevealId } from '../../contract/index.ts'
import type { Pending, Waiting } from './pending.ts'

export interface KeeperOptions {
  readonly pending: Pick<Pending, 'keep'>
  /** Whether the user has dealt with it. */
  readonly isEnded: (id: RevealId) => boolean
  /** Called when the keychain has stored it. */
  readonly onKept: (id: RevealId) => void
}

/** Stores tokens in the keychain, and retries failed ones when the keychain responds again. */
export interface Keeper {
  /** @returns whether the keychain has stored it */
  readonly keep: (waiting: Waiting, secret: string) => Promise<boolean>
  /**
   * Retries the tokens that the keychain did not store. @param onKept called for each token that it stores
   * now
   */
  readonly keepAgain: (onKept: (id: RevealId) => void) => Promise<void>
  /** Stops retrying a token that the user has dealt with. */
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
      // A keychain call that timed out may have stored the token. Storing it again does no harm.
      const all = [...unkept]
      for (const [id, { waiting, secret }] of all) {
        // The user may have closed it while the keychain was storing the previous one.
        if (unkept.has(id) && (await keep(waiting, secret))) onKeptNow(id)
      }
    },
    drop: (id) => void unkept.delete(id),
  }
}
