import fs, {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { saveSecret } from '../../../../src/main/reveal/save.ts'

const SECRET = 'k7f3m9x2q8wz4tj6ra5vhb1ncd'
let folder: string
let remembered: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webitel-tokens-save-'))
  remembered = folder
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The person takes the proposed name, or gives another path. */
async function save(to?: (proposed: string) => string | undefined, usage = 'CRM', secret = SECRET) {
  let proposed = ''
  const outcome = await saveSecret(secret, usage, {
    ask: async (path) => {
      proposed = path
      return to ? to(path) : path
    },
    folder: { get: () => remembered, set: (next) => void (remembered = next) },
  })
  return { outcome, proposed }
}

describe('saving a token', () => {
  it("proposes the token's name in the folder of last time, and tells the name of the file", async () => {
    const { outcome, proposed } = await save()
    expect(proposed).toBe(join(folder, 'CRM.txt'))
    expect(outcome).toEqual({ kind: 'saved', file: 'CRM.txt' })
  })

  it.each([SECRET, 'ключ-🔑', ' with spaces ', 'x'.repeat(4096)])(
    'writes exactly %j, and nothing else into the folder',
    async (secret) => {
      await save(undefined, 'CRM', secret)
      expect(readFileSync(join(folder, 'CRM.txt')).equals(Buffer.from(secret))).toBe(true)
      expect(readdirSync(folder)).toEqual(['CRM.txt'])
    },
  )

  it.skipIf(process.platform === 'win32')(
    'closes the file to others, also one that was open to them',
    async () => {
      const path = join(folder, 'CRM.txt')
      writeFileSync(path, 'something much longer than a token'.repeat(10), { mode: 0o666 })
      await save()
      expect(statSync(path).mode & 0o777).toBe(0o600)
      expect(readFileSync(path, 'utf8')).toBe(SECRET)
    },
  )

  it.skipIf(process.platform === 'win32')('is in its folder for good when it is called saved', async () => {
    const held: string[] = []
    const sync = vi.spyOn(fs, 'fsyncSync').mockImplementation((descriptor) => {
      if (fs.fstatSync(descriptor).isDirectory()) held.push(readFileSync(join(folder, 'CRM.txt'), 'utf8'))
    })
    syncBuiltinESMExports()
    await save()
    sync.mockRestore()
    syncBuiltinESMExports()
    // The whole file was there under its name, and then that was put on disk.
    expect(held).toEqual([SECRET])
  })

  it('is written to a new file of a name that nobody can guess', async () => {
    const opened: string[] = []
    const open = vi.spyOn(fs, 'openSync')
    syncBuiltinESMExports()
    await save()
    await save()
    const { O_EXCL } = fs.constants
    for (const [path, flags, mode] of open.mock.calls.filter(([, flags]) => typeof flags === 'number')) {
      expect([Number(flags) & O_EXCL, mode]).toEqual([O_EXCL, 0o600])
      opened.push(basename(String(path)))
    }
    open.mockRestore()
    syncBuiltinESMExports()
    expect(new Set(opened).size).toBe(2)
    for (const name of opened) expect(name).toMatch(/^\.[\da-f]{16}\.tmp$/)
  })

  it.skipIf(process.platform === 'win32')(
    'is said to be open to others where the drive keeps no modes',
    async () => {
      const real = fs.statSync
      const look = vi
        .spyOn(fs, 'statSync')
        .mockImplementation(((path: string) =>
          Object.assign(real(path), { mode: 0o100_755 })) as typeof fs.statSync)
      syncBuiltinESMExports()
      const { outcome } = await save()
      look.mockRestore()
      syncBuiltinESMExports()
      expect(outcome).toEqual({ kind: 'saved', file: 'CRM.txt', note: 'not-private' })
    },
  )

  it('remembers the folder that was chosen', async () => {
    const chosen = join(folder, 'chosen')
    mkdirSync(chosen)
    await save(() => join(chosen, 'other name'))
    expect(remembered).toBe(chosen)
    expect((await save()).proposed).toBe(join(chosen, 'CRM.txt'))
  })

  it('writes nothing when the person thought better of it, and forgets no folder', async () => {
    remembered = join(folder, 'of last time')
    expect((await save(() => undefined)).outcome).toEqual({ kind: 'cancelled' })
    expect(readdirSync(folder)).toEqual([])
    expect(remembered).toBe(join(folder, 'of last time'))
  })

  it.each([
    ['a folder that vanished', (path: string) => join(dirname(path), 'gone', 'a.txt'), 'file-gone'],
    ['a file where a folder should be', (path: string) => join(dirname(path), 'taken', 'a.txt'), 'file-gone'],
    ['a folder of that name', (path: string) => join(dirname(path), 'folder'), 'file-directory'],
    ['a name that no system takes', (path: string) => join(dirname(path), 'x'.repeat(5000)), 'file'],
  ])('into %s fails in words, and leaves no trace', async (_, to, code) => {
    writeFileSync(join(folder, 'taken'), 'as it was')
    mkdirSync(join(folder, 'folder'))
    const before = readdirSync(folder)
    await expect(save(to)).rejects.toMatchObject({ error: { code, retryable: true, message: '' } })
    expect(readdirSync(folder)).toEqual(before)
    expect(readdirSync(join(folder, 'folder'))).toEqual([])
    expect(readFileSync(join(folder, 'taken'), 'utf8')).toBe('as it was')
    expect(remembered).toBe(folder)
  })

  it('is not called saved by a file that does not hold it', async () => {
    // What is written there is gone; what is read from there is nothing.
    await expect(save(() => '/dev/null/a.txt')).rejects.toMatchObject({ error: { code: 'file-gone' } })
  })

  it.skipIf(process.platform === 'win32')(
    'nor by one that reads back as something else: a drive that keeps less than it takes',
    async () => {
      const sync = vi.spyOn(fs, 'fsyncSync').mockImplementation((descriptor) => {
        if (fs.fstatSync(descriptor).isDirectory())
          writeFileSync(join(folder, 'CRM.txt'), SECRET.slice(0, -1))
      })
      syncBuiltinESMExports()
      const saving = save()
      await expect(saving).rejects.toMatchObject({ error: { code: 'file', retryable: true } })
      sync.mockRestore()
      syncBuiltinESMExports()
    },
  )

  it('of a token with any name stays in the folder', async () => {
    for (const usage of ['../../etc/passwd', '..\\..\\x', '/etc/passwd', 'C:\\x', '~', '.', '..', '\u0000']) {
      const { proposed } = await save(() => undefined, usage)
      expect(dirname(proposed)).toBe(folder)
      expect(basename(proposed)).toMatch(/^[^/\\]+\.txt$/)
    }
    expect(existsSync(join(folder, 'passwd.txt'))).toBe(false)
  })
})
