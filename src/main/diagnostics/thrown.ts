import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CodePlace, ErrorName } from '../../contract/index.ts'

export const ERROR_NAMES = [
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'DOMException',
] as const satisfies readonly ErrorName[]

/** What kind of error was thrown; a name that we don't know may be anybody's words. */
export const nameOf = (thrown: unknown): ErrorName =>
  ERROR_NAMES.find((name) => thrown instanceof Error && thrown.name === name) ?? 'Error'

/** Where something was thrown, without its words. */
export function placesOf(thrown: unknown): CodePlace[] {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : ''
  return [...stack.matchAll(/([\w.-]+\.(?:js|ts|cjs)):(\d+):(\d+)\)?$/gm)].map(([, file, line, column]) => ({
    file: file ?? '',
    line: Number(line),
    column: Number(column),
  }))
}

/**
 * The names of the built files, which places may be in: what only looks like a place may be a part of a message.
 *
 * @param built where the built files of main lie
 */
export function builtFiles(built: string): ReadonlySet<string> {
  const folders = ['.', 'chunks', '../preload', '../renderer/assets']
  return new Set(folders.flatMap((folder) => namesIn(join(built, folder))))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
