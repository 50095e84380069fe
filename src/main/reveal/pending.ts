import { z } from 'zod'
import type { Reveal, RevealId, UserId } from '../../contract/index.ts'
import type { SecretStore } from '../keychain/port.ts'
import type { JsonStore } from '../storage/store.ts'

/** What stands on disk of a token that waits to be copied or saved: everything but the token. */
const recordSchema = z.object({
  id: z.uuid(),
  usage: z.string(),
  owner: z.object({ id: z.string(), name: z.string() }),
  createdAt: z.number(),
  /** Dealt with: only its entry is still to be taken out of the keychain. */
  done: z.boolean().optional(),
})
/** One that is damaged does not take the others with it. */
export const recordsSchema = z.array(z.unknown()).transform((records) =>
  records.flatMap((record) => {
    const parsed = recordSchema.safeParse(record)
    return parsed.success ? [parsed.data] : []
  }),
)
export type PendingRecord = z.infer<typeof recordSchema>

/** Secrets that somebody has not dealt with yet, kept over the end of the application, however it comes. */
export interface Pending {
  /** @returns whether it would be there after a crash */
  readonly keep: (reveal: Reveal) => Promise<boolean>
  /** Those of earlier starts whose secret is still there; a record without one is dropped. */
  readonly left: () => Promise<readonly Reveal[]>
  /** Not shown again from now on; its entry goes as soon as the keychain lets it. */
  readonly forget: (id: RevealId) => void
}

const account = (id: string): string => `pending:${id}`

/** The secret in a keychain entry of its own, a record without it on disk. Without a keychain nothing is kept. */
export function createPending(records: JsonStore<PendingRecord[]>, keychain: SecretStore): Pending {
  const without = (id: string) => records.get().filter((record) => record.id !== id)

  async function keep({ id, usage, owner, createdAt, secret }: Reveal): Promise<boolean> {
    // The record first: an entry that no record names would be found by nobody.
    if (!records.set([...without(id), { id, usage, owner: { ...owner }, createdAt }])) return false
    const state = await keychain.set(account(id), secret)
    // A keychain that answers too late may hold it all the same: the record stays, to have the entry taken out.
    if (state === 'absent') records.set(without(id))
    else if (state !== 'available') forget(id)
    return state === 'available'
  }

  function forget(id: string): void {
    const record = records.get().find((one) => one.id === id)
    if (!record) return
    // On disk first: whatever happens to the keychain or to us, it does not come back.
    records.set([...without(id), { ...record, done: true }])
    void clean(id)
  }

  async function clean(id: string): Promise<void> {
    if ((await keychain.remove(account(id))) === 'available') records.set(without(id))
  }

  async function restored(record: PendingRecord): Promise<Reveal | undefined> {
    if (record.done) {
      await clean(record.id)
      return undefined
    }
    const found = await keychain.get(account(record.id))
    if (found.kind === 'nothing') records.set(without(record.id))
    return found.kind === 'found' ? revealOf(record, found.secret) : undefined
  }

  return {
    keep,
    async left() {
      const reveals: Reveal[] = []
      for (const record of records.get())
        reveals.push(...[await restored(record)].filter((reveal) => reveal !== undefined))
      return reveals
    },
    forget,
  }
}

const revealOf = ({ id, usage, owner, createdAt }: PendingRecord, secret: string): Reveal => ({
  id: id as RevealId,
  secret,
  usage,
  owner: { id: owner.id as UserId, name: owner.name },
  createdAt,
  copied: false,
  kept: true,
  restored: true,
})
