import { z } from 'zod'
import type { KeychainState, ProfileId } from '../../contract/index.ts'
import type { SecretStore } from '../keychain/port.ts'

/** An object, so that a later version can keep more in it. */
const entrySchema = z.object({ access: z.string().min(1) })

export interface KeyRing {
  readonly state: () => KeychainState
  /** @returns the session's key; nothing where there is none, or none that can be read */
  readonly read: (profile: ProfileId | undefined) => Promise<string | undefined>
  readonly write: (profile: ProfileId, access: string) => Promise<KeychainState>
  readonly remove: (profile: ProfileId) => Promise<void>
  /** Whether the keychain answers. */
  readonly look: () => Promise<KeychainState>
}

/** The keys of sessions in the OS keychain, one entry a profile, and how the keychain stands. */
export function createKeyRing(keychain: SecretStore, onChange: (state: KeychainState) => void): KeyRing {
  let state: KeychainState = 'available'

  function note(next: KeychainState): KeychainState {
    const changed = next !== state
    state = next
    if (changed) onChange(next)
    return next
  }

  async function read(profile: ProfileId | undefined): Promise<string | undefined> {
    // Asked without a profile too: how the keychain stands is said before anyone has typed a password.
    const found = await keychain.get(profile ?? 'none')
    note(found.kind === 'unavailable' ? found.state : 'available')
    if (found.kind !== 'found') return undefined
    const access = parse(found.secret)
    if (access === undefined) note('damaged')
    return access
  }

  return {
    state: () => state,
    read,
    write: async (profile, access) => note(await keychain.set(profile, JSON.stringify({ access }))),
    async remove(profile) {
      note(await keychain.remove(profile))
    },
    async look() {
      await read(undefined)
      return state
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
