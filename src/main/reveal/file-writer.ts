import { failure } from '../failure.ts'
import { isWritten } from '../storage/put-file.ts'
import type { FileAnswer, FileAsk } from './file-process.ts'
import type { WriteWhole } from './write-file.ts'

/** Milliseconds after which a drive counts as hanging. */
const PATIENCE = 10_000

/** A process that writes one file; Electron's `utilityProcess` in the application. */
export interface FileProcess {
  readonly post: (ask: FileAsk) => void
  readonly onAnswer: (listener: (said: FileAnswer) => void) => void
  readonly onExit: (listener: () => void) => void
  readonly kill: () => void
}

/** Writes each file in a process of its own, which is killed when the drive does not answer. */
export function createFileWriter(spawn: () => FileProcess): WriteWhole {
  return async (path, text) => {
    const child = spawn()
    try {
      const said = await answerOf(child, { path, text })
      if (!isWritten(said)) throw failure(said, { retryable: true })
      return said
    } finally {
      child.kill()
    }
  }
}

function answerOf(child: FileProcess, ask: FileAsk): Promise<FileAnswer> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('file-slow'), PATIENCE)
    const settle = (said: FileAnswer) => (clearTimeout(timer), resolve(said))
    child.onAnswer(settle)
    child.onExit(() => settle('file'))
    child.post(ask)
  })
}
