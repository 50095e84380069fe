import { z } from 'zod'
import type { ProfileId } from '../../contract/index.ts'
import type { Health } from '../keychain/health.ts'
import { createInTurn } from './in-turn.ts'
import { sessionKey } from '../webitel/values.ts'

/**
 * An object, so that a later version can keep more in it. A key that can't be sent in a header counts as
 * damaged.
 */
const entrySchema = z.object({ access: sessionKey })

export interface KeyRingOptions {
  readonly health: Health
  /** Whether the keychain may hold an entry of that profile, and what is known of it since. */
  readonly mayHold: (profile: ProfileId) => boolean
  readonly onEntry: (profile: ProfileId, isThere: boolean) => void
  /** Another key of it took the place of that one. */
  readonly onReplaced: (profile: ProfileId, access: string) => void
}

/** The keys of sessions: in memory, and one entry a profile in the OS keychain. */
export interface KeyRing {
  /** @returns the session's key; nothing where there is none, or none that can be read */
  readonly read: (profile: ProfileId) => Promise<string | undefined>
  /** The same, and memory does not keep it. */
  readonly peek: (profile: ProfileId) => Promise<string | undefined>
  /** In memory at once; in the keychain when it can be: not over an entry that can't be read. */
  readonly write: (profile: ProfileId, access: string) => Promise<void>
  readonly holds: (profile: ProfileId) => boolean
  /** Out of memory. */
  readonly drop: (profile: ProfileId) => void
  /**
   * Out of both.
   *
   * @param known the key to remove, if memory may not hold it
   * @returns true if the keychain was checked and no longer has the key, or if a newer key of that profile
   *   replaces it. Otherwise memory still holds the key
   */
  readonly remove: (profile: ProfileId, known?: string) => Promise<boolean>
  /** Moves into the keychain what is in memory alone. */
  readonly settle: () => Promise<void>
  /** The person agreed: entries that can't be read go. */
  readonly replaceDamaged: () => Promise<void>
}

export function createKeyRing({ health, mayHold, onEntry, onReplaced }: KeyRingOptions): KeyRing {
  const { keychain } = health
  const memory = new Map<ProfileId, string>()
  /** Those that the keychain does not hold yet. */
  const homeless = new Set<ProfileId>()
  /**
   * Tasks of one profile run one after the other. Each reads before it writes, or writes and reads back. A
   * second task between these two steps could store a key again after its removal.
   */
  const inTurn = createInTurn<ProfileId>()

  async function lookUp(profile: ProfileId): Promise<string | undefined> {
    const found = await keychain.get(profile)
    const access = found.kind === 'found' ? parse(found.secret) : undefined
    health.damaged(profile, found.kind === 'found' && access === undefined)
    if (found.kind !== 'unavailable') onEntry(profile, found.kind === 'found')
    return access
  }

  async function peekNow(profile: ProfileId): Promise<string | undefined> {
    const found = memory.get(profile) ?? (await lookUp(profile))
    // If the user signed in during the lookup, that key is newer.
    return memory.get(profile) ?? found
  }

  async function readNow(profile: ProfileId): Promise<string | undefined> {
    const access = await peekNow(profile)
    if (access !== undefined) memory.set(profile, access)
    return access
  }

  /** @param held the key that memory had before; its session was already ended */
  async function move(profile: ProfileId, held?: string): Promise<void> {
    const access = memory.get(profile)
    const before = await lookUp(profile)
    // If the user signed out during the lookup, the removal follows. Don't store a key before it.
    if (access !== undefined && memory.get(profile) === access) await put(profile, access)
    const isOther = before !== held && before !== access && before !== memory.get(profile)
    if (before !== undefined && isOther) onReplaced(profile, before)
  }

  async function put(profile: ProfileId, access: string): Promise<void> {
    if (!health.isOpen() || isDamaged(profile)) return
    const state = await keychain.set(profile, JSON.stringify({ access }))
    // One that answers too late may hold it all the same.
    if (state === 'available' || state === 'unresponsive') onEntry(profile, true)
    if (state === 'available' && memory.get(profile) === access) homeless.delete(profile)
  }

  const isDamaged = (profile: ProfileId): boolean => health.damagedOnes().includes(profile)

  function drop(profile: ProfileId): void {
    memory.delete(profile)
    homeless.delete(profile)
  }

  async function removeNow(profile: ProfileId, left: string | undefined): Promise<boolean> {
    const now = memory.get(profile)
    // If the user signed in again before this task ran, the new key replaces the old one.
    if (now !== undefined && now !== left) return true
    const isGone = (await keychain.remove(profile)) === 'available' && (await isNotThere(profile))
    if (isGone) {
      health.damaged(profile, false)
      onEntry(profile, false)
    }
    const isDone = isGone || !mayHold(profile)
    // If the user signed in again during the removal, keep the new key: it is still to be stored.
    if (isDone && memory.get(profile) === left) drop(profile)
    return isDone
  }

  async function replaceNow(profile: ProfileId): Promise<void> {
    if (!isDamaged(profile) || (await keychain.remove(profile)) !== 'available') return
    health.damaged(profile, false)
    onEntry(profile, false)
  }

  const isNotThere = async (profile: ProfileId): Promise<boolean> =>
    (await keychain.get(profile)).kind === 'nothing'

  async function moveAll(): Promise<void> {
    for (const profile of homeless) await inTurn(profile, () => move(profile))
  }

  let settling: Promise<void> | undefined
  /** Once, whoever asks for it meanwhile. */
  const settle = (): Promise<void> => (settling ??= moveAll().finally(() => (settling = undefined)))

  return {
    read: async (profile) => memory.get(profile) ?? (await inTurn(profile, () => readNow(profile))),
    peek: async (profile) => memory.get(profile) ?? (await inTurn(profile, () => peekNow(profile))),
    async write(profile, access) {
      const held = memory.get(profile)
      memory.set(profile, access)
      homeless.add(profile)
      // Don't wait for the keychain: the account may be removed before it answers.
      if (held !== undefined && held !== access) onReplaced(profile, held)
      await inTurn(profile, () => move(profile, held))
    },
    holds: (profile) => memory.has(profile),
    drop,
    async remove(profile, known) {
      const left = known ?? memory.get(profile)
      return await inTurn(profile, () => removeNow(profile, left))
    },
    settle,
    async replaceDamaged() {
      for (const account of health.damagedOnes()) {
        const profile = account as ProfileId
        await inTurn(profile, () => replaceNow(profile))
      }
      await settle()
    },
  }
}

function parse(secret: string): string | undefined {
  try {
    return entrySchema.parse(JSON.parse(secret)).access
  } catch {
    return undefined
  }
}
