import { z } from 'zod'
import type { OwnSettings, ProfileId, Settings, SharedSettings } from '../../contract/index.ts'
import type { JsonStore } from '../storage/store.ts'
import { named, rowsPerPage, shownUser, tokenSort, type OwnStore } from './own.ts'

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

/** A change that the renderer requests. A setting without a value stays unchanged. */
export const settingsChangeSchema = z
  .strictObject({ theme, language, clipboardSeconds, hideFromCapture })
  .partial()
  .transform((change): Partial<SharedSettings> => named(change))

/** The same for a profile's own settings. */
export const ownChangeSchema = z
  .strictObject({ rowsPerPage, sort: tokenSort, shownUser })
  .partial()
  .transform((change): Partial<OwnSettings> => named(change))

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
  readonly change: (change: Partial<SharedSettings>) => Settings
  /** Stored with that profile, even if another one is shown. */
  readonly changeOwn: (profile: ProfileId, change: Partial<OwnSettings>) => Settings
  readonly onChange: (listener: (settings: Settings) => void) => void
  /** Call it when another profile is shown, or none: its own settings apply now. */
  readonly profileChanged: () => void
}

/**
 * Settings that the user can change. Changes apply immediately. If a profile has no value of its own, the
 * shared file's value applies, because earlier versions stored all settings there.
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
      if (Object.keys(change).length > 0) store.set({ ...store.get(), ...change })
      return tell()
    },
    changeOwn(profile, change) {
      own.change(profile, change)
      return tell()
    },
    onChange: (listener) => void listeners.push(listener),
    profileChanged: () => void tell(),
  }
}
