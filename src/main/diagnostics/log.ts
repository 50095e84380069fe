import log from 'electron-log/main'
import { join } from 'node:path'

/** All that a line of the log may hold. What has an unknown shape (a server's words, an address) can't be redacted. */
export interface LogFields {
  readonly channel?: string
  readonly code?: string
  readonly reason?: string
  readonly milliseconds?: number
  /** Places in our own code: file and line, no message. */
  readonly stack?: readonly string[]
}

export type Log = (event: string, fields?: LogFields) => void

const MOST_BYTES = 1024 * 1024

/** @param folder the profile folder; the log lies in `logs/` there */
export function createLog(folder: string): Log {
  log.transports.file.resolvePathFn = () => join(folder, 'logs', 'main.log')
  log.transports.file.maxSize = MOST_BYTES
  log.transports.console.level = false
  return (event, fields = {}) => log.info(event, JSON.stringify(fields))
}

/** Where something was thrown, without its words. */
export function placesOf(thrown: unknown): string[] {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : ''
  return [...stack.matchAll(/([\w.-]+\.(?:js|ts|cjs)):(\d+):(\d+)\)?$/gm)].map((match) =>
    match.slice(1).join(':'),
  )
}
