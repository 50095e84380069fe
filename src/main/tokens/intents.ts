import { z } from 'zod'
import type {
  LostId,
  LostReason,
  NewToken,
  ProfileId,
  SecretUse,
  TokenId,
  UserId,
} from '../../contract/index.ts'
import { secretUse } from '../reveal/secret-use.ts'
import { tolerantList } from '../storage/records.ts'
import type { JsonStore } from '../storage/store.ts'

/**
 * The record of a create on disk, from before it is sent until its token is safe. Never contains a secret.
 */
const intentSchema = z.object({
  id: z.uuid(),
  /** The profile that sent it; only that profile's user is asked about it. */
  profile: z.string(),
  /** The id of that profile's user: the creator of any token that the request makes. */
  by: z.string(),
  server: z.string(),
  owner: z.object({ id: z.string(), name: z.string().catch('') }),
  usage: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  /**
   * The ids of all of the owner's tokens before the create; absent when they couldn't be read. Older
   * versions, which compared names, stored fewer ids under another key; those ids prove nothing here.
   */
  idsBefore: z.array(z.string()).optional(),
  /** The id of the new token, once the server has sent it. */
  tokenId: z.string().optional(),
  /** The response that named the token contained no secret, so no one has it. */
  secretless: z.literal(true).optional(),
  /** Set once the secret was received: how the user has used it so far. */
  use: secretUse.optional(),
  /** It succeeded, but the ids have not been compared yet to find other new tokens. */
  due: z.literal(true).optional(),
  /** Its secret is safe; the record stays only until the ids are compared. */
  safe: z.literal(true).optional(),
  /** Why it returned no token; absent until that is known, for example because the app quit first. */
  reason: z.enum(['server', 'timeout', 'unreadable', 'cancelled', 'connection']).optional().catch(undefined),
  /** The HTTP status of an error response. */
  status: z.number().optional(),
  /** The server reported that it created nothing; the ids have not been compared yet. */
  refused: z.literal(true).optional(),
})

export const intentsSchema = tolerantList(intentSchema)
export type StoredIntent = z.infer<typeof intentSchema>

export interface Intent {
  readonly id: LostId
  readonly profile: ProfileId
  readonly by: UserId
  /** Its origin. */
  readonly server: string
  readonly owner: NewToken['owner']
  readonly usage: string
  readonly at: number
  readonly before?: ReadonlySet<TokenId>
  readonly tokenId?: TokenId
  readonly secretless?: true
  readonly use?: SecretUse
  readonly due?: true
  readonly reason?: Exclude<LostReason, 'ended'>
  readonly status?: number
  readonly refused?: true
}

/** Unfinished creates, persisted so that they survive a quit or a crash. */
export interface Intents {
  /** The profile's creates that are not safe yet, ordered by their last write, oldest first. */
  readonly of: (profile: ProfileId | undefined) => readonly Intent[]
  /** Writes and syncs the whole file before it returns. Replaces a create with the same id. */
  readonly put: (intent: Intent) => void
  /** Records a use of its secret while no keychain stores it yet. */
  readonly used: (id: string, how: keyof SecretUse) => void
  /** Called when its secret is safe or the user has dealt with it. A due comparison stays due. */
  readonly end: (id: string) => void
  /** The profile's creates that succeeded but still need their ids compared. */
  readonly due: (profile: ProfileId | undefined) => readonly Intent[]
  /** The ids were compared, or can never be compared because the list can't be read whole. */
  readonly compared: (id: string) => void
  /** Called when the profile is removed: no user is left to ask about its creates. */
  readonly leave: (profile: ProfileId) => void
}

/** @param isKnown whether that profile exists; a create may finish after its profile was removed */
export function createIntents(
  store: JsonStore<StoredIntent[]>,
  isKnown: (profile: ProfileId) => boolean = () => true,
): Intents {
  const without = (id: string) => store.get().filter((intent) => intent.id !== id)
  /** The last write failed: the next change writes everything again. */
  let isBehind = false
  const write = (intents: StoredIntent[]): void => void (isBehind = !store.set(intents))

  const replace = (intent: StoredIntent): void =>
    write(store.get().map((one) => (one.id === intent.id ? intent : one)))
  const found = (id: string) => store.get().find((intent) => intent.id === id)
  const mine = (profile: ProfileId | undefined) => store.get().filter((intent) => intent.profile === profile)

  function remove(id: string): void {
    const left = without(id)
    if (isBehind || left.length < store.get().length) write(left)
  }

  return {
    of: (profile) =>
      mine(profile)
        .filter(({ safe }) => !safe)
        .map(intentOf),
    due: (profile) =>
      mine(profile)
        .filter(({ due }) => due)
        .map(intentOf),
    put(intent) {
      if (isKnown(intent.profile)) write([...without(intent.id), stored(intent)])
    },
    used(id, how) {
      const used = found(id)
      if (!used?.use || used.safe || used.use[how]) return
      replace({ ...used, use: { ...used.use, [how]: true as const } })
    },
    end(id) {
      const ended = found(id)
      if (!ended?.due) remove(id)
      else if (!ended.safe) replace({ ...ended, safe: true })
    },
    compared(id) {
      const intent = found(id)
      if (!intent?.due) return
      if (intent.safe) return remove(id)
      const { due: _, idsBefore, ...rest } = intent
      // A token without an id can only be looked up by comparing the earlier ids, so keep them.
      replace(intent.tokenId === undefined && idsBefore ? { ...rest, idsBefore } : rest)
    },
    leave(profile) {
      const left = store.get().filter((intent) => intent.profile !== profile)
      if (left.length < store.get().length) write(left)
    },
  }
}

const stored = ({ before, owner, ...intent }: Intent): StoredIntent => ({
  ...intent,
  owner: { id: owner.id, name: owner.name },
  ...(before ? { idsBefore: [...before] } : {}),
})

const intentOf = ({ idsBefore, tokenId, owner, by, ...intent }: StoredIntent): Intent => ({
  ...present(intent),
  id: intent.id as LostId,
  profile: intent.profile as ProfileId,
  by: by as UserId,
  owner: { id: owner.id as NewToken['owner']['id'], name: owner.name },
  ...(idsBefore ? { before: new Set(idsBefore as TokenId[]) } : {}),
  ...(tokenId === undefined ? {} : { tokenId: tokenId as TokenId }),
})

/** Omits keys without a value, and `safe`. */
function present({
  secretless,
  use,
  due,
  safe: _,
  reason,
  status,
  refused,
  ...intent
}: Omit<StoredIntent, 'idsBefore' | 'tokenId' | 'owner' | 'by'>) {
  return {
    ...intent,
    ...(secretless ? { secretless } : {}),
    ...(use ? { use } : {}),
    ...(due ? { due } : {}),
    ...(reason ? { reason } : {}),
    ...(status === undefined ? {} : { status }),
    ...(refused ? { refused } : {}),
  }
}
