import { readFileSync } from 'node:fs'

/**
 * The contents of a store's file:
 * - `json`: an object with the store's `value`, and other fields if a newer version added them
 * - `broken`: text that is not such an object
 * - `closed`: the path can't be read at all, such as another user's file, or a folder
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
    // Not JSON: the file was truncated, for example.
  }
  return { kind: 'broken', text }
}
