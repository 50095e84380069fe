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

async function save(path: string): Promise<string> {
  const script = join(import.meta.dirname, 'saving-process.ts')
  const { stdout } = await run(process.execPath, [script, path, SECRET, ...(uid ? [uid] : [])])
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
