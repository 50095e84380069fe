import type { LostId, RevealId, Token } from '../../contract/index.ts'
import type { Intent } from '../tokens/intents.ts'
import type { Unreadable, Waiting } from './pending.ts'

/** A create and the secret that it brought have one id, so that one of the two is asked about, and never both. */
const asRevealed = (id: LostId): RevealId => id as string as RevealId
const asLost = (id: RevealId): LostId => id as string as LostId

/** The record of a secret that a create brought. */
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

/** What is asked about a token whose secret the keychain no longer holds. */
export function intentFor({ id, createdAt, ...record }: Unreadable): Intent {
  return { ...record, id: asLost(id), at: createdAt }
}
