import { readFileSync } from 'node:fs'

/**
 * What lies at a store's path:
 * - `json`: an object with the store's `value`, and whatever a newer version put beside it
 * - `broken`: a text that is no such object
 * - `closed`: something that can't be read at all: a file of another user, a folder
 */
export type Contents =
  | { readonly kind: 'absent' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'broken'; readonly text: string }
  | { readonly kind: 'json'; readonly json: Readonly<Record<string, unknown>> }

export function readContents(path: string): Contents {
  try {
    return contentsOf(readFileSync(path, 'utf8'))
  } catch (thrown) {
    const isAbsent = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'
    return { kind: isAbsent ? 'absent' : 'closed' }
  }
}

function contentsOf(text: string): Contents {
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json === 'object' && json !== null && 'value' in json)
      return { kind: 'json', json: { ...json } }
  } catch {
    // Cut off, say.
  }
  return { kind: 'broken', text }
}
