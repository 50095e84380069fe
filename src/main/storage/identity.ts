import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { StoredFile } from '../../contract/index.ts'
import type { JsonStore } from './store.ts'
import type { Storage } from './storage.ts'

const FILE: StoredFile = 'identity'
/** Files that name entries of the keychain: where there is one, an earlier start may have kept secrets. */
const WITH_SECRETS: readonly StoredFile[] = ['profiles', 'pending', 'creates']
/** Records of tokens that wait in the original's keychain entries, or were being created there. */
const OF_THE_ORIGINAL: readonly StoredFile[] = ['pending', 'creates']

const identitySchema = z.object({
  /** Names the folder's keychain entries, wherever the folder lies. */
  id: z.string().regex(/^[\da-f]{8,32}$/),
  /** Where the folder lay when it was last started. */
  path: z.string().min(1),
})
type StoredIdentity = z.infer<typeof identitySchema>

export interface Identity {
  readonly id: string
  /** The folder was copied from one that is still there, and has got an id of its own at this start. */
  readonly isCopy: boolean
}

/**
 * Which profile folder this is. A moved folder keeps its id; a copy gets a new one, so that it never ends or removes what
 * belongs to the original (docs/adr/0043). Called before the other files are opened.
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

/** The id that a profile folder has, for who reads the keychain beside the application. */
export function idOf(folder: string): string {
  return storedId(fileIn(folder)) ?? pathHash(folder)
}

const fileIn = (folder: string): string => join(folder, `${FILE}.json`)
const newId = (): string => randomBytes(8).toString('hex')
const hasHistory = (folder: string): boolean =>
  WITH_SECRETS.some((name) => existsSync(join(folder, `${name}.json`)))

/** The id that versions before took: with it their keychain entries are found as they are. */
const pathHash = (folder: string): string =>
  createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 8)

/** In the letters that the file system has: Windows and macOS take others for the same. */
function realPath(folder: string): string {
  try {
    return realpathSync.native(folder)
  } catch {
    return realpathSync(folder)
  }
}

/** Whether another folder with that id may be where this one was last started. Only a folder that is surely gone is not. */
function isStillAt({ id, path }: StoredIdentity, folder: string): boolean {
  try {
    if (storedId(fileIn(path)) !== id) return false
  } catch {
    // It can't be looked at now: a folder of another user, a share that does not answer.
    return true
  }
  return !isSameFolder(path, folder)
}

/** @throws Error where there is a file that can't be read */
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

/** One folder by two paths: other letters, a mount that is also seen elsewhere. There a new file shows at both. */
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

/** The original still has these records, and asks about them. */
function leaveToOriginal(folder: string): void {
  for (const name of OF_THE_ORIGINAL) {
    const file = join(folder, `${name}.json`)
    if (existsSync(file)) renameSync(file, `${file}.original`)
  }
}
