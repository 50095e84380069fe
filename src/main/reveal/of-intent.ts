import type { LostId, RevealId, Token } from '../../contract/index.ts'
import type { Intent } from '../tokens/intents.ts'
import type { Unreadable, Waiting } from './pending.ts'

/** A create and its secret share one id, so that the user is never asked about both. */
const asRevealed = (id: LostId): RevealId => id as string as RevealId
const asLost = (id: RevealId): LostId => id as string as LostId

/** The record of the secret that a create returned. */
export function waitingFor(intent: Intent, { id: tokenId, usage: named, createdAt }: Token): Waiting {
  const { id, usage, owner, at, profile, by, server } = intent
  return {
    id: asRevealed(id),
    usage: named || usage,
    owner,
    createdAt: createdAt ?? at,
    profile,
    by,
    server,
    tokenId,
  }
}

/** The intent of a token that is no longer in the keychain, so that the user is asked about it. */
export function intentFor({ id, createdAt, ...record }: Unreadable): Intent {
  return { ...record, id: asLost(id), at: createdAt }
}
