import log from 'electron-log/main'
import { join } from 'node:path'
import type { CodePlace } from '../../contract/index.ts'
import { PRIVATE } from '../storage/replace-file.ts'

/** All that a line of the log may hold. What has an unknown shape (a server's words, an address) can't be redacted. */
export interface LogFields {
  readonly channel?: string
  readonly code?: string
  readonly reason?: string
  readonly milliseconds?: number
  /** Places in our own code, no message. */
  readonly places?: readonly CodePlace[]
}

export type Log = (event: string, fields?: LogFields) => void

const MOST_BYTES = 1024 * 1024

export const logFile = (folder: string): string => join(folder, 'logs', 'main.log')

/** @param folder the profile folder; the log lies in `logs/` there. What is full is kept once more, as `main.old.log`. */
export function createLog(folder: string): Log {
  log.transports.file.resolvePathFn = () => logFile(folder)
  log.transports.file.maxSize = MOST_BYTES
  // Only its owner may read the file.
  log.transports.file.writeOptions = { flag: 'a', mode: PRIVATE, encoding: 'utf8' }
  log.transports.console.level = false
  return (event, fields = {}) => log.info(event, JSON.stringify(fields))
}
