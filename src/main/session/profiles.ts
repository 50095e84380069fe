import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Account, ProfileId, SavedServer, UserId } from '../../contract/index.ts'
import type { JsonStore } from '../storage/store.ts'

const int64 = z.string().regex(/^-?\d{1,19}$/)

/** What is kept of an account between starts. There is, on purpose, no field for a secret. */
const accountSchema = z.object({
  profileId: z.string().min(1),
  server: z.url(),
  login: z.string(),
  domain: z.string(),
  user: z.object({
    id: int64,
    name: z.string(),
    username: z.string(),
    extension: z.string(),
  }),
  may: z.object({
    listUsers: z.boolean(),
    readTokens: z.boolean(),
    addTokens: z.boolean(),
    changeTokens: z.boolean(),
    deleteTokens: z.boolean(),
  }),
  expiresAt: z.number().optional(),
})

/** One that is damaged does not take the others with it. */
const accountsSchema = z.array(z.unknown()).transform((accounts) =>
  accounts.flatMap((account) => {
    const parsed = accountSchema.safeParse(account)
    return parsed.success ? [parsed.data] : []
  }),
)

export const profilesSchema = z.object({
  /** Most recent first. */
  accounts: accountsSchema.catch([]),
  /** The profile whose session is taken up at the next start. */
  current: z.string().optional().catch(undefined),
})

export type StoredProfiles = z.infer<typeof profilesSchema>
export const NO_PROFILES: StoredProfiles = { accounts: [] }

/** The same server and login are the same profile, on every start. */
export function profileIdOf(server: string, login: string): ProfileId {
  const text = `${server}\n${login.toLowerCase()}`
  return createHash('sha256').update(text).digest('hex').slice(0, 16) as ProfileId
}

export interface Profiles {
  readonly saved: () => readonly SavedServer[]
  readonly current: () => Account | undefined
  readonly makeCurrent: (account: Account) => void
  readonly leaveCurrent: () => void
  readonly forget: (id: ProfileId) => void
}

/** The servers and logins that were signed in to. */
export function createProfiles(store: JsonStore<StoredProfiles>): Profiles {
  const without = (id: ProfileId) => store.get().accounts.filter((account) => account.profileId !== id)
  return {
    saved: () => store.get().accounts.map(asSaved),
    current() {
      const { accounts, current } = store.get()
      const account = accounts.find(({ profileId }) => profileId === current)
      return account && asAccount(account)
    },
    makeCurrent(account) {
      const { profileId } = account
      store.set({ accounts: [structuredClone(account), ...without(profileId)], current: profileId })
    },
    leaveCurrent: () => void store.set({ accounts: store.get().accounts }),
    forget: (id) => void store.set({ accounts: without(id) }),
  }
}

type StoredAccount = StoredProfiles['accounts'][number]

const asSaved = ({ profileId, server, login }: StoredAccount): SavedServer => ({
  profileId: profileId as ProfileId,
  server,
  login,
})

function asAccount({ expiresAt, ...account }: StoredAccount): Account {
  return {
    ...account,
    profileId: account.profileId as ProfileId,
    user: { ...account.user, id: account.user.id as UserId },
    ...(expiresAt === undefined ? {} : { expiresAt }),
  }
}
