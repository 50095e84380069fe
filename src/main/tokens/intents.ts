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

/** What stands on disk of a create from before it is sent until its token is safe. Never a secret. */
const intentSchema = z.object({
  id: z.uuid(),
  /** Who began it: nobody else is asked about it. */
  profile: z.string(),
  /** The user's id behind that profile: the creator of what comes of it. */
  by: z.string(),
  server: z.string(),
  owner: z.object({ id: z.string(), name: z.string().catch('') }),
  usage: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  /**
   * The ids of all of the owner's tokens before; absent when they could not be read. Versions that compared names wrote
   * fewer ids under another key, which prove nothing here.
   */
  idsBefore: z.array(z.string()).optional(),
  /** The token itself, once the server has named it. */
  tokenId: z.string().optional(),
  /** The answer that named it held no secret: nobody can have it. */
  secretless: z.literal(true).optional(),
  /** It was received and kept; what was done with it by then. */
  use: secretUse.optional(),
  /** Why it brought no token; absent until it is known: the application ended first. */
  reason: z.enum(['server', 'timeout', 'unreadable', 'cancelled', 'connection']).optional().catch(undefined),
  /** The HTTP status of an answer that was an error. */
  status: z.number().optional(),
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
  readonly reason?: Exclude<LostReason, 'ended'>
  readonly status?: number
}

/** The creates whose outcome is not safe yet, kept over the end of the application, however it comes. */
export interface Intents {
  /** Oldest first. */
  readonly of: (profile: ProfileId | undefined) => readonly Intent[]
  /** Written whole and synced before it returns; replaces one of the same id. */
  readonly put: (intent: Intent) => void
  /** Something was done with its secret, which no keychain keeps yet. */
  readonly used: (id: string, how: keyof SecretUse) => void
  readonly end: (id: string) => void
  /** That profile is removed: nobody can be asked about its creates any more. */
  readonly leave: (profile: ProfileId) => void
}

/** @param isKnown whether there is such a profile; a create may end after its profile was removed */
export function createIntents(
  store: JsonStore<StoredIntent[]>,
  isKnown: (profile: ProfileId) => boolean = () => true,
): Intents {
  const without = (id: string) => store.get().filter((intent) => intent.id !== id)
  /** The disk did not take what is known here: the next change writes that too. */
  let isBehind = false
  const write = (intents: StoredIntent[]): void => void (isBehind = !store.set(intents))

  return {
    of: (profile) =>
      store
        .get()
        .filter((intent) => intent.profile === profile)
        .map(intentOf),
    put(intent) {
      if (isKnown(intent.profile)) write([...without(intent.id), stored(intent)])
    },
    used(id, how) {
      const used = store.get().find((intent) => intent.id === id)
      if (!used?.use || used.use[how]) return
      const use = { ...used.use, [how]: true as const }
      write(store.get().map((intent) => (intent.id === id ? { ...intent, use } : intent)))
    },
    end(id) {
      const left = without(id)
      if (isBehind || left.length < store.get().length) write(left)
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

/** Without the keys that hold nothing. */
function present({
  secretless,
  use,
  reason,
  status,
  ...intent
}: Omit<StoredIntent, 'idsBefore' | 'tokenId' | 'owner' | 'by'>) {
  return {
    ...intent,
    ...(secretless ? { secretless } : {}),
    ...(use ? { use } : {}),
    ...(reason ? { reason } : {}),
    ...(status === undefined ? {} : { status }),
  }
}
