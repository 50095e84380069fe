import Store from 'electron-store'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ZodType } from 'zod'
import { isDamaged } from './damage.ts'
import { syncFolder } from './sync-folder.ts'

/** A small JSON file of the profile folder, whole or not there: what can't be read or is not of its shape is the default. */
export interface JsonStore<T> {
  readonly get: () => T
  /** Kept in memory even if the file can't be written. @returns whether it was */
  readonly set: (value: T) => boolean
  /** There was a file that is not what was written there: a copy of it lies beside, ending in `.damaged`. */
  readonly damaged?: boolean
}

/**
 * @param folder the profile folder
 * @param name of the file, without `.json`
 */
export function openStore<T>(folder: string, name: string, schema: ZodType<T>, fallback: T): JsonStore<T> {
  const damaged = setAside(join(folder, `${name}.json`), schema)
  const file = openFile(folder, name)
  let value = load(file, schema, fallback)
  return {
    damaged,
    get: () => value,
    set(next) {
      value = next
      try {
        file?.set('value', next)
        syncFolder(folder)
        return file !== undefined
      } catch {
        return false
      }
    },
  }
}

type File = Store<{ value: unknown }>

/** @returns nothing where the file can't even be read (another's, a folder of that name): then memory alone serves */
function openFile(folder: string, name: string): File | undefined {
  try {
    return new Store<{ value: unknown }>({ cwd: folder, name, clearInvalidConfig: true })
  } catch {
    return undefined
  }
}

function load<T>(file: File | undefined, schema: ZodType<T>, fallback: T): T {
  try {
    const parsed = schema.safeParse(file?.get('value'))
    return parsed.success ? parsed.data : fallback
  } catch {
    return fallback
  }
}

/** Before it is opened, which would begin anew. @returns whether there was something to set aside */
function setAside(path: string, schema: ZodType): boolean {
  const text = textOf(path)
  if (text === undefined || !isDamaged(text, schema)) return false
  copyAside(path)
  return true
}

/** @returns nothing where there is no file, or none that can be read */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function copyAside(path: string): void {
  try {
    copyFileSync(path, `${path}.damaged`)
  } catch {
    // Nothing more can be saved of it.
  }
}
