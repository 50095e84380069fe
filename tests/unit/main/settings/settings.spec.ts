import { describe, expect, it, vi } from 'vitest'
import type { OwnSettings, ProfileId, Settings, UserId } from '../../../../src/contract/index.ts'
import {
  createSettings,
  DEFAULTS,
  ownChangeSchema,
  settingsChangeSchema,
  settingsSchema,
} from '../../../../src/main/settings/settings.ts'
import { memoryStore } from '../support/store.ts'

const [A, B] = ['a'.repeat(16) as ProfileId, 'b'.repeat(16) as ProfileId]

/** Settings of the profiles, of which none, or one, is signed in. */
function profiles() {
  const own = new Map<ProfileId, Partial<OwnSettings>>()
  let shown: ProfileId | undefined
  return {
    show: (profile: ProfileId | undefined) => void (shown = profile),
    store: {
      read: () => (shown === undefined ? undefined : { ...own.get(shown), profile: shown }),
      change: (profile: ProfileId, part: Partial<OwnSettings>) =>
        void own.set(profile, { ...own.get(profile), ...part }),
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
    show(A)
    // What an earlier version kept for all is where each begins.
    expect(settings.read().rowsPerPage).toBe(50)
    const sort = { field: 'usage', descending: false } as const
    settings.changeOwn(A, { rowsPerPage: 100, sort, shownUser: '7' as UserId })
    settings.change({ theme: 'dark' })
    show(B)
    settings.profileChanged()
    expect(told).toHaveBeenLastCalledWith({ ...DEFAULTS, rowsPerPage: 50, theme: 'dark', profile: B })
    show(A)
    expect(settings.read()).toMatchObject({ rowsPerPage: 100, sort, shownUser: '7', theme: 'dark' })
    show(undefined)
    expect(settings.read()).toEqual({ ...DEFAULTS, rowsPerPage: 50, theme: 'dark' })
    expect(store.text()).not.toContain('shownUser')
  })

  it('asked for a profile that is no longer shown are kept with that one', () => {
    const { show, store: own } = profiles()
    const settings = createSettings(memoryStore<Settings>(DEFAULTS), own)
    show(B)
    expect(settings.changeOwn(A, { rowsPerPage: 100 })).toEqual({ ...DEFAULTS, profile: B })
    show(A)
    expect(settings.read()).toMatchObject({ profile: A, rowsPerPage: 100 })
  })

  it('change at once, are kept, and leave the others as they were', () => {
    const store = memoryStore<Settings>(DEFAULTS)
    const settings = createSettings(store, profiles().store)
    const told = vi.fn()
    settings.onChange(told)
    expect(settings.change({ clipboardSeconds: 15 })).toEqual({ ...DEFAULTS, clipboardSeconds: 15 })
    settings.change({ theme: 'dark' })
    expect(told).toHaveBeenLastCalledWith({ ...DEFAULTS, clipboardSeconds: 15, theme: 'dark' })
    expect(createSettings(store, profiles().store).read()).toEqual({
      ...DEFAULTS,
      clipboardSeconds: 15,
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
  it.each([{ theme: 'dim' }, { language: 'de' }, { size: 3 }, { rowsPerPage: 25 }, null, 'dark'])(
    'is refused as %j',
    (change) => expect(settingsChangeSchema.safeParse(change).success).toBe(false),
  )

  it.each([{ rowsPerPage: '25' }, { shownUser: '../1' }, { theme: 'dark' }, null])(
    'is refused of a profile as %j',
    (change) => expect(ownChangeSchema.safeParse(change).success).toBe(false),
  )

  it('with a setting left undefined leaves that setting alone', () => {
    expect(settingsChangeSchema.parse({ theme: undefined })).toStrictEqual({})
  })
})
