import { execFile, execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = process.getuid?.() === 0
/** Made by `npm run setup`. */
const ACCOUNT = 'webitel-tokens-test'
const uid = root ? execFileSync('id', ['-u', ACCOUNT], { encoding: 'utf8' }).trim() : undefined
const SECRET = 'k7f3m9x2q8wz4tj6ra5vhb1ncd'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webitel-tokens-files-'))
  if (uid) chownSync(folder, Number(uid), -1)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** @param as the id of the user who saves */
async function save(path: string, as = uid): Promise<string> {
  const script = join(import.meta.dirname, 'saving-process.ts')
  const { stdout } = await run(process.execPath, [script, path, SECRET, ...(as ? [as] : [])])
  return stdout.trim()
}

const content = (path: string): string => readFileSync(path, 'utf8')

describe.skipIf(process.platform === 'win32')('saving, as somebody whom permissions bind', () => {
  it('writes exactly the token, for its owner alone', async () => {
    expect(await save(join(folder, 'a.txt'))).toBe('saved')
    expect(content(join(folder, 'a.txt'))).toBe(SECRET)
    expect(statSync(join(folder, 'a.txt')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })

  it('says that a folder may not be written to, and leaves nothing there', async () => {
    chmodSync(folder, 0o500)
    expect(await save(join(folder, 'a.txt'))).toBe('file-denied')
    chmodSync(folder, 0o700)
    expect(readdirSync(folder)).toEqual([])
  })

  it('says that a folder has vanished', async () => {
    expect(await save(join(folder, 'gone', 'a.txt'))).toBe('file-gone')
  })

  it('says that a folder has that name already', async () => {
    mkdirSync(join(folder, 'a.txt'))
    expect(await save(join(folder, 'a.txt'))).toBe('file-directory')
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })

  it('replaces an existing file whole, and closes it to others', async () => {
    const path = join(folder, 'a.txt')
    writeFileSync(path, 'something much longer than a token, '.repeat(10), { mode: 0o644 })
    if (uid) chownSync(path, Number(uid), -1)
    expect(await save(path)).toBe('saved')
    expect(content(path)).toBe(SECRET)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('writes where a link leads', async () => {
    const [link, target] = [join(folder, 'link.txt'), join(folder, 'target.txt')]
    writeFileSync(target, 'old')
    if (uid) chownSync(target, Number(uid), -1)
    symlinkSync(target, link)
    expect(await save(link)).toBe('saved')
    expect(content(target)).toBe(SECRET)
  })

  it.runIf(root && process.platform === 'linux')(
    'says that a disk is full, and keeps the file that was there',
    async () => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=8k,uid=${uid}`, 'tmpfs', folder])
      try {
        const path = join(folder, 'a.txt')
        writeFileSync(path, 'old'.padEnd(4096), { mode: 0o666 })
        writeFileSync(join(folder, 'filler'), 'x'.repeat(4096))
        expect(await save(path)).toBe('file-full')
        expect(content(path).trim()).toBe('old')
        expect(readdirSync(folder).toSorted()).toEqual(['a.txt', 'filler'])
      } finally {
        execFileSync('umount', [folder])
      }
    },
  )
})

describe.skipIf(process.platform === 'win32')('saving to an unusual place', () => {
  it('writes a file whose name is as long as a name can be', async () => {
    const name = `${'n'.repeat(251)}.txt`
    expect(await save(join(folder, name))).toBe('saved')
    expect(readdirSync(folder)).toEqual([name])
  })

  it('refuses a link to nothing, and leaves it', async () => {
    symlinkSync(join(folder, 'gone.txt'), join(folder, 'link.txt'))
    expect(await save(join(folder, 'link.txt'))).toBe('file-dangling')
    expect(readdirSync(folder)).toEqual(['link.txt'])
  })

  it('refuses a pipe, and a link to a device', async () => {
    execFileSync('mkfifo', ['-m', '666', join(folder, 'pipe')])
    symlinkSync('/dev/null', join(folder, 'null.txt'))
    expect(await save(join(folder, 'pipe'))).toBe('file-special')
    expect(await save(join(folder, 'null.txt'))).toBe('file-special')
    expect(statSync(join(folder, 'pipe')).isFIFO()).toBe(true)
  })

  it.runIf(root && process.platform === 'linux')('refuses a device, as root too', async () => {
    const device = join(folder, 'device')
    execFileSync('mknod', ['-m', '666', device, 'c', '1', '3'])
    expect(await save(device, '0')).toBe('file-special')
    expect(statSync(device).isCharacterDevice()).toBe(true)
  })

  it('writes in place into a file of a folder that is closed, says so, and closes the file', async () => {
    const path = join(folder, 'a.txt')
    writeFileSync(path, 'something much longer than a token, '.repeat(10), { mode: 0o644 })
    if (uid) chownSync(path, Number(uid), -1)
    chmodSync(folder, 0o500)
    expect(await save(path)).toBe('saved in-place')
    chmodSync(folder, 0o700)
    expect(content(path)).toBe(SECRET)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })

  it.runIf(root && process.platform === 'linux')(
    'writes in place into a file that is mounted by itself',
    async () => {
      const [outside, inside] = [join(folder, 'outside.txt'), join(folder, 'inside.txt')]
      for (const path of [outside, inside]) {
        writeFileSync(path, 'old')
        chownSync(path, Number(uid), -1)
      }
      execFileSync('mount', ['--bind', outside, inside])
      try {
        expect(await save(inside)).toBe('saved in-place')
        expect(content(outside)).toBe(SECRET)
      } finally {
        execFileSync('umount', [inside])
      }
    },
  )

  it.runIf(root && process.platform === 'linux')(
    "refuses another user's file that can not be replaced, and writes nothing into it",
    async () => {
      const path = join(folder, 'a.txt')
      writeFileSync(path, 'old')
      chmodSync(path, 0o666)
      chmodSync(folder, 0o500)
      expect(await save(path)).toBe('file-shared')
      expect(content(path)).toBe('old')
    },
  )

  it.runIf(root && process.platform === 'linux')(
    "owns what it saves in the place of another user's file",
    async () => {
      const path = join(folder, 'a.txt')
      writeFileSync(path, 'old', { mode: 0o666 })
      expect(await save(path)).toBe('saved')
      expect([statSync(path).uid, statSync(path).mode & 0o777]).toEqual([Number(uid), 0o600])
    },
  )
})
