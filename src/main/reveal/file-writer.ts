import { failure } from '../failure.ts'
import type { Beat } from '../limits/beats.ts'
import { limitCall } from '../limits/call-limit.ts'
import { isWritten, type Written } from '../storage/put-file.ts'
import type { FileAnswer, FileAsk } from './file-process.ts'

/** Milliseconds before a save fails with `file-slow` because the drive doesn't respond. */
const DRIVE_TIMEOUT_MS = 10_000
/** Milliseconds before the process of such a drive is killed; until then the file may still be written. */
const DRIVE_LATE_TIMEOUT_MS = 120_000

/** A process that writes one file; Electron's `utilityProcess` in the application. */
export interface FileProcess {
  readonly post: (ask: FileAsk) => void
  /** The write has started, or is still running (`withBeats`). */
  readonly onBeat: (listener: (beat: Beat) => void) => void
  readonly onAnswer: (listener: (said: FileAnswer) => void) => void
  readonly onExit: (listener: () => void) => void
  readonly kill: () => void
}

/**
 * Writes a whole text to a path and syncs it.
 *
 * @param onLate called when a write succeeds after it failed with `file-slow`
 * @returns how it was written
 * @throws Failure `file…`
 */
export type WriteFile = (path: string, text: string, onLate: () => void) => Promise<Written>

/** Writes each file in its own process, so that a drive that hangs blocks neither main nor the user. */
export function createFileWriter(spawn: () => FileProcess): WriteFile {
  return async (path, text, onLate) => {
    const said = await write(spawn(), { path, text }, onLate)
    if (!isWritten(said)) throw failure(said, { retryable: true })
    return said
  }
}

/** @returns the answer, or `file-slow` when the drive takes too long; the process then continues */
function write(child: FileProcess, ask: FileAsk, onLate: () => void): Promise<FileAnswer> {
  return new Promise((resolve) => {
    let isSlow = false
    const limit = limitCall({
      timeoutMs: DRIVE_TIMEOUT_MS,
      onTimeout() {
        isSlow = true
        resolve('file-slow')
      },
      onHang: () => end('file'),
    })
    let end = (said: FileAnswer): void => {
      end = () => undefined
      limit.stop()
      child.kill()
      if (isSlow && isWritten(said)) onLate()
      resolve(said)
    }
    child.onBeat((beat) => {
      limit.heard(beat)
      if (beat.waitedMs >= DRIVE_LATE_TIMEOUT_MS) end('file-slow')
    })
    child.onAnswer((said) => end(said))
    child.onExit(() => end('file'))
    child.post(ask)
  })
}
