import { z } from 'zod'
import type { OwnSettings, ProfileId, Settings } from '../../contract/index.ts'
import { userId } from '../webitel/values.ts'

export const rowsPerPage = z.literal([10, 25, 50, 100, 500, 1000])
export const tokenSort = z.strictObject({
  field: z.enum(['usage', 'created_at', 'created_by']),
  descending: z.boolean(),
})
/** As `profileIdOf` makes it. */
export const profileId = z.custom<ProfileId>(
  (value) => typeof value === 'string' && /^[\da-f]{16}$/.test(value),
)
export const shownUser = userId

/**
 * A profile's own settings as stored: only those that its user chose. A value that this version can't read
 * becomes `undefined`. Its key stays, so that the store keeps the value in the file (storage/merge.ts).
 */
export const ownSchema = z.object({
  rowsPerPage: rowsPerPage.optional().catch(undefined),
  sort: tokenSort.optional().catch(undefined),
  shownUser: shownUser.optional().catch(undefined),
})

/** Without what is named and has no value. */
export const named = <T extends object>(part: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as never

/** Stores each profile's own settings. */
export interface OwnStore {
  /** @returns the settings of the current profile; `undefined` while no user is signed in */
  readonly read: () => (Partial<OwnSettings> & Pick<Settings, 'profile'>) | undefined
  /** Does nothing for a profile that was removed. */
  readonly change: (profile: ProfileId, part: Partial<OwnSettings>) => void
}
