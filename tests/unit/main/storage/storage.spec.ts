import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { recordsSchema } from '../../../../src/main/reveal/pending.ts'
import { DEFAULTS, settingsSchema } from '../../../../src/main/settings/settings.ts'
import { putFile } from '../../../../src/main/storage/put-file.ts'
import { createStorage } from '../../../../src/main/storage/storage.ts'
import { NO_PROFILES, profilesSchema } from '../../../../src/main/session/profiles.ts'
import { FIRST_PLACE, placeSchema } from '../../../../src/main/window/place.ts'

let folder: string
/** The error that each write ends with. */
let failing: string | undefined
let onUnsaved: ReturnType<typeof vi.fn<() => void>>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webitel-tokens-storage-'))
  failing = undefined
  onUnsaved = vi.fn<() => void>()
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

function begin() {
  const put = (path: string, text: string) => {
    if (failing !== undefined) throw Object.assign(new Error(), { code: failing })
    return putFile(path, text)
  }
  return createStorage({ folder, onUnsaved, put })
}

const at = (name: string): string => join(folder, name)
const write = (name: string, text: string): void => writeFileSync(at(name), text)
const held = (name: string): unknown =>
  (JSON.parse(readFileSync(at(name), 'utf8')) as { value: unknown }).value

const RECORD = {
  id: '0b0e6f4e-6f0c-4d3c-9d0b-3f6c1f1f7a11',
  usage: 'CRM',
  owner: { id: '1', name: 'Ann' },
  createdAt: 1,
  profile: 'p',
  by: '1',
  server: 'https://cc.example.com',
  tokenId: 't',
}

describe('a store', () => {
  it('holds at the next start what was set', () => {
    begin()
      .open('settings', settingsSchema, DEFAULTS)
      .set({ ...DEFAULTS, theme: 'dark' })
    expect(begin().open('settings', settingsSchema, DEFAULTS).get().theme).toBe('dark')
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  it('keeps what a newer version put beside its value', () => {
    write('settings.json', JSON.stringify({ value: DEFAULTS, version: 2 }))
    begin()
      .open('settings', settingsSchema, DEFAULTS)
      .set({ ...DEFAULTS, theme: 'dark' })
    expect(JSON.parse(readFileSync(at('settings.json'), 'utf8'))).toMatchObject({ version: 2 })
  })
})

describe('a file that can not be read', () => {
  it.each([
    ['broken', '{"value":[{"id"'],
    ['empty', ''],
    ['null', 'null'],
    ['of another shape', '{"value":{}}'],
    ['without its value', '[]'],
    ['with one item that is none', JSON.stringify({ value: [{ id: 'cut' }] })],
  ])('is copied aside and told once: %s', (_, text) => {
    write('pending.json', text)
    const storage = begin()
    expect(storage.open('pending', recordsSchema, []).get()).toEqual([])
    expect(storage.state().unreadable).toEqual(['pending'])
    expect(readFileSync(at('pending.json.damaged'), 'utf8')).toBe(text)
    const next = begin()
    next.open('pending', recordsSchema, []).set([])
    expect(next.state().unreadable).toEqual([])
  })

  it('falls back field by field', () => {
    write('settings.json', JSON.stringify({ value: { ...DEFAULTS, theme: 'sepia', rowsPerPage: 50 } }))
    write('window.json', JSON.stringify({ value: { width: 'wide', height: 700, maximized: true } }))
    const storage = begin()
    expect(storage.open('settings', settingsSchema, DEFAULTS).get()).toEqual({ ...DEFAULTS, rowsPerPage: 50 })
    const place = storage.open('window', placeSchema, FIRST_PLACE).get()
    expect(place).toEqual({ width: FIRST_PLACE.width, height: 700, maximized: true })
    expect(storage.state().unreadable).toEqual(['settings', 'window'])
  })

  it('keeps what could not be read when something else is set', () => {
    write('settings.json', JSON.stringify({ value: { ...DEFAULTS, theme: 'sepia', tint: 'red' } }))
    begin()
      .open('settings', settingsSchema, DEFAULTS)
      .set({ ...DEFAULTS, rowsPerPage: 50 })
    expect(held('settings.json')).toMatchObject({ theme: 'sepia', tint: 'red', rowsPerPage: 50 })
  })

  it('is moved aside, not replaced, when it could not be copied', () => {
    write('settings.json', 'broken')
    // A folder where the copy belongs: copying fails, as on a full disk; so does moving.
    const store = begin().open('settings', settingsSchema, DEFAULTS)
    rmSync(at('settings.json.damaged'))
    store.set(DEFAULTS)
    expect(held('settings.json')).toEqual(DEFAULTS)
  })

  it('is not replaced when its whole value is unreadable and not copied', () => {
    write('pending.json', '{"value":{"newer":[]}}')
    for (const name of ['pending.json.damaged', 'pending.json.damaged.old'])
      mkdirSync(join(at(name), 'taken'), { recursive: true })
    expect(begin().open('pending', recordsSchema, []).set([RECORD])).toBe(false)
    expect(held('pending.json')).toEqual({ newer: [] })
  })

  it('is told again when something else in it can not be read', () => {
    write('settings.json', JSON.stringify({ value: { ...DEFAULTS, theme: 'sepia' } }))
    begin().open('settings', settingsSchema, DEFAULTS)
    write('settings.json', JSON.stringify({ value: { ...DEFAULTS, theme: 'sepia', rowsPerPage: 7 } }))
    const storage = begin()
    storage.open('settings', settingsSchema, DEFAULTS)
    expect(storage.state().unreadable).toEqual(['settings'])
    expect(readdirSync(folder).toSorted()).toEqual([
      'settings.json',
      'settings.json.damaged',
      'settings.json.damaged.old',
    ])
  })
})

describe('on a full disk a store', () => {
  it('keeps in memory what is set, and says so once', () => {
    failing = 'ENOSPC'
    const storage = begin()
    const settings = storage.open('settings', settingsSchema, DEFAULTS)
    expect(settings.set({ ...DEFAULTS, theme: 'dark' })).toBe(false)
    settings.set({ ...DEFAULTS, theme: 'light' })
    expect(settings.get().theme).toBe('light')
    expect(storage.state()).toMatchObject({ unsaved: ['settings'], reason: 'full' })
    expect(onUnsaved).toHaveBeenCalledTimes(1)
  })

  it('writes all that is behind as soon as one write succeeds', () => {
    failing = 'ENOSPC'
    const storage = begin()
    const settings = storage.open('settings', settingsSchema, DEFAULTS)
    const profiles = storage.open('profiles', profilesSchema, NO_PROFILES)
    settings.set({ ...DEFAULTS, theme: 'dark' })
    failing = undefined
    profiles.set(NO_PROFILES)
    expect(held('settings.json')).toMatchObject({ theme: 'dark' })
    expect(storage.state().unsaved).toEqual([])
  })

  it('writes again by itself when there is room', () => {
    failing = 'ENOSPC'
    const storage = begin()
    storage.open('settings', settingsSchema, DEFAULTS).set({ ...DEFAULTS, theme: 'dark' })
    vi.advanceTimersByTime(30_000)
    expect(readdirSync(folder)).toEqual([])
    failing = undefined
    vi.advanceTimersByTime(30_000)
    expect(held('settings.json')).toMatchObject({ theme: 'dark' })
    expect(onUnsaved).toHaveBeenCalledTimes(2)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('writes again when the application quits', () => {
    failing = 'EDQUOT'
    const storage = begin()
    storage.open('settings', settingsSchema, DEFAULTS).set({ ...DEFAULTS, theme: 'dark' })
    failing = undefined
    storage.retry()
    expect(held('settings.json')).toMatchObject({ theme: 'dark' })
  })

  it.each([
    ['EROFS', 'denied'],
    ['EIO', 'failed'],
  ])('tells why: %s', (code, reason) => {
    failing = code
    const storage = begin()
    storage.open('settings', settingsSchema, DEFAULTS).set(DEFAULTS)
    expect(storage.state().reason).toBe(reason)
  })
})

it('a record that is dealt with is not kept, though it can not be read', () => {
  write('pending.json', JSON.stringify({ value: [{ id: 'a', usage: 7 }, { id: 'b' }] }))
  const store = begin().open('pending', recordsSchema, [])
  store.set(store.get(), 'a')
  expect(held('pending.json')).toEqual([{ id: 'b' }])
})

it('a file of any shape is read without a throw, and keeps its text', () => {
  const schema = z.object({ a: z.string().catch('') })
  for (const text of ['7', '"x"', '[1]', '{"value":null}', '{"value":7}', '\u0000']) {
    write('recent.json', text)
    expect(begin().open('recent', schema, { a: 'd' }).get()).toEqual({ a: 'd' })
    expect(readFileSync(at('recent.json'), 'utf8')).toBe(text)
    expect(basename(at('recent.json.damaged'))).toBe('recent.json.damaged')
  }
})
