import { utilityProcess, type UtilityProcess } from 'electron'
import { join } from 'node:path'
import { failure } from '../failure.ts'
import type { FileAnswer, FileAsk } from './file-process.ts'
import type { WriteWhole } from './write-file.ts'

/** Milliseconds after which a drive counts as hanging. */
const PATIENCE = 10_000

/**
 * Writes a file in a process of its own, which is killed when the drive does not answer.
 *
 * @param built where the built `file-process.js` lies
 */
export function createFileWriter(built: string): WriteWhole {
  return async (path, text) => {
    const child = utilityProcess.fork(join(built, 'file-process.js'), [], {
      serviceName: 'File writer',
      stdio: 'ignore',
    })
    try {
      const said = await answerOf(child, { path, text })
      if (said !== 'written') throw failure(said, { retryable: true })
    } finally {
      child.kill()
    }
  }
}

function answerOf(child: UtilityProcess, ask: FileAsk): Promise<FileAnswer> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('file-slow'), PATIENCE)
    const settle = (said: FileAnswer) => (clearTimeout(timer), resolve(said))
    child.once('message', settle)
    child.once('exit', () => settle('file'))
    child.postMessage(ask)
  })
}
