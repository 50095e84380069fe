import { describe, expect, it, vi } from 'vitest'
import type { Settings } from '../../../../src/contract/index.ts'
import {
  createSettings,
  DEFAULTS,
  settingsChangeSchema,
  settingsSchema,
} from '../../../../src/main/settings/settings.ts'
import { memoryStore } from '../support/store.ts'

describe('settings', () => {
  it('change at once, are kept, and leave the others as they were', () => {
    const store = memoryStore<Settings>(DEFAULTS)
    const settings = createSettings(store)
    const told = vi.fn()
    settings.onChange(told)
    expect(settings.change({ rowsPerPage: 100 })).toEqual({ ...DEFAULTS, rowsPerPage: 100 })
    settings.change({ theme: 'dark' })
    expect(told).toHaveBeenLastCalledWith({ ...DEFAULTS, rowsPerPage: 100, theme: 'dark' })
    expect(createSettings(store).read()).toEqual({ ...DEFAULTS, rowsPerPage: 100, theme: 'dark' })
  })
})

describe('the file of settings', () => {
  it('loses only what can not be read', () => {
    expect(
      settingsSchema.parse({ theme: 'dark', language: 'tlh', rowsPerPage: 26, clipboardSeconds: 7 }),
    ).toEqual({
      ...DEFAULTS,
      theme: 'dark',
    })
    expect(settingsSchema.parse({})).toEqual(DEFAULTS)
  })
})

describe('what is asked for', () => {
  it.each([{ theme: 'dim' }, { rowsPerPage: '25' }, { language: 'de' }, { size: 3 }, null, 'dark'])(
    'is refused as %j',
    (change) => expect(settingsChangeSchema.safeParse(change).success).toBe(false),
  )

  it('with a setting left undefined leaves that setting alone', () => {
    expect(settingsChangeSchema.parse({ theme: undefined })).toStrictEqual({})
  })
})
