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
  /** It succeeded, and whether anything else is new was not looked up yet. */
  due: z.literal(true).optional(),
  /** Its secret is safe: it is kept here only until the ids were compared. */
  safe: z.literal(true).optional(),
  /** Why it brought no token; absent until it is known: the application ended first. */
  reason: z.enum(['server', 'timeout', 'unreadable', 'cancelled', 'connection']).optional().catch(undefined),
  /** The HTTP status of an answer that was an error. */
  status: z.number().optional(),
  /** The server said that it made nothing, and the ids have not been compared yet. */
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

/** The creates whose outcome is not safe yet, kept over the end of the application, however it comes. */
export interface Intents {
  /** Those whose outcome is not safe yet, oldest first. */
  readonly of: (profile: ProfileId | undefined) => readonly Intent[]
  /** Written whole and synced before it returns; replaces one of the same id. */
  readonly put: (intent: Intent) => void
  /** Something was done with its secret, which no keychain keeps yet. */
  readonly used: (id: string, how: keyof SecretUse) => void
  /** Its secret is safe, or it is dealt with. A comparison that is due stays so. */
  readonly end: (id: string) => void
  /** Those that succeeded, and whose ids are still to be compared. */
  readonly due: (profile: ProfileId | undefined) => readonly Intent[]
  /** Whether anything else is new since was told, or can't be told. */
  readonly compared: (id: string) => void
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
      // A token without an id is still looked up by those from before.
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

/** Without the keys that hold nothing. */
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
