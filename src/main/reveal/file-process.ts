/**
 * The process that writes one file and ends, apart from main: a drive that hangs (a network share, a sleeping disk)
 * blocks its threads, not those of the application, and main can kill it.
 */
import type { ErrorCode } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import type { Written } from '../storage/put-file.ts'
import { writeWhole } from './write-file.ts'

export interface FileAsk {
  readonly path: string
  readonly text: string
}
/** How it was written, or what went wrong. */
export type FileAnswer = ErrorCode | Written

async function answer({ path, text }: FileAsk): Promise<FileAnswer> {
  try {
    return await writeWhole(path, text)
  } catch (thrown) {
    return codeOf(thrown)
  }
}

process.parentPort.once('message', ({ data }: { data: FileAsk }) => {
  void answer(data).then((said) => process.parentPort.postMessage(said))
})
