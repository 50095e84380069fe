import { z } from 'zod'
import type { Settings } from '../../contract/index.ts'
import type { JsonStore } from '../storage/store.ts'

const theme = z.enum(['system', 'light', 'dark'])
const language = z.literal('en')
const clipboardSeconds = z.literal([0, 15, 30, 60, 120, 300])
const hideFromCapture = z.boolean()
export const tokenSort = z.strictObject({
  field: z.enum(['usage', 'created_at', 'created_by']),
  descending: z.boolean(),
})
const NEWEST_FIRST = { field: 'created_at', descending: true } as const
const rowsPerPage = z.literal([10, 25, 50, 100, 500, 1000])

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
  .strictObject({ theme, language, rowsPerPage, sort: tokenSort, clipboardSeconds, hideFromCapture })
  .partial()
  // What is named without a value is not asked for.
  .transform(
    (change) =>
      Object.fromEntries(
        Object.entries(change).filter(([, value]) => value !== undefined),
      ) as Partial<Settings>,
  )

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
}

/** What people can set. Changes apply at once, and are kept. */
export function createSettings(store: JsonStore<Settings>): SettingsService {
  const listeners: ((settings: Settings) => void)[] = []
  return {
    read: () => store.get(),
    change(change) {
      const settings = { ...store.get(), ...change }
      store.set(settings)
      for (const listener of listeners) listener(settings)
      return settings
    },
    onChange: (listener) => void listeners.push(listener),
  }
}
