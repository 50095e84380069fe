import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Account, OwnSettings, ProfileId, SavedServer } from '../../contract/index.ts'
import { named, ownSchema } from '../settings/own.ts'
import { tolerantList } from '../storage/records.ts'
import type { JsonStore } from '../storage/store.ts'
import { userId } from '../webitel/values.ts'

/** One line, with nothing that turns what stands beside it around; empty: none. */
export const profileName = z
  .string()
  .max(60)
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u)

/** Values that are fetched from the server at each start. An unreadable value is empty until then. */
const text = z.string().catch('')
const right = z.boolean().catch(false)
const NO_RIGHTS = {
  listUsers: false,
  readTokens: false,
  addTokens: false,
  changeTokens: false,
  deleteTokens: false,
}

/**
 * An account as it is stored between starts. On purpose, it has no field for a secret. Server, login and the
 * user's id are required. If any other field can't be read, it gets a default.
 */
const accountSchema = z.object({
  profileId: z.string().min(1),
  server: z.url(),
  login: z.string(),
  domain: text,
  user: z.object({ id: userId, name: text, username: text, extension: text }),
  may: z
    .object({
      listUsers: right,
      readTokens: right,
      addTokens: right,
      changeTokens: right,
      deleteTokens: right,
    })
    .catch(NO_RIGHTS),
  expiresAt: z.number().optional().catch(undefined),
  name: profileName.optional().catch(undefined),
  /** Its session stays valid while another profile is shown. Absent in files of earlier versions. */
  signedIn: z.boolean().optional().catch(undefined),
  /** The keychain may hold an entry of it: versions before did not say. */
  entry: z.boolean().catch(true),
  own: ownSchema.catch({}),
})

/** Whoever can write the file but not read the keychain does not have its key sent to another server. */
const isWhatItSays = ({ profileId, server, login }: z.infer<typeof accountSchema>): boolean =>
  profileId === profileIdOf(server, login)

const accountsSchema = tolerantList(accountSchema.refine(isWhatItSays))

export const profilesSchema = z
  .object({
    /** Most recent first. */
    accounts: accountsSchema.catch([]),
    /** The profile whose session is taken up at the next start. */
    current: z.string().optional().catch(undefined),
  })
  // A version before did not write down who is signed in, but which profile it takes up.
  .transform(({ accounts, ...rest }) => ({
    ...rest,
    accounts: accounts.map((one) => ({ ...one, signedIn: one.signedIn ?? one.profileId === rest.current })),
  }))

export type StoredProfiles = z.infer<typeof profilesSchema>
export const NO_PROFILES: StoredProfiles = { accounts: [] }

/** The same server and login are the same profile, on every start. */
export function profileIdOf(server: string, login: string): ProfileId {
  const text = `${server}\n${login.toLowerCase()}`
  return createHash('sha256').update(text).digest('hex').slice(0, 16) as ProfileId
}

/** A profile as the list of them has it. */
export type Known = Omit<SavedServer, 'opens'> & Pick<StoredAccount, 'signedIn' | 'entry'>

export interface Profiles {
  /** Most recent first. */
  readonly all: () => readonly Known[]
  readonly find: (id: ProfileId) => Account | undefined
  readonly current: () => Account | undefined
  readonly makeCurrent: (account: Account) => void
  /** None is taken up at the next start; the session of that one is over. */
  readonly leaveCurrent: () => void
  /** Its session is over. */
  readonly signedOut: (id: ProfileId) => void
  readonly noteEntry: (id: ProfileId, isThere: boolean) => void
  readonly rename: (id: ProfileId, name: string) => void
  readonly own: (id: ProfileId) => Partial<OwnSettings>
  readonly changeOwn: (id: ProfileId, part: Partial<OwnSettings>) => void
  readonly forget: (id: ProfileId) => void
}

/** The servers and logins that were signed in to. */
export function createProfiles(store: JsonStore<StoredProfiles>): Profiles {
  const one = (id: ProfileId | undefined) => store.get().accounts.find(({ profileId }) => profileId === id)
  const without = (id: ProfileId) => store.get().accounts.filter((account) => account.profileId !== id)

  function change(id: ProfileId, part: Partial<StoredAccount>): void {
    const { accounts, ...rest } = store.get()
    const changed = accounts.map((account) => (account.profileId === id ? { ...account, ...part } : account))
    store.set({ ...rest, accounts: changed })
  }

  return {
    all: () => store.get().accounts.map(knownOf),
    find: (id) => accountOf(one(id)),
    current: () => accountOf(one(store.get().current as ProfileId | undefined)),
    makeCurrent(account) {
      const { profileId } = account
      const { name, entry = false, own = {} } = one(profileId) ?? {}
      const kept = { ...structuredClone(account), name, entry, own, signedIn: true }
      store.set({ accounts: [kept, ...without(profileId)], current: profileId })
    },
    leaveCurrent() {
      const { accounts, current } = store.get()
      store.set({ accounts })
      change(current as ProfileId, { signedIn: false })
    },
    signedOut: (id) => change(id, { signedIn: false }),
    noteEntry(id, entry) {
      if (one(id) && one(id)?.entry !== entry) change(id, { entry })
    },
    rename: (id, name) => change(id, { name: name.trim() || undefined }),
    own: (id) => named(one(id)?.own ?? {}),
    changeOwn: (id, part) => change(id, { own: { ...one(id)?.own, ...part } }),
    forget(id) {
      const { current } = store.get()
      store.set({ accounts: without(id), ...(current === undefined || current === id ? {} : { current }) })
    },
  }
}

type StoredAccount = StoredProfiles['accounts'][number]

const knownOf = ({ profileId, server, login, name, signedIn, entry }: StoredAccount): Known => ({
  profileId: profileId as ProfileId,
  server,
  login,
  ...(name === undefined ? {} : { name }),
  signedIn,
  entry,
})

function accountOf(stored: StoredAccount | undefined): Account | undefined {
  if (!stored) return undefined
  const { profileId, server, login, domain, user, may, expiresAt } = stored
  return {
    profileId: profileId as ProfileId,
    server,
    login,
    domain,
    user,
    may,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  }
}
