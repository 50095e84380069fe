import { z } from 'zod'
import type { OwnSettings, ProfileId, Settings } from '../../contract/index.ts'
import type { JsonStore } from '../storage/store.ts'
import { named, profileId, rowsPerPage, shownUser, tokenSort, type OwnStore } from './own.ts'

const theme = z.enum(['system', 'light', 'dark'])
const language = z.literal('en')
const clipboardSeconds = z.literal([0, 15, 30, 60, 120, 300])
const hideFromCapture = z.boolean()
const NEWEST_FIRST = { field: 'created_at', descending: true } as const

/** As kept: a value that an older or newer version wrote and this one does not know is the default, the others stay. */
export const settingsSchema = z.object({
  theme: theme.catch('system'),
  language: language.catch('en'),
  rowsPerPage: rowsPerPage.catch(25),
  sort: tokenSort.catch(NEWEST_FIRST),
  clipboardSeconds: clipboardSeconds.catch(60),
  hideFromCapture: hideFromCapture.catch(true),
})

/** As asked for. */
export const settingsChangeSchema = z
  .strictObject({
    theme,
    language,
    rowsPerPage,
    sort: tokenSort,
    shownUser,
    clipboardSeconds,
    hideFromCapture,
    profile: profileId,
  })
  .partial()
  // What is named without a value is not asked for.
  .transform((change): Partial<Settings> => named(change))

export const DEFAULTS: Settings = {
  theme: 'system',
  language: 'en',
  rowsPerPage: 25,
  sort: NEWEST_FIRST,
  clipboardSeconds: 60,
  hideFromCapture: true,
}

export interface SettingsService {
  readonly read: () => Settings
  readonly change: (change: Partial<Settings>) => Settings
  readonly onChange: (listener: (settings: Settings) => void) => void
  /** Another profile is signed in, or none: what is its own is another's now. */
  readonly profileChanged: () => void
}

/**
 * What people can set. Changes apply at once, and are kept: those that each profile has for itself with the profile that
 * is signed in. What it has not chosen is as in the file for all, where versions before kept everything.
 */
export function createSettings(store: JsonStore<Settings>, own: OwnStore): SettingsService {
  const listeners: ((settings: Settings) => void)[] = []
  const read = (): Settings => ({ ...store.get(), ...own.read() })

  function tell(): Settings {
    const settings = read()
    for (const listener of listeners) listener(settings)
    return settings
  }

  return {
    read,
    change(change) {
      const { profile, ofProfile, ofAll } = split(change)
      const shown = own.read()
      // Asked for a profile that is not shown any more: what is its own is not another's.
      const isTheirs = profile === undefined || profile === shown?.profile
      if (shown && isTheirs) own.change(ofProfile)
      const kept = shown || !isTheirs ? ofAll : { ...ofAll, ...ofProfile }
      if (Object.keys(kept).length > 0) store.set({ ...store.get(), ...kept })
      return tell()
    },
    onChange: (listener) => void listeners.push(listener),
    profileChanged: () => void tell(),
  }
}

interface Split {
  /** Whose own are meant. */
  readonly profile?: ProfileId | undefined
  readonly ofProfile: Partial<OwnSettings>
  readonly ofAll: Partial<Settings>
}

function split({ profile, rowsPerPage, sort, shownUser, ...ofAll }: Partial<Settings>): Split {
  return { profile, ofProfile: named({ rowsPerPage, sort, shownUser }), ofAll }
}
