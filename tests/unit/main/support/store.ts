import type { JsonStore } from '../../../../src/main/storage/store.ts'

/** A file of the profile folder that lives in memory, as JSON: what can't be written as such is lost, as on disk. */
export function memoryStore<T>(first: T): JsonStore<T> & { readonly text: () => string } {
  let text = JSON.stringify(first)
  return {
    get: () => JSON.parse(text) as T,
    set: (value) => {
      text = JSON.stringify(value)
      return true
    },
    text: () => text,
  }
}
