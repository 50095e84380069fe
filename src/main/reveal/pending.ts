import { z } from 'zod'
import type { Person, ProfileId, Reveal, RevealId, SecretUse, TokenId, UserId } from '../../contract/index.ts'
import type { SecretStore } from '../keychain/port.ts'
import { tolerantList } from '../storage/records.ts'
import type { JsonStore } from '../storage/store.ts'
import { secretUse } from './secret-use.ts'

/** The record on disk of a token that waits to be copied or saved: everything but its secret. */
const recordSchema = z.object({
  id: z.uuid(),
  usage: z.string().catch(''),
  owner: z.object({ id: z.string(), name: z.string().catch('') }),
  createdAt: z.number(),
  profile: z.string(),
  /** The id of the user who made it. */
  by: z.string(),
  /** Origin of the server that made it. */
  server: z.string(),
  tokenId: z.string(),
  /** How the user has used it so far. */
  use: secretUse.optional(),
  /** The user has dealt with it; only its keychain entry still has to be removed. */
  done: z.boolean().optional(),
})
export const recordsSchema = tolerantList(recordSchema)
export type PendingRecord = z.infer<typeof recordSchema>

/** A token that waits for the user, without its secret. */
export interface Waiting {
  readonly id: RevealId
  readonly usage: string
  readonly owner: Person
  readonly createdAt: number
  readonly profile: ProfileId
  readonly by: UserId
  readonly server: string
  readonly tokenId: TokenId
}

/** A record without a keychain entry, and how its secret was used, as far as is known. */
export interface Unreadable extends Waiting {
  readonly use: SecretUse
}

/** What an earlier start left. */
export interface Left {
  readonly reveals: readonly Reveal[]
  /** Records without a keychain entry: their tokens can no longer be shown. */
  readonly unreadable: readonly Unreadable[]
  /** Ids of tokens that the user had dealt with. */
  readonly done: readonly RevealId[]
}

/** Secrets that the user has not dealt with yet, persisted so that they survive a quit or a crash. */
export interface Pending {
  /** @returns whether the secret would survive a crash */
  readonly keep: (waiting: Waiting, secret: string) => Promise<boolean>
  /** The tokens of earlier starts. A keychain entry without a record is shown too. */
  readonly left: () => Promise<Left>
  /** Whether a record of that token still waits; its keychain may be locked. */
  readonly waits: (id: string) => boolean
  /** Records a use of the token. */
  readonly used: (id: RevealId, how: keyof SecretUse) => void
  /** Never shows the token again. Removes its keychain entry as soon as the keychain allows it. */
  readonly forget: (id: RevealId) => void
  /** Deletes the record of a token that has no keychain entry. */
  readonly drop: (id: RevealId) => void
}

const PREFIX = 'pending:'
const account = (id: string): string => `${PREFIX}${id}`

/**
 * Stores each secret in its own keychain entry, and a record without the secret on disk. Without a keychain
 * nothing is stored.
 *
 * @param isServerOf whether that profile belongs to that server. If not, the server in the record is ignored,
 *   so that an attacker who can write the file but not read the keychain can't have the token sent to another
 *   server.
 */
export function createPending(
  records: JsonStore<PendingRecord[]>,
  keychain: SecretStore,
  isServerOf: (profile: ProfileId, server: string) => boolean,
): Pending {
  const without = (id: string) => records.get().filter((record) => record.id !== id)
  /** Ids from earlier starts. A token created in this start never counts as left over. */
  const old = new Set(records.get().map(({ id }) => id))

  async function keep(waiting: Waiting, secret: string): Promise<boolean> {
    const { id } = waiting
    const owner = { id: waiting.owner.id, name: waiting.owner.name }
    // An earlier attempt may have timed out. Its record has the uses of the token since then.
    const use = records.get().find((record) => record.id === id)?.use
    const record = { ...waiting, owner, ...(use ? { use } : {}) }
    // Write the record first: it describes the entry. On a full disk, the entry alone is better than nothing.
    if (!records.set([...without(id), record])) records.set(without(id))
    const state = await keychain.set(account(id), secret)
    // A keychain call that timed out may still have stored the secret. Keep the record until the user has
    // dealt with the token, so that after a crash the token is shown again or reported as unreadable.
    if (state === 'absent' || state === 'locked') records.set(without(id))
    return state === 'available'
  }

  function forget(id: string): void {
    const record = records.get().find((one) => one.id === id)
    if (!record) {
      // The file may still contain it, in a record that can't be read.
      records.set(records.get(), id)
      return void keychain.remove(account(id))
    }
    // Write to disk first, so that a crash or a keychain failure doesn't bring the token back. If the write
    // fails, keep the entry: a record without an entry would be reported as an unreadable token.
    if (records.set([...without(id), { ...record, done: true }])) void clean(id)
  }

  function used(id: string, how: keyof SecretUse): void {
    const record = records.get().find((one) => one.id === id && !one.done)
    if (!record || record.use?.[how]) return
    const use = { ...record.use, [how]: true as const }
    records.set(records.get().map((one) => (one.id === id ? { ...one, use } : one)))
  }

  async function clean(id: string): Promise<void> {
    if ((await keychain.remove(account(id))) === 'available') records.set(without(id))
  }

  /**
   * Keychain entries without a record, because it was damaged or lost. Their purpose is unknown, but they can
   * be read.
   */
  async function orphans(): Promise<Reveal[]> {
    const known = new Set(records.get().map(({ id }) => account(id)))
    const accounts = (await keychain.list()).filter((one) => one.startsWith(PREFIX) && !known.has(one))
    const found = await Promise.all(accounts.map(async (one) => ({ one, entry: await keychain.get(one) })))
    return found.flatMap(({ one, entry }) =>
      entry.kind === 'found'
        ? [{ ...KEPT, id: one.slice(PREFIX.length) as RevealId, secret: entry.secret }]
        : [],
    )
  }

  function shown(record: PendingRecord, secret: string): Reveal {
    const { id, usage, owner, createdAt, server, profile } = waitingOf(record)
    const reveal = { ...KEPT, id, secret, usage, owner, createdAt, profile }
    return isServerOf(profile, server) ? { ...reveal, server } : reveal
  }

  return {
    keep,
    async left() {
      const reveals: Reveal[] = []
      const unreadable: Unreadable[] = []
      const done = records.get().filter((record) => record.done)
      // Retry writes that failed on a full disk before removing entries that the file still refers to.
      if (done.length > 0 && records.set(records.get())) for (const { id } of done) await clean(id)
      for (const record of records.get().filter((one) => old.has(one.id) && !one.done)) {
        const found = await keychain.get(account(record.id))
        if (found.kind === 'found') reveals.push(shown(record, found.secret))
        // If the keychain is locked or doesn't respond, the token waits until it does.
        if (found.kind === 'nothing') unreadable.push({ ...waitingOf(record), use: record.use ?? {} })
      }
      return {
        reveals: [...reveals, ...(await orphans())],
        unreadable,
        done: done.map(({ id }) => id as RevealId),
      }
    },
    waits: (id) => records.get().some((record) => record.id === id && !record.done),
    used,
    forget,
    drop: (id) => void records.set(without(id)),
  }
}

/** Fields that every restored secret has. */
const KEPT = { usage: '', copied: false, kept: true, restored: true } as const

const waitingOf = (record: PendingRecord): Waiting => ({
  id: record.id as RevealId,
  usage: record.usage,
  owner: { id: record.owner.id as UserId, name: record.owner.name },
  createdAt: record.createdAt,
  profile: record.profile as ProfileId,
  by: record.by as UserId,
  server: record.server,
  tokenId: record.tokenId as TokenId,
})
