import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { identify, idOf } from '../../../../src/main/storage/identity.ts'
import { createStorage } from '../../../../src/main/storage/storage.ts'

let root: string
let folder: string
let moved: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'webitel-tokens-identity-')))
  folder = join(root, 'profile')
  moved = join(root, 'moved')
  mkdirSync(folder)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A start of the application on that folder. */
const start = (path: string) => identify(path, createStorage({ folder: path, onUnsaved: () => undefined }))
/** As versions before named a folder. */
const pathHash = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 8)
const write = (path: string, name: string, text = '{"value":[]}') => writeFileSync(join(path, name), text)

describe('the id of a profile folder', () => {
  it('is the same at each start', () => {
    const { id, isCopy } = start(folder)
    expect(start(folder)).toEqual({ id, isCopy })
    expect([id.length, isCopy, idOf(folder)]).toEqual([16, false, id])
  })

  it.skipIf(process.platform === 'win32')('lies in a file that its owner alone can read', () => {
    start(folder)
    expect(statSync(join(folder, 'identity.json')).mode & 0o777).toBe(0o600)
  })

  it.each(['profiles', 'pending', 'creates'])(
    'is what a version before took from the path, where there is a %s file of it',
    (name) => {
      write(folder, `${name}.json`)
      expect(start(folder).id).toBe(pathHash(folder))
    },
  )

  it('is not taken from the path again after the folder has moved', () => {
    write(folder, 'profiles.json')
    const { id } = start(folder)
    renameSync(folder, moved)
    expect(start(moved)).toEqual({ id, isCopy: false })
    // A new folder at the old place has nothing to do with it.
    mkdirSync(folder)
    expect(start(folder).id).not.toBe(id)
  })

  it('stays with a folder that is moved twice', () => {
    const { id } = start(folder)
    renameSync(folder, moved)
    start(moved)
    renameSync(moved, folder)
    expect(start(folder)).toEqual({ id, isCopy: false })
  })

  it('is another when it can not be read', () => {
    write(folder, 'profiles.json')
    write(folder, 'identity.json', '{"value":')
    const { id } = start(folder)
    expect(id).toHaveLength(16)
    expect(start(folder).id).toBe(id)
  })

  it('stays when the folder is reached by a link', () => {
    const { id } = start(folder)
    symlinkSync(folder, moved)
    expect(start(moved)).toEqual({ id, isCopy: false })
  })
})

describe('a copy of a profile folder', () => {
  function copied() {
    write(folder, 'profiles.json', '{"value":{"accounts":[]}}')
    const { id } = start(folder)
    write(folder, 'pending.json')
    write(folder, 'creates.json')
    cpSync(folder, moved, { recursive: true })
    return id
  }

  it('takes an id of its own, and the original keeps its id', () => {
    const id = copied()
    const copy = start(moved)
    expect(copy.isCopy).toBe(true)
    expect(copy.id).not.toBe(id)
    expect(start(moved)).toEqual({ id: copy.id, isCopy: false })
    expect(start(folder)).toEqual({ id, isCopy: false })
  })

  it('leaves the records of waiting tokens to the original', () => {
    copied()
    start(moved)
    expect(['pending.json', 'creates.json'].map((name) => existsSync(join(moved, name)))).toEqual([
      false,
      false,
    ])
    expect(readFileSync(join(moved, 'pending.json.original'), 'utf8')).toBe('{"value":[]}')
    expect(existsSync(join(folder, 'pending.json'))).toBe(true)
  })

  it('takes the id over once the original is gone', () => {
    const id = copied()
    rmSync(folder, { recursive: true })
    expect(start(moved)).toEqual({ id, isCopy: false })
  })

  it('takes the id over where another profile folder lies at the old place', () => {
    const id = copied()
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
    start(folder)
    expect(start(moved)).toEqual({ id, isCopy: false })
  })

  it('put back at the old place, with the original set aside, is the one that keeps the id', () => {
    const id = copied()
    const aside = join(root, 'aside')
    renameSync(folder, aside)
    renameSync(moved, folder)
    expect(start(folder)).toEqual({ id, isCopy: false })
    expect(start(aside).isCopy).toBe(true)
  })

  it('is taken for one while it can not be told whether the original is there', () => {
    copied()
    rmSync(join(folder, 'identity.json'))
    mkdirSync(join(folder, 'identity.json'))
    expect(start(moved).isCopy).toBe(true)
  })
})
