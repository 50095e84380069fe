import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProfiles, NO_PROFILES, profileIdOf, profilesSchema } from '../../src/main/session/profiles.ts'
import { DEFAULTS, settingsSchema } from '../../src/main/settings/settings.ts'
import { identify } from '../../src/main/storage/identity.ts'
import { overwriteFile } from '../../src/main/storage/overwrite-file.ts'
import { makePrivate } from '../../src/main/storage/private-files.ts'
import { whyNotWritable } from '../../src/main/storage/profile-folder.ts'
import { claimProfile } from '../../src/main/storage/profile-lock.ts'
import { createStorage } from '../../src/main/storage/storage.ts'
import type { UserId } from '../../src/contract/index.ts'

const root = process.getuid?.() === 0
const mounts: string[] = []
let folder: string

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'webitel-tokens-storage-'))))
afterEach(() => {
  for (const mounted of mounts.splice(0)) execFileSync('umount', [mounted])
  rmSync(folder, { recursive: true, force: true })
})

function mount(at: string, ...args: string[]): void {
  execFileSync('mount', [...args, at])
  mounts.push(at)
}

/** A start of the application on that folder. */
function start(at = folder) {
  const storage = createStorage({ folder: at, onUnsaved: () => undefined })
  const identity = identify(at, storage)
  return {
    identity,
    storage,
    settings: storage.open('settings', settingsSchema, DEFAULTS),
    profiles: createProfiles(storage.open('profiles', profilesSchema, NO_PROFILES)),
  }
}

const account = (login: string) => ({
  profileId: profileIdOf('https://cc.example.com', login),
  server: 'https://cc.example.com',
  login,
  domain: 'example.com',
  user: { id: '7' as UserId, name: 'Olena', username: 'olena', extension: '' },
  may: { listUsers: true, readTokens: true, addTokens: true, changeTokens: true, deleteTokens: true },
})

describe.runIf(root && process.platform === 'linux')(
  'a profile folder on a disk that is full at the start',
  () => {
    it('gets a changed theme and a new account as soon as the disk has room', () => {
      mount(folder, '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs')
      expect(() => writeFileSync(join(folder, 'filler'), 'x'.repeat(1024 * 1024))).toThrow('ENOSPC')
      const first = start()
      first.settings.set({ ...DEFAULTS, theme: 'dark' })
      first.profiles.makeCurrent(account('a@x'))
      expect(first.storage.state()).toMatchObject({
        unsaved: ['identity', 'settings', 'profiles'],
        reason: 'full',
      })
      expect(readdirSync(folder)).toEqual(['filler'])

      rmSync(join(folder, 'filler'))
      first.storage.retry()
      expect(first.storage.state().unsaved).toEqual([])
      const next = start()
      expect(next.identity).toEqual(first.identity)
      expect(next.settings.get().theme).toBe('dark')
      expect(next.profiles.all()).toMatchObject([{ login: 'a@x' }])
    })
  },
)

it.runIf(root && process.platform === 'linux')(
  'a file that is written in place on a full disk keeps what it held',
  () => {
    mount(folder, '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs')
    const path = join(folder, 'a.txt')
    writeFileSync(path, 'as it was')
    expect(() => writeFileSync(join(folder, 'filler'), 'x'.repeat(1024 * 1024))).toThrow('ENOSPC')
    expect(() => overwriteFile(path, 'y'.repeat(16 * 1024))).toThrow('ENOSPC')
    expect(readFileSync(path, 'utf8')).toBe('as it was')
  },
)

it.runIf(root && process.platform === 'linux')(
  'a profile folder on a disk that takes no other file is refused as full',
  () => {
    mount(folder, '-t', 'tmpfs', '-o', 'nr_inodes=1', 'tmpfs')
    expect(whyNotWritable(folder)).toMatch(/^The disk that holds the folder .* is full\. Free some space/)
  },
)

it.runIf(root && process.platform === 'linux')(
  'the folder for the socket of the lock is not one on a full disk',
  () => {
    mount(folder, '-t', 'tmpfs', '-o', 'nr_inodes=2', 'tmpfs')
    const env: Record<string, string | undefined> = { TMPDIR: folder }
    let seen: string | undefined
    const request = () => ((seen = env['TMPDIR']), true)
    expect(claimProfile({ folder, request, env, platform: 'linux' })).toEqual({ kind: 'claimed' })
    expect([seen, env['TMPDIR'], readdirSync(folder)]).toEqual(['/tmp', folder, []])
  },
)

describe.runIf(root && process.platform === 'linux')('a profile folder that is mounted', () => {
  it('in two places at once is one folder, not a copy', () => {
    const first = join(folder, 'first')
    const second = join(folder, 'second')
    for (const one of [first, second]) mkdirSync(one)
    const { id } = start(first).identity
    mount(second, '--bind', first)
    expect(start(second).identity).toEqual({ id, isCopy: false })
  })
})

describe.skipIf(process.platform === 'win32')('files of the profile folder', () => {
  it('are closed to others at the start, and those of Chromium are left as they are', () => {
    mkdirSync(join(folder, 'logs'))
    const ours = ['profiles.json', 'settings.json.damaged', 'logs/main.log']
    for (const name of [...ours, 'Preferences']) writeFileSync(join(folder, name), '', { mode: 0o644 })
    makePrivate(folder)
    const mode = (name: string) => statSync(join(folder, name)).mode & 0o777
    expect(ours.map(mode)).toEqual([0o600, 0o600, 0o600])
    expect([mode('logs'), mode('Preferences')]).toEqual([0o700, 0o644])
  })

  it.each([
    [0o775, 0o700],
    [0o1777, 0o1777],
  ])('lie in a folder that is closed to others, unless it is for everyone: %o', (before, after) => {
    const profile = join(folder, 'profile')
    mkdirSync(profile)
    chmodSync(profile, before)
    makePrivate(profile)
    expect(statSync(profile).mode & 0o7777).toBe(after)
  })

  it('are written for their owner alone', () => {
    writeFileSync(join(folder, 'settings.json'), 'broken', { mode: 0o644 })
    const { settings, profiles } = start()
    settings.set(DEFAULTS)
    profiles.makeCurrent(account('a@x'))
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)
    expect(new Set(modes)).toEqual(new Set([0o600]))
  })

  it('that a killed write left unfinished are removed at the start', () => {
    for (const name of ['.0123456789abcdef.tmp', 'settings.json.tmp-58672110535c00d2'])
      writeFileSync(join(folder, name), '{')
    makePrivate(folder)
    expect(readdirSync(folder)).toEqual([])
  })

  it.runIf(root && process.platform === 'linux')('that are mounted one by one are written in place', () => {
    const outside = join(folder, 'outside.json')
    writeFileSync(outside, '{"value":{}}')
    const inside = join(folder, 'settings.json')
    writeFileSync(inside, '')
    mount(inside, '--bind', outside)
    expect(start().settings.set({ ...DEFAULTS, theme: 'dark' })).toBe(true)
    expect(readFileSync(outside, 'utf8')).toContain('dark')
  })
})
