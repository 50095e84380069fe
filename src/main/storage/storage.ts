import type { ZodType } from 'zod'
import type { FilesState, StoredFile } from '../../contract/index.ts'
import { makePrivate } from './private-files.ts'
import { putFile, type PutFile } from './put-file.ts'
import { openStore, type FileStore, type JsonStore } from './store.ts'

export interface StorageOptions {
  /** The profile folder. */
  readonly folder: string
  /** Called when the set of files that can't be written changes. */
  readonly onUnsaved: () => void
  readonly put?: PutFile
}

/** The JSON files of the profile folder. Other users' access to the folder is removed first. */
export interface Storage {
  readonly open: <T>(name: StoredFile, schema: ZodType<T>, fallback: T) => JsonStore<T>
  readonly state: () => Pick<FilesState, 'unreadable' | 'unsaved' | 'reason'>
  /** Retries the writes that failed. */
  readonly retry: () => void
}

/** The system doesn't notify when a disk has free space again, so retry at this interval. */
const RETRY_INTERVAL_MS = 30_000

export function createStorage({ folder, onUnsaved, put = putFile }: StorageOptions): Storage {
  makePrivate(folder)
  const stores = new Map<StoredFile, Pick<FileStore<unknown>, 'hasNewDamage' | 'unsaved' | 'write'>>()
  const unsaved = () => [...stores].filter(([, store]) => store.unsaved() !== undefined)
  let told = ''
  let timer: NodeJS.Timeout | undefined

  function settle(): void {
    const now = unsaved().map(([name]) => name)
    if (now.length > 0) timer ??= setTimeout(retry, RETRY_INTERVAL_MS).unref()
    if (now.join() === told) return
    told = now.join()
    onUnsaved()
  }

  function retry(): void {
    clearTimeout(timer)
    timer = undefined
    for (const [, store] of unsaved()) store.write()
    settle()
  }

  return {
    open(name, schema, fallback) {
      const store = openStore({ folder, name, schema, fallback, put })
      stores.set(name, store)
      return {
        get: store.get,
        set(value, settled) {
          // If this write succeeded, the failed writes of other files may succeed now, too.
          const isSaved = store.set(value, settled)
          if (isSaved) retry()
          else settle()
          return isSaved
        },
      }
    },
    state() {
      const reason = unsaved()[0]?.[1].unsaved()
      return {
        unreadable: [...stores].filter(([, { hasNewDamage }]) => hasNewDamage).map(([name]) => name),
        unsaved: unsaved().map(([name]) => name),
        ...(reason === undefined ? {} : { reason }),
      }
    },
    retry,
  }
}
