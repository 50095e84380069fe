import { describe, expect, it, vi } from 'vitest'
import type { OwnSettings, ProfileId, Settings, UserId } from '../../../../src/contract/index.ts'
import {
  createSettings,
  DEFAULTS,
  settingsChangeSchema,
  settingsSchema,
} from '../../../../src/main/settings/settings.ts'
import { memoryStore } from '../support/store.ts'

/** Settings of the profiles, of which none, or one, is signed in. */
function profiles() {
  const own = new Map<string, Partial<OwnSettings>>()
  let shown: string | undefined
  return {
    own,
    show: (profile: string | undefined) => void (shown = profile),
    store: {
      read: () => (shown === undefined ? undefined : (own.get(shown) ?? {})),
      change: (part: Partial<OwnSettings>) => void own.set(shown ?? '', { ...own.get(shown ?? ''), ...part }),
    },
  }
}

describe('settings', () => {
  it('of rows, order and whom was shown belong to the profile; the others to all', () => {
    const store = memoryStore<Settings>({ ...DEFAULTS, rowsPerPage: 50 })
    const { show, store: own } = profiles()
    const settings = createSettings(store, own)
    const told = vi.fn<(settings: Settings) => void>()
    settings.onChange(told)
    show('a')
    // What an earlier version kept for all is where each begins.
    expect(settings.read().rowsPerPage).toBe(50)
    const sort = { field: 'usage', descending: false } as const
    settings.change({ rowsPerPage: 100, sort, shownUser: '7' as UserId, theme: 'dark' })
    show('b')
    settings.profileChanged()
    expect(told).toHaveBeenLastCalledWith({ ...DEFAULTS, rowsPerPage: 50, theme: 'dark' })
    show('a')
    expect(settings.read()).toMatchObject({ rowsPerPage: 100, sort, shownUser: '7', theme: 'dark' })
    show(undefined)
    expect(settings.read()).toEqual({ ...DEFAULTS, rowsPerPage: 50, theme: 'dark' })
    expect(store.text()).not.toContain('shownUser')
  })

  it('that are asked for a profile which is not shown any more do not become those of another', () => {
    const [a, b] = ['a'.repeat(16) as ProfileId, 'b'.repeat(16) as ProfileId]
    const own = new Map<ProfileId, Partial<OwnSettings>>()
    const shown = b
    const settings = createSettings(memoryStore<Settings>(DEFAULTS), {
      read: () => ({ ...own.get(shown), profile: shown }),
      change: (part) => void own.set(shown, { ...own.get(shown), ...part }),
    })
    settings.change({ rowsPerPage: 100, theme: 'dark', profile: a })
    expect(settings.read()).toEqual({ ...DEFAULTS, theme: 'dark', profile: b })
    expect(settings.change({ rowsPerPage: 100, profile: b })).toMatchObject({ rowsPerPage: 100 })
  })

  it('change at once, are kept, and leave the others as they were', () => {
    const store = memoryStore<Settings>(DEFAULTS)
    const settings = createSettings(store, profiles().store)
    const told = vi.fn()
    settings.onChange(told)
    expect(settings.change({ rowsPerPage: 100 })).toEqual({ ...DEFAULTS, rowsPerPage: 100 })
    settings.change({ theme: 'dark' })
    expect(told).toHaveBeenLastCalledWith({ ...DEFAULTS, rowsPerPage: 100, theme: 'dark' })
    expect(createSettings(store, profiles().store).read()).toEqual({
      ...DEFAULTS,
      rowsPerPage: 100,
      theme: 'dark',
    })
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
  it.each([
    { theme: 'dim' },
    { rowsPerPage: '25' },
    { language: 'de' },
    { size: 3 },
    { shownUser: '../1' },
    null,
    'dark',
  ])('is refused as %j', (change) => expect(settingsChangeSchema.safeParse(change).success).toBe(false))

  it('with a setting left undefined leaves that setting alone', () => {
    expect(settingsChangeSchema.parse({ theme: undefined })).toStrictEqual({})
  })
})
