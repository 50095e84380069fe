import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { StoredFile } from '../../contract/index.ts'
import type { JsonStore } from './store.ts'
import type { Storage } from './storage.ts'

const FILE: StoredFile = 'identity'
/** Files that refer to keychain entries. If one exists, an earlier start may have stored secrets. */
const WITH_SECRETS: readonly StoredFile[] = ['profiles', 'pending', 'creates']
/** Records of tokens that the original created, and of their secrets in its keychain entries. */
const OF_THE_ORIGINAL: readonly StoredFile[] = ['pending', 'creates']

const identitySchema = z.object({
  /** Part of the name of the folder's keychain entries. It stays the same when the folder is moved. */
  id: z.string().regex(/^[\da-f]{8,32}$/),
  /** The folder's path at the last start. */
  path: z.string().min(1),
})
type StoredIdentity = z.infer<typeof identitySchema>

export interface Identity {
  readonly id: string
  /** The folder is a copy, its original still exists, and this start gave the copy its own id. */
  readonly isCopy: boolean
}

/**
 * Identifies the profile folder. A moved folder keeps its id. A copy gets a new id, so that it never ends
 * sessions or removes keychain entries of the original (docs/adr/0043). Call it before the other files are
 * opened.
 */
export function identify(folder: string, storage: Pick<Storage, 'open'>): Identity {
  const path = realPath(folder)
  const isFirst = !existsSync(fileIn(folder))
  const store: JsonStore<StoredIdentity | undefined> = storage.open(FILE, identitySchema, undefined)
  const stored = store.get()
  if (stored === undefined) {
    const id = isFirst && hasHistory(folder) ? pathHash(folder) : newId()
    store.set({ id, path })
    return { id, isCopy: false }
  }
  if (stored.path === path) return { id: stored.id, isCopy: false }
  if (!isStillAt(stored, folder)) {
    store.set({ ...stored, path })
    return { id: stored.id, isCopy: false }
  }
  leaveToOriginal(folder)
  const id = newId()
  store.set({ id, path })
  return { id, isCopy: true }
}

/** The id of a profile folder, for tools and tests that read the keychain themselves. */
export function idOf(folder: string): string {
  return storedId(fileIn(folder)) ?? pathHash(folder)
}

const fileIn = (folder: string): string => join(folder, `${FILE}.json`)
const newId = (): string => randomBytes(8).toString('hex')
const hasHistory = (folder: string): boolean =>
  WITH_SECRETS.some((name) => existsSync(join(folder, `${name}.json`)))

/** The id that earlier versions used. With it, their keychain entries are still found. */
const pathHash = (folder: string): string =>
  createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 8)

/** The path in the file system's own spelling, because Windows and macOS ignore case. */
function realPath(folder: string): string {
  try {
    return realpathSync.native(folder)
  } catch {
    return realpathSync(folder)
  }
}

/**
 * Whether another folder with that id may still be at the stored path. False only if it is certainly gone.
 */
function isStillAt({ id, path }: StoredIdentity, folder: string): boolean {
  try {
    if (storedId(fileIn(path)) !== id) return false
  } catch {
    // The path can't be read now: it belongs to another user, or a network share doesn't respond.
    return true
  }
  return !isSameFolder(path, folder)
}

/** @throws Error if the file exists but can't be read */
function storedId(file: string): string | undefined {
  try {
    const { value } = JSON.parse(readFileSync(file, 'utf8')) as { value?: unknown }
    return identitySchema.parse(value).id
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
    if (typeof code === 'string' && code !== 'ENOENT' && code !== 'ENOTDIR') throw thrown
    return undefined
  }
}

/**
 * Whether two paths lead to the same folder: other spelling, or a drive mounted twice. A new file then
 * appears in both.
 */
function isSameFolder(one: string, other: string): boolean {
  const [a, b] = [statSync(one, { bigint: true }), statSync(other, { bigint: true })]
  if (a.dev === b.dev && a.ino === b.ino && a.ino !== 0n) return true
  // A network share that is mounted twice has two device numbers.
  const name = `.${randomBytes(8).toString('hex')}.tmp`
  try {
    writeFileSync(join(other, name), '', { flag: 'wx' })
    return existsSync(join(one, name))
  } catch {
    return false
  } finally {
    rmSync(join(other, name), { force: true })
  }
}

/** Sets the original's records aside. The original still has them, and asks the user about them. */
function leaveToOriginal(folder: string): void {
  for (const name of OF_THE_ORIGINAL) {
    const file = join(folder, `${name}.json`)
    if (existsSync(file)) renameSync(file, `${file}.original`)
  }
}
