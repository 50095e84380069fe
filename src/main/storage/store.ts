import Store from 'electron-store'
import type { ZodType } from 'zod'

/** A small JSON file of the profile folder, whole or not there: what can't be read or is not of its shape is the default. */
export interface JsonStore<T> {
  readonly get: () => T
  /** Kept in memory even if the file can't be written. @returns whether it was */
  readonly set: (value: T) => boolean
}

/**
 * @param folder the profile folder
 * @param name of the file, without `.json`
 */
export function openStore<T>(folder: string, name: string, schema: ZodType<T>, fallback: T): JsonStore<T> {
  const file = new Store<{ value: unknown }>({ cwd: folder, name, clearInvalidConfig: true })
  let value = load(file, schema, fallback)
  return {
    get: () => value,
    set(next) {
      value = next
      try {
        file.set('value', next)
        return true
      } catch {
        return false
      }
    },
  }
}

function load<T>(file: Store<{ value: unknown }>, schema: ZodType<T>, fallback: T): T {
  try {
    const parsed = schema.safeParse(file.get('value'))
    return parsed.success ? parsed.data : fallback
  } catch {
    return fallback
  }
}
