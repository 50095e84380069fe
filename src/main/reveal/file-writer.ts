import { failure } from '../failure.ts'
import type { Beat } from '../limits/beats.ts'
import { limitCall } from '../limits/call-limit.ts'
import { isWritten, type Written } from '../storage/put-file.ts'
import type { FileAnswer, FileAsk } from './file-process.ts'

/** Milliseconds that a drive may take before the user is told that it does not answer. */
const DRIVE_TIMEOUT_MS = 10_000
/** Milliseconds after which the process of such a drive is killed; until then the file may still be written. */
const DRIVE_LATE_TIMEOUT_MS = 120_000

/** A process that writes one file; Electron's `utilityProcess` in the application. */
export interface FileProcess {
  readonly post: (ask: FileAsk) => void
  /** The write begins, or is still waited for (`withBeats`). */
  readonly onBeat: (listener: (beat: Beat) => void) => void
  readonly onAnswer: (listener: (said: FileAnswer) => void) => void
  readonly onExit: (listener: () => void) => void
  readonly kill: () => void
}

/**
 * Writes a text to a path, whole and on disk.
 *
 * @param onLate called when a write that failed with `file-slow` was done after all
 * @returns how it was written
 * @throws Failure `file…`
 */
export type WriteFile = (path: string, text: string, onLate: () => void) => Promise<Written>

/** Writes each file in a process of its own, so that a drive that hangs blocks neither main nor the user. */
export function createFileWriter(spawn: () => FileProcess): WriteFile {
  return async (path, text, onLate) => {
    const said = await write(spawn(), { path, text }, onLate)
    if (!isWritten(said)) throw failure(said, { retryable: true })
    return said
  }
}

/** @returns the answer, or `file-slow` when the drive takes too long; the process then goes on */
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
