import { z } from 'zod'
import type { Person, ProfileId, Reveal, RevealId, SecretUse, TokenId, UserId } from '../../contract/index.ts'
import type { SecretStore } from '../keychain/port.ts'
import { tolerantList } from '../storage/records.ts'
import type { JsonStore } from '../storage/store.ts'
import { secretUse } from './secret-use.ts'

/** What stands on disk of a token that waits to be copied or saved: everything but the token. */
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
  /** What was done with it so far. */
  use: secretUse.optional(),
  /** Dealt with: only its entry is still to be taken out of the keychain. */
  done: z.boolean().optional(),
})
export const recordsSchema = tolerantList(recordSchema)
export type PendingRecord = z.infer<typeof recordSchema>

/** A token whose text waits for a person, without that text. */
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

/** A record whose secret the keychain no longer holds, and what was done with it, as far as is known. */
export interface Unreadable extends Waiting {
  readonly use: SecretUse
}

/** What an earlier start left. */
export interface Left {
  readonly reveals: readonly Reveal[]
  /** Records whose entry is gone from the keychain: their tokens can't be shown here any more. */
  readonly unreadable: readonly Unreadable[]
  /** Ids of those that somebody had dealt with. */
  readonly done: readonly RevealId[]
}

/** Secrets that somebody has not dealt with yet, kept over the end of the application, however it comes. */
export interface Pending {
  /** @returns whether it would be there after a crash */
  readonly keep: (waiting: Waiting, secret: string) => Promise<boolean>
  /** What earlier starts left; an entry that no record names any more is shown all the same. */
  readonly left: () => Promise<Left>
  /** Whether a record waits for its keychain, which does not open now. */
  readonly waits: (id: string) => boolean
  /** Something was done with it. */
  readonly used: (id: RevealId, how: keyof SecretUse) => void
  /** Not shown again from now on; its entry goes as soon as the keychain lets it. */
  readonly forget: (id: RevealId) => void
  /** Its entry is gone: there is nothing to be shown, or taken out. */
  readonly drop: (id: RevealId) => void
}

const PREFIX = 'pending:'
const account = (id: string): string => `${PREFIX}${id}`

/**
 * The secret in a keychain entry of its own, a record without it on disk. Without a keychain nothing is kept.
 *
 * @param isServerOf whether that profile is one of that server. Whoever can write the file but not read the keychain does
 *   not have a token sent elsewhere by it: what is said of any other server is as if it was not there.
 */
export function createPending(
  records: JsonStore<PendingRecord[]>,
  keychain: SecretStore,
  isServerOf: (profile: ProfileId, server: string) => boolean,
): Pending {
  const without = (id: string) => records.get().filter((record) => record.id !== id)
  /** Those of earlier starts: what is made in this one is not left over, whenever it is asked. */
  const old = new Set(records.get().map(({ id }) => id))

  async function keep(waiting: Waiting, secret: string): Promise<boolean> {
    const { id } = waiting
    const owner = { id: waiting.owner.id, name: waiting.owner.name }
    // Tried before, with a keychain that did not answer: the record knows what was done with the token since.
    const use = records.get().find((record) => record.id === id)?.use
    const record = { ...waiting, owner, ...(use ? { use } : {}) }
    // The record first: it says what the entry is for. On a full disk the entry alone is better than nothing.
    if (!records.set([...without(id), record])) records.set(without(id))
    const state = await keychain.set(account(id), secret)
    // One that answers too late may hold it all the same: the record stays until somebody has dealt with it, so that after
    // a crash the token is shown again, or named as one that nobody can read.
    if (state === 'absent' || state === 'locked') records.set(without(id))
    return state === 'available'
  }

  function forget(id: string): void {
    const record = records.get().find((one) => one.id === id)
    if (!record) {
      // The file may name it all the same, in a record that can't be read.
      records.set(records.get(), id)
      return void keychain.remove(account(id))
    }
    // On disk first: whatever happens to the keychain or to us, it does not come back. What can't be written now stays
    // readable: a record without its entry would be told as a token that nobody can read.
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

  /** Entries whose record was damaged or lost: what they are for is unknown, but they can be read. */
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
      // What a full disk did not take is written now, before anything is taken out that it still names.
      if (done.length > 0 && records.set(records.get())) for (const { id } of done) await clean(id)
      for (const record of records.get().filter((one) => old.has(one.id) && !one.done)) {
        const found = await keychain.get(account(record.id))
        if (found.kind === 'found') reveals.push(shown(record, found.secret))
        // One whose keychain is locked, or does not answer, waits until it does.
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

/** Of every secret that was found again. */
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
