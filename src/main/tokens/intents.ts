import { z } from 'zod'
import type { LostId, NewToken, ProfileId, TokenId, UserId } from '../../contract/index.ts'
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
  /** What the list held under this name before; absent when it could not be read. */
  before: z.array(z.string()).optional(),
  /** The token itself, once the server has named it: then only its text was lost. */
  tokenId: z.string().optional(),
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
}

/** The creates whose outcome is not safe yet, kept over the end of the application, however it comes. */
export interface Intents {
  /** Oldest first. */
  readonly of: (profile: ProfileId | undefined) => readonly Intent[]
  /** Written whole and synced before it returns; replaces one of the same id. */
  readonly put: (intent: Intent) => void
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
  ...(before ? { before: [...before] } : {}),
})

const intentOf = ({ before, tokenId, owner, by, ...intent }: StoredIntent): Intent => ({
  ...intent,
  id: intent.id as LostId,
  profile: intent.profile as ProfileId,
  by: by as UserId,
  owner: { id: owner.id as NewToken['owner']['id'], name: owner.name },
  ...(before ? { before: new Set(before as TokenId[]) } : {}),
  ...(tokenId === undefined ? {} : { tokenId: tokenId as TokenId }),
})
